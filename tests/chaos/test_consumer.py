"""Scenario 22: a consumer that dies between its commit and the acknowledgement, and an event that always fails."""

from datetime import UTC, datetime, timedelta

import amqp
import pytest
from clients import Clients
from facts import applied_by, told_by
from healing import check, drain
from running import restart_with, start_again
from stores import plain_id
from waiting import wait_until

from makam_kernel.retries import PAUSES
from makam_tools.broker import VHOST

STATE = (
    "SELECT * FROM requests",
    "SELECT * FROM citizens",
    "SELECT * FROM inbox",
    "SELECT * FROM inbox_positions",
    "SELECT * FROM number_books",
    "SELECT id, type, subject, sequence, data FROM outbox",
    "SELECT id, action, subject, cause_id FROM audit_entries",
    "SELECT id, subject, template FROM messages",
)
"""Whatever a second application could change; not what the service does anyway: send, seal."""

OTHERS = 99
PATIENCE = 60


@pytest.mark.scenario("requests.22", "a consumer dies before the acknowledgement")
@pytest.mark.fault("F13")
@pytest.mark.promise("P5", "between commit and acknowledgement")
def test_redelivery_after_a_death_before_the_acknowledgement_changes_nothing(site):
    """requests dies by `kill -9` when it has committed the effect of a wish, and before it tells the broker: the event
    lies in its queue again. After the restart it is taken and acknowledged, and no row of the service has changed."""
    restart_with(site.trial, "requests", "dies-before-the-acknowledgement", "1")
    wish = next(load for load in site.loads if load.name == "wish")
    assert Clients(site).write(wish.new_key())
    site.trial.await_kill("requests", within=60)
    event = told_by(site.stores["visitors"])[-1]
    assert applied_by(site.stores["requests"])[event.id] == 1, "it died before the commit"
    wait_until("the event is in the queue again", lambda: waiting_in(site.trial, "requests.inbox.v1"), PATIENCE)
    before = state_of(site.stores["requests"])
    start_again(site.trial, "requests")
    drain(site)
    assert waiting_in(site.trial, "requests.inbox.v1") == 0
    assert state_of(site.stores["requests"]) == before
    assert all(verdict.clean for verdict in check(site).values())


@pytest.mark.scenario("requests.22", "an event that always fails")
@pytest.mark.promise("P11", part="one event whose handler raises, of 12 kinds")
@pytest.mark.fault("F18", part="a handler that raises")
def test_an_event_that_always_fails_is_parked_and_passes_once_when_redriven(site):
    """Of 100 units the handler of requests fails at one. The other 99 pass while it waits. It is tried again after
    ten seconds, a minute, five … fifteen hours of the business clock, which is moved; after the eighth try it is
    parked, with its payload, its error, its first and last time. An operator sees it; when the service is mended,
    they redrive it, and it succeeds once."""
    operator, store = site.people["operator"], site.stores["requests"]
    unit = next(load for load in site.loads if load.name == "unit")
    keys = [unit.new_key() for _ in range(OTHERS + 1)]
    poison = keys[OTHERS // 2]
    restart_with(site.trial, "requests", "stumbles", poison)
    assert all(Clients(site).write(key) for key in keys)
    event = _event_of_unit(site.stores["gateway"], poison)
    others = set(keys) - {poison}
    wait_until("the others", lambda: others <= set(store.column("SELECT code FROM units")), PATIENCE)
    assert _kept(store, event).state == "waiting"

    pauses = []
    for attempt in range(1, len(PAUSES) + 1):
        wait_until(f"try {attempt}", lambda attempt=attempt: _kept(store, event).attempts == attempt, PATIENCE)
        due, last = (_instant(value) for value in (_kept(store, event).next_at, _kept(store, event).last_at))
        pauses.append(due - last)
        _set_clock(operator, due + timedelta(seconds=1))
    assert pauses == list(PAUSES)
    assert pauses == sorted(pauses)

    wait_until("parked", lambda: _kept(store, event).state == "parked", PATIENCE)
    row = _kept(store, event)
    assert row.attempts == len(PAUSES) + 1
    assert poison in str(row.event)
    assert row.error.startswith("ValueError")
    [line] = operator.get("/operations/requests/parked").json()["items"]
    assert (line["event_id"], line["handler"], line["attempts"]) == (event.id, "KeepUnit", len(PAUSES) + 1)
    assert _instant(line["last_at"]) - _instant(line["first_at"]) > sum(PAUSES, timedelta())

    start_again(site.trial, "requests")
    named = {"event_id": event.id, "handler": "KeepUnit"}
    assert operator.post("/operations/requests/parked/redrive", json=named).status_code == 201
    wait_until("it passes", lambda: _kept(store, event).state == "done", PATIENCE)
    assert store.column("SELECT code FROM units").count(poison) == 1
    assert applied_by(store)[event.id] == 1
    assert operator.post("/operations/requests/parked/redrive", json=named).status_code == 404
    redriven = "SELECT count(*) FROM audit_entries WHERE action = 'parked.redriven' AND subject = :event"
    assert store.column(redriven, event=f"event/{event.id}") == [1]
    _set_clock(operator, datetime.now().astimezone())
    drain(site)
    assert all(verdict.clean for verdict in check(site).values())


def state_of(store):
    """All that the service knows and has done."""
    return {query: sorted(map(str, store.rows(query))) for query in STATE}


def waiting_in(trial, queue):
    """How many messages a queue holds that no consumer has."""
    address = f"127.0.0.1:{trial.broker.port}"
    with amqp.Connection(address, userid="observer", password="observer", virtual_host=VHOST) as connection:
        return connection.channel().queue_declare(queue, passive=True).message_count


def _kept(store, event):
    return store.rows("SELECT * FROM inbox WHERE event_id = :id AND handler = 'KeepUnit'", id=event.id)[0]


def _event_of_unit(store, code):
    [id] = store.column("SELECT id FROM units WHERE code = :code", code=code)
    return next(event for event in told_by(store) if event.subject == f"unit/{plain_id(id)}")


def _instant(value):
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _set_clock(operator, instant):
    assert operator.put("/clock", json={"at": instant.isoformat()}).status_code == 200
