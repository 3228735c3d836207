"""`kill -9` under load, of every part in turn: what was acknowledged is there, once, and every fact arrives, once."""

import time

import pytest
from clients import Clients
from healing import PATIENCE, check, drain
from waiting import wait_until

CLIENTS = 8
WRITES = 48
"""Acknowledged before the kill, and again after the return: every load several times, each client beginning with
another."""

TROUBLED = 4
"""Writes that were not acknowledged while the victim was dead: that many show that the load went on. Of ten loads two
alone miss agenda."""

FLOW_AGAIN = 15
"""Seconds from a broker's first greeting until events are applied again. The goal is 5; here other suites have the same
processors."""

VICTIMS = [
    pytest.param(
        "broker", marks=[pytest.mark.promise("P7", part="2 rounds, not 5, and 15 s"), pytest.mark.fault("F1")]
    ),
    "visitors",
    "requests",
    "gateway",
]
"""Among the services each is the owner of what the others hear: publisher and consumer at once."""

ONCE = [("sqlite", "agenda"), ("postgres", "protocol"), ("sqlite", "documents")]
"""Victims on one kind of database alone."""


@pytest.mark.promise("P1", part="a kill round of each victim on each database, not 30")
@pytest.mark.promise("P2", part="a kill round of each victim on each database, not 30")
@pytest.mark.promise("P3", part="repeats as kills make them")
@pytest.mark.promise("P10", part="nothing waits 90 s after the last fault, not 60")
@pytest.mark.promise("P23", part="under kills, 8 clients")
@pytest.mark.parametrize("victim", VICTIMS)
def test_nothing_is_lost_and_nothing_done_twice_when_killed_under_load(site, victim):
    """Eight clients write over HTTP, each write with its key. The victim is killed under them and its death proven; it
    returns, the load goes on, then ends. When nothing waits any more, the verdict: of what was acknowledged nothing is
    lost or doubled, what was refused is absent, the unknown is there once or not at all. Then every unknown write is
    asked again with its key, and all must be there exactly once, unless the rules refuse it. The numbers of requests,
    papers, instructions and expenses have no gap and come once, no two bookings have the same time, no budget line has
    bound more than it has or other than its expenses say. Each event was applied once by each handler that hears it:
    each wish became one request, each paper and each promise one instruction, each ceremony one entry, each delegation
    one visit, each priced task one expense, which it shows; no row lacks its event and no event its row."""
    survive(site, victim)


@pytest.mark.promise("P1", part="a kill round of each victim, not 30")
@pytest.mark.promise("P2", part="a kill round of each victim, not 30")
@pytest.mark.promise("P23", part="under kills, 8 clients")
@pytest.mark.parametrize(("trial", "victim"), ONCE, indirect=["trial"], scope="session")
def test_the_office_loses_nothing_when_killed_under_load(site, victim):
    """The same with the services of the office itself as victims."""
    survive(site, victim)


def survive(site, victim):
    """One round."""
    with Clients(site, CLIENTS) as clients:
        until_acknowledged(site.history, WRITES)
        kill(site.trial, victim)
        until_troubled(site.history, TROUBLED)
        bring_back(site, victim)
        until_acknowledged(site.history, WRITES)
    drain(site)
    before = check(site)
    clients.ask_again()
    assert not site.history.open, "a write is still unknown after asking again"
    drain(site)
    after = check(site)
    report(victim, before, after)
    assert all(verdict.clean for verdict in (*before.values(), *after.values()))


def kill(trial, victim):
    """`kill -9`; broker and trial prove that it was the right process, and that it is dead."""
    trial.broker.kill() if victim == "broker" else trial.kill(victim)


def bring_back(site, victim):
    """Start it again, and wait until the whole site answers. After a broker's return, events must soon flow."""
    if victim == "broker":
        site.trial.broker.start()
        events_flow_again(site.stores["visitors"])
    else:
        site.trial.start(victim)
    site.trial.wait_until_ready()


def events_flow_again(store):
    """Wait until a service has applied an event that was told while there was no broker; one that needs to ask nobody
    for words, for those who are asked have the load of eight clients at the same moment."""
    before, began = applied_count(store), time.monotonic()
    wait_until("events flow", lambda: applied_count(store) > before, FLOW_AGAIN)
    print(f"events flow {time.monotonic() - began:.1f} s after the broker greets")


def applied_count(store):
    """How many events a service has applied."""
    return store.column("SELECT count(*) FROM inbox WHERE state = 'done'")


def until_acknowledged(history, more):
    """Wait until so many more writes are acknowledged."""
    enough = history.count("ok") + more
    wait_until(f"{more} writes acknowledged", lambda: history.count("ok") >= enough, PATIENCE)


def until_troubled(history, more):
    """Wait until so many more writes were refused or remained unknown, which proves that the victim is missed."""
    enough = _troubles(history) + more
    wait_until("the victim is missed", lambda: _troubles(history) >= enough, PATIENCE)


def report(victim, before, after):
    """The verdicts, for whoever reads the test's output."""
    for name in after:
        print(f"{victim} {name}: {before[name]} | after asking again: {after[name]}")


def _troubles(history):
    return history.count("fail") + history.count("unknown")
