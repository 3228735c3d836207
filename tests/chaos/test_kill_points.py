"""A process that dies at a known point between a command and the end of its effects: each point once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import Clients
from healing import check, drain
from running import restart_with, start_again

WRITES = 3

TORN = {
    "dies-before-the-commit": ("gateway", "unit", "F10", "a command, before its commit"),
    "dies-in-the-handler": ("requests", "wish", "F10", "a handler, before its commit"),
    "dies-before-marking": ("visitors", "wish", "F12", "before it is marked as sent"),
}
"""Points at which an open transaction is torn: who dies there, what is written, and which fault it is."""

BETWEEN = {
    "dies-before-the-event": ("requests", "registration", "F10", "a command, before its event is written"),
    "dies-before-publishing": ("visitors", "wish", "F11", None),
    "dies-before-the-confirm": ("gateway", "unit", "F12", "before the confirm"),
}
"""Points at which the database has done its part, or has none: on SQLite alone."""


def cases(points):
    """Each point, with the mark of its fault."""
    return [
        pytest.param(point, victim, kind, marks=pytest.mark.fault(fault, part=part), id=point)
        for point, (victim, kind, fault, part) in points.items()
    ]


@pytest.mark.promise("P5", part="three points once; the acknowledgement has a test of its own")
@pytest.mark.parametrize(("point", "victim", "kind"), cases(TORN))
def test_a_death_in_a_transaction_neither_loses_nor_repeats(site, point, victim, kind):
    """The victim runs with a fault that kills it, as `kill -9` does, when it first reaches the point. Three clients
    write what leads there; the death is proven. It starts again without the fault; the unknown writes are asked again.
    Then every write, its event and its effect are there once."""
    die_at(site, point, victim, kind)


@pytest.mark.promise("P5", part="three points once, SQLite")
@pytest.mark.parametrize("trial", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize(("point", "victim", "kind"), cases(BETWEEN))
def test_a_death_between_transactions_neither_loses_nor_repeats(site, point, victim, kind):
    """The same, before the event is written, before it leaves, and before the broker confirms it."""
    die_at(site, point, victim, kind)


def die_at(site, point, victim, kind):
    """Let the victim die at the point while three clients write, bring it back, and judge."""
    restart_with(site.trial, victim, point, "1")
    load = next(load for load in site.loads if load.name == kind)
    clients = Clients(site)
    with ThreadPoolExecutor(WRITES) as pool:
        writes = [pool.submit(clients.write, load.new_key()) for _ in range(WRITES)]
        site.trial.await_kill(victim, within=60)
        start_again(site.trial, victim)
        [write.result() for write in writes]
    clients.ask_again()
    assert not site.history.open
    drain(site)
    verdicts = check(site)
    assert all(verdict.clean for verdict in verdicts.values()), {name: str(one) for name, one in verdicts.items()}
