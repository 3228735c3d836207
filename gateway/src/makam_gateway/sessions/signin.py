"""Signing in and out, and who a request comes from."""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from makam_gateway.people.models import Person
from makam_gateway.people.passwords import is_right
from makam_gateway.sessions import failures
from makam_gateway.sessions.models import LONGEST, TOUCH_AFTER, Session, hash_key
from makam_kernel import audit
from makam_kernel.actor import ANYONE, Actor
from makam_kernel.errors import Forbidden

CITIZEN = Actor(id="citizen", name="Vatandaş", roles=frozenset({ANYONE}))
"""Whoever comes without signing in."""


def actor_of(person):
    """The actor that a person is."""
    return Actor(id=str(person.id), name=person.name, roles=frozenset(person.roles), units=frozenset(person.unit_ids))


def sign_in(process, login, password, replaced=None):
    """``(person, key)`` of a new session; ``Forbidden("session.refused")`` for a wrong name and a wrong password alike.
    ``replaced`` is the key that the browser held before: its session ends."""
    now = datetime.now(UTC)
    with process.database.reading() as session:
        failures.check(session, login, now)
        person = session.scalar(select(Person).where(Person.login == login, Person.active))
    if not is_right(password, person.password_hash if person else None):
        process.database.run(lambda session: failures.count(session, login, datetime.now(UTC)))
        raise Forbidden("session.refused")

    def begin(tx):
        failures.forget(tx.session, login)
        tx.session.execute(delete(Session).where(Session.person_id == person.id, Session.began_at < now - LONGEST))
        if replaced:
            _end(tx, replaced)
        held, key = Session.begin(tx.session.merge(person, load=False), now)
        tx.session.add(held)
        audit.put(tx, "session.begun", person.subject, {})
        return person, key

    return process.work(actor_of(person), begin)


def sign_out(process, actor, key):
    """End the session of this key."""
    process.work(actor, lambda tx: _end(tx, key))


def _end(tx, key):
    held = tx.session.scalar(select(Session).where(Session.key_hash == hash_key(key)))
    if held and held.ended_at is None:
        held.ended_at = datetime.now(UTC)
        audit.put(tx, "session.ended", held.person.subject, {})


def person_of(process, key):
    """The person of a living session, or None; keeps it from going idle."""
    now = datetime.now(UTC)
    with process.database.reading() as session:
        held = session.scalar(select(Session).where(Session.key_hash == hash_key(key)))
    if held is None or not held.is_alive(now):
        return None
    if now - held.seen_at > TOUCH_AFTER:
        process.database.run(lambda session: _touch(session, held.id, now))
    return held.person


def _touch(session, id, now):
    session.get(Session, id).seen_at = now
