"""The listener acknowledges what is kept, lays aside what is no event, and gives nothing up in between."""

import hashlib
import json

import amqp
import pytest
from conftest import an_event, until
from little_service.models import Copy, Effect
from little_service.service import SERVICE
from sqlalchemy import func, select

from makam_kernel.errors import Unavailable
from makam_kernel.events import envelope
from makam_kernel.inbox import InboxRow

WORDS = "Ayşe Yılmaz 10000000146".encode()


@pytest.fixture
def tell(broker):
    """Publishes as the service ``other``: an event, or anything else."""
    channel = broker.channel("other")
    channel.confirm_select()

    def publish(what, type="page.changed.v1", **properties):
        body = what if isinstance(what, bytes) else wire(what)
        properties = {"user_id": "other", "content_type": "application/cloudevents+json", **properties}
        message = amqp.Message(body, delivery_mode=2, **properties)
        channel.basic_publish_confirm(message, exchange="other.events", routing_key=type)

    yield publish
    channel.connection.close()


def wire(event):
    """An event as its owner's relay writes it."""
    row = type("Row", (), {**event.__dict__, "actor_id": event.actor, "cause_id": event.cause})
    return envelope(row, event.source)


@pytest.fixture
def listening(a_process, sqlite_uri, broker, observer):
    """The little service with its listener at work."""
    process = a_process(SERVICE, sqlite_uri, broker=broker.uri("little"))
    next(worker for worker in process.workers if worker.name == "listener").start()
    return process


def count(process, model):
    """How many rows there are."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def dead(observer, number=1):
    """The dead letters, when so many are there."""
    letters = []

    def come():
        while message := observer.basic_get("little.dead.v1", no_ack=True):
            letters.append(message)
        return len(letters) >= number

    until(come)
    return letters


def left(observer):
    """How many messages wait in the inbox, not handed out."""
    return observer.queue_declare("little.inbox.v1", passive=True).message_count


@pytest.mark.promise("P3", part="over the broker")
def test_each_event_takes_effect_once_however_often_it_is_published(listening, tell):
    """P3: duplicated delivery changes nothing."""
    events = [an_event(sequence=n, subject="page/1") for n in range(1, 31)]
    for event in events * 3:
        tell(event)
    last = an_event()
    tell(last)
    until(lambda: count(listening, Effect) == 31)
    with listening.database.reading() as session:
        assert session.get(Copy, "page/1").state == "open"


@pytest.mark.fault("F18", part="what is no event")
@pytest.mark.check("S54", part="events")
def test_what_is_no_event_reaches_the_dead_letters_whole_and_the_log_only_by_its_hash(
    listening, tell, observer, caplog
):
    """F18, S54: undecodable, foreign, nested, mislabelled: a dead letter each, no body in the log, and the events
    behind them are taken."""
    bodies = [
        b"\xff\xfe" + WORDS,
        b"[" * 200_000,
        json.dumps([WORDS.decode()]).encode(),
        b"cos\nsystem\n(S'x'\ntR.",
        b"",
        wire(an_event()).replace(b'"/other"', b'"/gateway"'),
    ]
    for body in bodies:
        tell(body)
    tell(b"\x80\x04" + WORDS, content_type="application/x-python-serialize", content_encoding="utf-99")
    tell(WORDS, content_type="application/x-yaml")
    tell(an_event())
    letters = dead(observer, 8)
    assert {hashlib.sha256(_raw(letter)).digest() for letter in letters} >= {
        hashlib.sha256(body).digest() for body in bodies
    }
    until(lambda: count(listening, Effect) == 1)
    facts = [record.sha256 for record in caplog.records if record.msg == "event.undecodable"]
    assert len(facts) == 8 and "Ayşe" not in caplog.text + repr([vars(record) for record in caplog.records])


def _raw(message):
    return message.body if isinstance(message.body, bytes) else message.body.encode()


def test_an_event_without_its_senders_verified_name_is_no_event(listening, observer, broker, tell):
    channel = broker.channel("other")
    channel.basic_publish(amqp.Message(wire(an_event())), exchange="other.events", routing_key="page.changed.v1")
    tell(an_event())
    assert len(dead(observer)) == 1
    until(lambda: count(listening, Effect) == 1)
    channel.connection.close()


@pytest.mark.promise("P11", part="the queue goes on")
def test_an_event_that_fails_holds_up_nobody(listening, tell):
    """P11: the rest of the queue is not delayed by poison."""
    for state in ("poison", "open", "poison", "shut"):
        tell(an_event(state))
    until(lambda: count(listening, Effect) == 4)
    assert count(listening, Copy) == 2 and count(listening, InboxRow) == 8


def test_an_event_that_cannot_even_be_kept_is_laid_aside_alone(listening, tell, observer, monkeypatch):
    cursed, keep = an_event("cursed"), listening.inbox.take

    def take(events):
        if any(event.id == cursed.id for event in events):
            raise RuntimeError("no row for this")
        keep(events)

    monkeypatch.setattr(listening.inbox, "take", take)
    for event in (an_event(), cursed, an_event()):
        tell(event)
    [letter] = dead(observer)
    assert json.loads(letter.body)["id"] == cursed.id
    until(lambda: count(listening, Effect) == 2)


def test_while_the_own_database_is_away_the_messages_wait_and_none_is_laid_aside(
    listening, tell, observer, monkeypatch
):
    """More failures than the broker's limit of deliveries, which is twenty."""
    tries, take = [], listening.inbox.take
    monkeypatch.setattr("makam_kernel.listener.LONGEST", 0.05)
    monkeypatch.setattr("makam_kernel.listener.SHORTEST", 0.01)

    def away(events):
        if len(tries) < 30 and events:
            tries.append(len(events))
            raise Unavailable("database.away")
        take(events)

    monkeypatch.setattr(listening.inbox, "take", away)
    for _ in range(5):
        tell(an_event())
    until(lambda: count(listening, Effect) == 5)
    assert len(tries) == 30
    assert observer.basic_get("little.dead.v1") is None and left(observer) == 0


def test_what_was_not_acknowledged_comes_back_to_the_next_process(
    a_process, sqlite_uri, broker, observer, tell, monkeypatch
):
    first, second = (a_process(SERVICE, sqlite_uri, broker=broker.uri("little")) for _ in range(2))
    listeners = [next(w for w in one.workers if w.name == "listener") for one in (first, second)]
    taken = []

    def cut(events):
        if events:
            taken.extend(events)
            listeners[0].stop()
            raise Unavailable("database.away")

    monkeypatch.setattr(first.inbox, "take", cut)
    listeners[0].start()
    tell(an_event())
    until(lambda: taken and not listeners[0]._thread.is_alive())
    listeners[1].start()
    until(lambda: count(second, Effect) == 1)
