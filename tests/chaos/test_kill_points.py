"""A process that dies at a known point between a command and the end of its effects: each point once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import Clients
from healing import check, drain, has_gaps
from running import restart_with, start_again

WRITES = 3

POINTS = {
    "dies-before-the-event": ("requests", "registration", "F10", "a command, before its event is written"),
    "dies-before-the-commit": ("gateway", "unit", "F10", "a command, before its commit"),
    "dies-in-the-handler": ("requests", "wish", "F10", "a handler, before its commit"),
    "dies-before-publishing": ("visitors", "wish", "F11", None),
    "dies-before-the-confirm": ("gateway", "unit", "F12", "before the confirm"),
    "dies-before-marking": ("visitors", "wish", "F12", "before it is marked as sent"),
}
"""Each point: who dies there, what is written, and which fault it is."""

WHERE_SQL_DECIDES = ["dies-before-the-commit", "dies-in-the-handler", "dies-before-marking"]


def cases():
    """Every point on SQLite; on PostgreSQL those at which an open transaction is torn."""
    for database, points in (("sqlite", POINTS), ("postgres", WHERE_SQL_DECIDES)):
        for point in points:
            _, _, fault, part = POINTS[point]
            yield pytest.param(database, point, marks=pytest.mark.fault(fault, part=part))


@pytest.mark.promise("P5", part="six points once; the acknowledgement has a test of its own")
@pytest.mark.parametrize(("trial", "point"), cases(), indirect=["trial"])
def test_a_death_at_any_point_neither_loses_nor_repeats(site, point):
    """The victim runs with a fault that kills it, as `kill -9` does, when it first reaches the point. Three clients
    write what leads there; the death is proven. It starts again without the fault; the unknown writes are asked
    again. Then every write, its event and its effect are there once."""
    victim, kind, *_ = POINTS[point]
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
    assert not has_gaps(site)
