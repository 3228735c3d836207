"""One key, one effect, one answer: also while the service and the gateway are killed."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import Clients
from healing import PATIENCE, check, drain
from waiting import wait_until

KEYS = 25
CLIENTS = 4
CROWD = 30
"""Clients of the first key."""

BEFORE_THE_KILL = 15


@pytest.mark.promise("P12", part="25 keys for each victim, with 4 parallel clients, one with 30")
@pytest.mark.parametrize("victim", ["requests", "gateway"])
def test_one_key_has_one_effect_and_one_answer_while_parts_are_killed(site, victim):
    """Each key is sent by four clients at once, the first by thirty, all insisting until they are answered; meanwhile
    the victim is killed and returns. Every client of a key has the same answer, and its effect is there once. The
    same key with another body is refused with 422, and changes nothing."""
    loads = [load for load in site.loads if not load.refusals]
    keys = [load.new_key() for load in (loads * KEYS)[:KEYS]]
    jobs = keys * CLIENTS + keys[:1] * (CROWD - CLIENTS)
    random.Random(victim).shuffle(jobs)
    clients = Clients(site)
    enough = site.history.count("ok") + BEFORE_THE_KILL
    with ThreadPoolExecutor(2 * CROWD) as pool:
        answered = [pool.submit(insist, clients, key) for key in jobs]
        wait_until("the first answers", lambda: site.history.count("ok") >= enough, PATIENCE)
        site.trial.kill(victim)
        assert not all(answer.done() for answer in answered), "the kill came too late"
        site.trial.start(victim)
        [answer.result() for answer in answered]
    site.trial.wait_until_ready()
    for key in keys:
        answers = site.history.answers(key)
        assert len(answers) == jobs.count(key)
        assert all(answer == answers[0] for answer in answers), key
    drain(site)
    with_another_body_they_are_refused(clients, loads, keys)
    verdicts = check(site)
    assert all(verdict.clean for verdict in verdicts.values()), {name: str(one) for name, one in verdicts.items()}


def insist(clients, key):
    """Ask until the answer is there."""
    wait_until(f"an answer to {key}", lambda: clients.write(key), 2 * PATIENCE)


def with_another_body_they_are_refused(clients, loads, keys):
    """Each key once more, for something else."""
    for load, key in zip(loads * len(keys), keys, strict=False):
        answer = clients.ask(next(load.steps(load.new_key())), key)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.key_reused")
