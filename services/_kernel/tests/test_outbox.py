"""The relay: all that was committed and nothing else leaves, in order; exactly what was confirmed is marked."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from amqp.exceptions import MessageNacked
from conftest import until
from little_service.models import Thing
from little_service.service import SERVICE
from sqlalchemy import select, update

from makam_kernel import operations, outbox
from makam_kernel.actor import Actor
from makam_kernel.broker import GONE
from makam_kernel.leases import LeaseRow
from makam_kernel.outbox import OutboxRow
from makam_kernel.testing import told


@pytest.fixture
def at_work(a_process, clean_uri, broker):
    """The little service with its broker; only the relay is under test, and stepped by hand."""
    process = a_process(SERVICE, clean_uri, broker=broker.uri("little"))
    process.lease.held()
    return process


def unsent(process):
    """The rows that have not left."""
    return [row for row in told(process) if row.sent_at is None]


@pytest.mark.promise("P2", part="outbox")
def test_an_event_and_its_change_are_kept_together_or_not_at_all(process, person, monkeypatch):
    """P2: no event whose change is not committed."""
    keep = process.methods["keep_thing"]

    def fails(tx, **facts):
        keep(tx, **facts)
        tx.session.flush()
        raise ValueError

    fails.method = keep.method
    monkeypatch.setitem(process.methods, "keep_thing", fails)
    with pytest.raises(Exception, match=r"."):
        person(process, "clerk").keep_thing(label="a")
    assert told(process) == []


@pytest.mark.promise("P4", part="order of the sender")
def test_events_of_a_subject_leave_in_their_order_and_are_marked(at_work, person, heard):
    """P4: one subject's events are published in the order of its versions."""
    clerk = person(at_work, "clerk")
    kept = [UUID(clerk.keep_thing(label=f"n{place}")["id"]) for place in range(5)]

    def change(tx):
        for _ in range(20):
            for id in kept:
                thing = tx.get(Thing, id)
                tx.change(thing, thing.keep())

    at_work.work(Actor("p1"), change)
    assert at_work.relay.step() is False
    assert unsent(at_work) == []
    by_subject = {}
    for event, properties in until(heard):
        by_subject.setdefault(event["subject"], []).append(event["sequence"])
        assert properties["user_id"] == "little" and properties["delivery_mode"] == 2
    assert list(by_subject.values()) == [list(range(1, 22))] * 5


def test_only_what_was_confirmed_is_marked_when_the_broker_goes_in_the_middle(at_work, person, monkeypatch):
    clerk = person(at_work, "clerk")
    for place in range(6):
        clerk.keep_thing(label=f"n{place}")
    at_work.relay.step()  # connects
    for place in range(6, 12):
        clerk.keep_thing(label=f"n{place}")
    confirm = at_work.relay._on_ack

    def only_the_first(tag, _multiple):
        confirm(min(at_work.relay._waiting), False)
        raise ConnectionResetError

    at_work.relay._channel.events["basic_ack"] = {only_the_first}
    with pytest.raises(GONE):
        at_work.relay.step()
    at_work.relay.recover()
    assert [row.data["number"] for row in unsent(at_work)] == list(range(8, 13))
    at_work.relay.step()
    assert unsent(at_work) == []


def test_what_the_broker_refuses_is_not_marked_as_sent(at_work, person):
    person(at_work, "clerk").keep_thing(label="a")
    at_work.database.run(lambda session: session.execute(update(OutboxRow).values(type="page.changed.v1")))
    with pytest.raises(GONE):
        at_work.relay.step()
    at_work.relay.recover()
    assert len(unsent(at_work)) == 1


def test_a_refused_confirmation_counts_as_none(at_work, person):
    at_work.relay._waiting = {1: 1}
    with pytest.raises(MessageNacked):
        at_work.relay._on_nack(1, False)


