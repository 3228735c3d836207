"""A process that dies at a known point between a command and the end of its effects: each point once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from clients import Clients
from healing import check, drain, has_gaps
from running import restart_with, start_again

WRITES = 3

POINTS = [
    pytest.param("dies-before-the-event", "requests", "registration", marks=pytest.mark.fault("F10")),
    pytest.param("dies-before-the-commit", "gateway", "unit", marks=pytest.mark.fault("F10")),
    pytest.param("dies-before-publishing", "visitors", "wish", marks=pytest.mark.fault("F11")),
    pytest.param("dies-before-the-confirm", "gateway", "unit", marks=pytest.mark.fault("F12", "before the confirm")),
    pytest.param("dies-before-marking", "visitors", "wish", marks=pytest.mark.fault("F12", "before marking")),
    pytest.param("dies-in-the-handler", "requests", "wish", marks=pytest.mark.fault("F10", "in a handler")),
]


@pytest.mark.promise("P5", part="six points once; the acknowledgement has a test of its own")
@pytest.mark.parametrize(("point", "victim", "kind"), POINTS)
def test_a_death_at_any_point_neither_loses_nor_repeats(site, point, victim, kind):
    """The victim runs with a fault that kills it, as `kill -9` does, when it first reaches the point. Three clients
    write what leads there; the death is proven. It starts again without the fault; the unknown writes are asked
    again. Then every write, its event and its effect are there once."""
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
