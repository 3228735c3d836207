"""After the last fault: everything that waits must arrive, and everything must be where it belongs."""

from facts import judge_facts, stale_subjects, zombies_and_ghosts
from history import judge
from rules import broken_rules
from waiting import holds_within, wait_until

PATIENCE = 90
"""Seconds from the last fault until nothing may wait any more: a lease of twelve, the third try of an event after
seventy, and a slow machine."""

HEALTHY = {"database": "ok", "oldest_unsent_seconds": 0, "waiting": 0, "parked": 0}


def hearers(site):
    """The services that subscribe to others."""
    return [name for name in site.trial.names if name != "gateway"]


def drain(site):
    """Wait until no outbox and no inbox holds anything back. Whether all has arrived is for the checker to say."""
    wait_until("outboxes and inboxes empty", lambda: all(_is_idle(site, name) for name in site.trial.names), PATIENCE)
    holds_within(lambda: all(judge_facts(name, site.stores).clean for name in hearers(site)), PATIENCE)


def _is_idle(site, name):
    answer = site.people["operator"].get(f"/operations/{name}/health")
    return answer.status_code == 200 and answer.json() | HEALTHY == answer.json()


def check(site):
    """Every verdict: on the writes at their owners, on their effects at those who hear, on each event on its way. What
    no checker may find is asserted at once: a stale copy, a row without its event, an event without its row, a number,
    an hour or an amount that was given twice."""
    verdicts = {}
    for load in site.loads:
        present = load.present(site.stores)
        verdicts[load.name] = site.history.judge(present, kind=load.name)
        for hearer, effects in load.effects(site.stores).items():
            verdicts[f"{load.name} at {hearer}"] = judge(acknowledged=present, present=effects)
        zombies, ghosts = zombies_and_ghosts(site.stores[load.owner], load.noun, load.table)
        assert not zombies, f"{load.noun}: committed without its event: {zombies}"
        assert not ghosts, f"{load.noun}: told without being committed: {ghosts}"
    for name in hearers(site):
        assert not stale_subjects(name, site.stores), name
        verdicts[f"events to {name}"] = judge_facts(name, site.stores)
    broken = broken_rules(site.stores)
    assert not broken, broken
    return verdicts