@pytest.mark.fault("F14", part="relay")
def test_who_has_lost_the_lead_marks_nothing_so_that_the_new_leader_repeats(at_work, person, heard):
    """F14: two relays at once: the stale one's marks are refused; the receiver's inbox makes the repeat harmless."""
    person(at_work, "clerk").keep_thing(label="a")
    at_work.database.run(lambda session: session.execute(update(LeaseRow).values(holder="another", token=2)))
    at_work.relay.step()
    assert len(unsent(at_work)) == 1 and len(until(heard)) == 1
    assert not at_work.lease.held()


@pytest.mark.fault("F4", part="relay")
def test_a_broker_that_hangs_keeps_the_relay_no_longer_than_its_deadline(at_work, person, broker, monkeypatch):
    """F4: the broker stands still with its connections open: a publish ends by its deadline, and nothing is marked."""
    clerk = person(at_work, "clerk")
    clerk.keep_thing(label="a")
    at_work.relay.step()
    clerk.keep_thing(label="b")
    monkeypatch.setattr(outbox, "CONFIRM_SECONDS", 0.5)
    monkeypatch.setattr("makam_kernel.broker.CONNECT_SECONDS", 0.5)
    os.kill(broker.node.server.pid, signal.SIGSTOP)
    try:
        for _ in range(2):  # over an open connection, then over a fresh one
            began = time.monotonic()
            with pytest.raises(GONE):
                at_work.relay.step()
            at_work.relay.recover()
            assert time.monotonic() - began < 2
    finally:
        os.kill(broker.node.server.pid, signal.SIGCONT)
    assert [row.data["number"] for row in unsent(at_work)] == [2]
    at_work.relay.step()
    assert unsent(at_work) == []


def test_without_a_broker_commands_go_on_and_the_events_wait(process, person):
    clerk = person(process, "clerk")
    process.lease.held()
    for place in range(3):
        clerk.keep_thing(label=f"n{place}")
        with pytest.raises(GONE):
            process.relay.step()
        process.relay.recover()
    assert len(unsent(process)) == 3
    with process.database.reading() as session:
        assert outbox.oldest_unsent(session) > 0


def test_a_commit_wakes_the_relay(a_process, sqlite_uri, broker, heard, person, monkeypatch):
    monkeypatch.setattr(outbox.Relay, "sweep", 60.0)
    process = a_process(SERVICE, sqlite_uri, broker=broker.uri("little"))
    process.start()
    clerk = person(process, "clerk")
    clerk.keep_thing(label="first")
    until(heard)
    clerk.keep_thing(label="second")
    began = time.monotonic()
    until(heard)
    assert time.monotonic() - began < 2


def test_only_what_was_sent_long_ago_is_forgotten(process, person):
    clerk = person(process, "clerk")
    for place, age in enumerate((None, 1, 31)):
        clerk.keep_thing(label=f"n{place}")
        sent = datetime.now(UTC) - timedelta(days=age) if age else None
        with process.database.transaction() as session:
            session.scalar(select(OutboxRow).order_by(OutboxRow.position.desc()).limit(1)).sent_at = sent
    process.database.run(outbox.purge)
    assert [row.data["number"] for row in told(process)] == [1, 2]


@pytest.mark.fault("F32", part="replay: the same events, batch by batch")
def test_what_left_in_a_span_leaves_once_more(at_work, person, heard, monkeypatch):
    """F32: a replay sends the very events, by their ids, and comes to its end though they leave anew meanwhile."""
    monkeypatch.setattr(operations, "EVENTS_AT_ONCE", 2)
    clerk, operator = person(at_work, "clerk"), person(at_work, "operator")
    since = datetime.now(UTC)
    for place in range(3):
        clerk.keep_thing(label=f"n{place}")
    at_work.relay.step()
    first, until_now = [event["id"] for event, _ in heard()], datetime.now(UTC)
    span = {"since": since.isoformat(), "until": until_now.isoformat()}
    replays = []
    while not replays or not replays[-1]["done"]:
        replays.append(operator.replay_events(**span))
        at_work.relay.step()
    assert [one["count"] for one in replays] == [2, 1]
    assert [event["id"] for event, _ in heard()] == first and unsent(at_work) == []
