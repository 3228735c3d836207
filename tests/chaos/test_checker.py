"""The checker against a relay that drops and one that doubles: what it has never caught, it would not catch."""

from collections import Counter
from types import SimpleNamespace

import pytest
from clients import Clients
from facts import applied_by, told_by
from history import History, judge
from loads import Units
from running import restart_with, start_again
from stores import Store
from waiting import wait_until

from makam_tools.trial import Trial

EVENTS = 60
EVERY = 20


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of its own: what is done to it here is never mended."""
    with Trial(tmp_path_factory.mktemp("checker")) as trial:
        stores = {name: Store(trial, name) for name in ("gateway", "requests")}
        people = {"operator": trial.operator()}
        yield SimpleNamespace(trial=trial, people=people, stores=stores, loads=[Units()], history=History())
        for store in stores.values():
            store.close()


def told_units(site):
    """Write units; their events, in the order in which they were told. The last one is told so that all others have
    passed when it has."""
    known = {event.id for event in told_by(site.stores["gateway"])}
    clients = Clients(site)
    assert all(clients.write(site.loads[0].new_key()) for _ in range(EVENTS + 1))
    return [event.id for event in told_by(site.stores["gateway"]) if event.id not in known]


def at_requests(site, events):
    """The verdict on these events at the requests service, as soon as the last of them has passed."""
    wait_until("the last event", lambda: events[-1] in applied_by(site.stores["requests"]), 30)
    present = Counter({id: times for id, times in applied_by(site.stores["requests"]).items() if id in events})
    return judge(acknowledged=events, present=present)


@pytest.mark.promise("P1", part="the checker catches a relay that drops")
def test_a_relay_that_drops_is_caught(site):
    """The gateway's relay marks every 20th event as sent and never sends it: these are lost, by name, and no
    other."""
    restart_with(site.trial, "gateway", "drops", str(EVERY))
    events = told_units(site)
    verdict = at_requests(site, events)
    assert verdict.lost == set(events[EVERY - 1 :: EVERY])
    assert not verdict.duplicated
    assert not verdict.phantom


@pytest.mark.promise("P3", part="the checker catches a relay that doubles, where no inbox stops it")
def test_a_relay_that_doubles_is_caught_where_the_inbox_forgets(site):
    """The gateway's relay sends every 20th event twice, and the inbox of requests forgets what it has seen: these are
    duplicated, by name, and no other."""
    restart_with(site.trial, "gateway", "doubles", str(EVERY))
    restart_with(site.trial, "requests", "forgets")
    events = told_units(site)
    verdict = at_requests(site, events)
    start_again(site.trial, "requests")
    assert verdict.duplicated == set(events[EVERY - 1 :: EVERY])
    assert not verdict.lost


@pytest.mark.promise("P3", part="every 20th event delivered twice")
@pytest.mark.fault("F16", part="at once, twice")
def test_a_relay_that_doubles_harms_nobody_where_the_inbox_remembers(site):
    """The same relay before the inbox as it is: nothing is lost, nothing duplicated."""
    restart_with(site.trial, "gateway", "doubles", str(EVERY))
    verdict = at_requests(site, told_units(site))
    assert verdict.clean
