"""Scenario 22: a consumer that dies between its commit and the acknowledgement, and an event that always fails."""

from datetime import UTC, datetime, timedelta
from functools import cached_property

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
    unit = next(load for load in site.loads if load.name == "unit")
    keys = [unit.new_key() for _ in range(OTHERS + 1)]
    poison = Poison(site, keys[OTHERS // 2])
    restart_with(site.trial, "requests", "stumbles", poison.key)
    assert all(Clients(site).write(key) for key in keys)
    others = set(keys) - {poison.key}
    wait_until("the others", lambda: others <= set(poison.known_units()), PATIENCE)
    assert poison.row().state == "waiting"
    pauses = [poison.pause_after(attempt) for attempt in range(1, len(PAUSES) + 1)]
    assert pauses == sorted(PAUSES)
    poison.await_state("parked")
    poison.check_what_is_kept()
    start_again(site.trial, "requests")
    assert poison.redrive().status_code == 201
    poison.await_state("done")
    assert poison.redrive().status_code == 404
    assert poison.known_units().count(poison.key) == 1
    assert applied_by(site.stores["requests"])[poison.event.id] == 1
    poison.set_clock(datetime.now(UTC))
    drain(site)
    assert all(verdict.clean for verdict in check(site).values())


class Poison:
    """The event about the unit with this code, at the requests service."""

    def __init__(self, site, key):
        self.site, self.key = site, key
        self.store, self.operator = site.stores["requests"], site.people["operator"]

    @cached_property
    def event(self):
        """The event as the gateway told it."""
        gateway = self.site.stores["gateway"]
        [id] = gateway.column("SELECT id FROM units WHERE code = :code", code=self.key)
        return next(event for event in told_by(gateway) if event.subject == f"unit/{plain_id(id)}")

    def known_units(self):
        """The codes of all units that requests has heard of."""
        return self.store.column("SELECT code FROM units")

    def row(self):
        """What the inbox keeps of it."""
        [row] = self.store.rows("SELECT * FROM inbox WHERE event_id = :id", id=self.event.id)
        return row

    def await_state(self, state):
        """Wait until it stands so."""
        wait_until(state, lambda: self.row().state == state, PATIENCE)

    def pause_after(self, attempt):
        """Wait for this try; how long the next one lets wait. The business clock is set to it."""
        wait_until(f"try {attempt}", lambda: self.row().attempts == attempt, PATIENCE)
        row = self.row()
        self.set_clock(_instant(row.next_at) + timedelta(seconds=1))
        return _instant(row.next_at) - _instant(row.last_at)

    def set_clock(self, instant):
        """Move the business clock of the site."""
        assert self.operator.put("/clock", json={"at": instant.isoformat()}).status_code == 200

    def check_what_is_kept(self):
        """Payload and error in the inbox; error, tries, first and last time before the operator's eyes."""
        assert self.key in str(self.row().event)
        [line] = self.operator.get("/operations/requests/parked").json()["items"]
        assert (line["event_id"], line["handler"], line["error"]) == (self.event.id, "KeepUnit", "ValueError")
        assert line["attempts"] == len(PAUSES) + 1
        assert _instant(line["last_at"]) - _instant(line["first_at"]) > sum(PAUSES, timedelta())

    def redrive(self):
        """The operator's wish to have it tried again."""
        named = {"event_id": self.event.id, "handler": "KeepUnit"}
        return self.operator.post("/operations/requests/parked/redrive", json=named)


def state_of(store):
    """All that the service knows and has done."""
    return {query: sorted(str([_shown(value) for value in row]) for row in store.rows(query)) for query in STATE}


def _shown(value):
    """PostgreSQL's driver gives sealed bytes as a view, whose own text is where it lies in memory."""
    return bytes(value) if isinstance(value, memoryview) else value


def waiting_in(trial, queue):
    """How many messages a queue holds that no consumer has."""
    address = f"127.0.0.1:{trial.broker.port}"
    with amqp.Connection(address, userid="observer", password="observer", virtual_host=VHOST) as connection:
        return connection.channel().queue_declare(queue, passive=True).message_count


def _instant(value):
    """SQLite gives texts, in UTC without saying so."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
