"""After the last fault: everything that waits must arrive, and everything must be where it belongs."""

from facts import judge_facts, stale_subjects, zombies_and_ghosts
from waiting import holds_within, wait_until

PATIENCE = 20
"""Seconds from the last fault until nothing may wait any more: a lease of twelve, the second try of an event after sixty,
and a slow machine."""


def hearers(site):
    """The services that subscribe to others."""
    return [name for name in site.trial.names if name != "gateway"]


def drain(site):
    """Wait until no outbox and no inbox holds anything back. Whether all has arrived is for the checker to say."""
    wait_until(
        "the outboxes and inboxes are empty", lambda: all(_is_idle(site, name) for name in site.trial.names), PATIENCE
    )
    holds_within(lambda: all(judge_facts(name, site.stores).clean for name in hearers(site)), PATIENCE)


def _is_idle(site, name):
    answer = site.people["operator"].get(f"/operations/{name}/health")
    if answer.status_code != 200:
        return False
    health = answer.json()
    return health["database"] == "ok" and not any(health[key] for key in ("oldest_unsent_seconds", "waiting", "parked"))


def check_writes(site):
    """The verdict on each load: its writes in its owner's database."""
    return {load.name: site.history.judge(load.present(site.stores), kind=load.name) for load in site.loads}


def check_facts(site):
    """The verdict on each service that hears: every event that was told, applied once, and the newest of each subject."""
    for name in hearers(site):
        assert not stale_subjects(name, site.stores), name
    for load in site.loads:
        zombies, ghosts = zombies_and_ghosts(site.stores[load.owner], load.noun, load.table)
        assert not zombies, f"{load.noun}: committed without its event: {zombies}"
        assert not ghosts, f"{load.noun}: told without being committed: {ghosts}"
    return {f"facts to {name}": judge_facts(name, site.stores) for name in hearers(site)}


def numbers_of_requests(site):
    """The ordinals of all requests, which must be 1, 2, 3 … without a gap."""
    return sorted(
        int(number.rpartition("-")[2]) for number in site.stores["requests"].column("SELECT number FROM requests")
    )
