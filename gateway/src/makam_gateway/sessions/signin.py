"""Signing in and out, and who a request comes from."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from makam_gateway.credentials import second_factor
from makam_gateway.credentials.models import Credentials
from makam_gateway.limits import limits
from makam_gateway.people.acting import actor_of
from makam_gateway.people.models import Person
from makam_gateway.people.passwords import is_right
from makam_gateway.sessions import failures
from makam_gateway.sessions.endings import end_key
from makam_gateway.sessions.models import TOUCH_AFTER, Session, hash_key
from makam_kernel import audit
from makam_kernel.actor import ANYONE, Actor
from makam_kernel.errors import Forbidden

CITIZEN = Actor.of("citizen", "Vatandaş", [ANYONE])
"""Whoever comes without signing in."""

STATES = ["full", "password_change_needed", "second_factor_needed", "totp_setup_needed"]
"""What a session may be: whole, or good only for what is missing."""


@dataclass(frozen=True)
class Visitor:
    """Whoever is signed in: by which session, as which actor, with which credentials, and how far that goes."""

    session: Session
    actor: Actor
    credentials: Credentials | None
    state: str

    @property
    def person(self):
        """Who it is."""
        return self.session.person


@dataclass(frozen=True)
class Door:
    """By which way somebody comes in: the address, the device, and the key that the browser held before."""

    address: str
    device: str
    replaced: str | None = None


def sign_in(process, door, login, password, code=None):
    """The key of a new session. A wrong name and a wrong password are refused alike (``session.refused``); whoever has
    a second factor is asked for it only after the right password (``session.code_needed``, ``session.code_wrong``)."""
    now = datetime.now(UTC)
    bucket = limits.bucket_of(process, limits.SIGN_IN, door.address)
    process.database.run(lambda session: _count(session, bucket, login, now))
    with process.database.reading() as session:
        person = session.scalar(select(Person).where(Person.login == login, Person.active))
    kept = person.password_hash if person else None
    if not is_right(password, kept):
        raise Forbidden("session.refused")

    def enter(tx):
        held = tx.session.get(Person, person.id, with_for_update=True)
        if not held.active or held.password_hash != kept:
            return None, Forbidden("session.refused")
        credentials = second_factor.credentials_of(tx.session, held.id)
        if credentials.totp_since and not code:
            _uncount(tx.session, bucket, login, now)
            return None, Forbidden("session.code_needed")
        if credentials.totp_since and not second_factor.take(tx, credentials, code, now):
            audit.put(tx, "session.code_wrong", held.subject, {})
            return None, Forbidden("session.code_wrong")
        _uncount(tx.session, bucket, login, now)
        failures.forget(tx.session, login)
        return begin(tx, held, door, second_at=now if credentials.totp_since else None), None

    key, refusal = process.work(Actor.of(str(person.id), person.name), enter)
    if refusal:
        raise refusal
    return key


def _count(session, bucket, login, now):
    limits.count(session, limits.SIGN_IN, bucket, now)
    failures.take(session, login, now)


def _uncount(session, bucket, login, now):
    limits.uncount(session, limits.SIGN_IN, bucket, now)
    failures.give_back(session, login)


def begin(tx, person, door, *, method="password", second_at=None):
    """The key of a new session of somebody who has proven who they are; the one that the browser held before ends."""
    if door.replaced:
        end_key(tx, door.replaced)
    held, key = Session.begin(person, datetime.now(UTC), method=method, device=door.device, second_at=second_at)
    tx.session.add(held)
    audit.put(tx, "session.begun", person.subject, {"method": method, "factors": 2 if second_at else 1})
    return key


def visitor_of(process, key, *, touch=True):
    """Whoever this key signs in, or None; keeps the session from going idle, unless nobody touches anything."""
    now = datetime.now(UTC)
    with process.database.reading() as session:
        query = select(Session, Credentials).join(Credentials, Credentials.person_id == Session.person_id, isouter=True)
        found = session.execute(query.where(Session.key_hash == hash_key(key))).first()
        if found is None or not found.Session.is_alive(now):
            return None
        held, credentials = found
        actor = actor_of(session, held.person, process.clock.now())
    if touch and now - held.seen_at > TOUCH_AFTER:
        process.database.run(lambda session: _touch(session, held.id, now))
    return Visitor(held, actor, credentials, _state(held, credentials, actor, process.settings.demo))


def _state(held, credentials, actor, demo):
    if held.method == "password" and credentials and credentials.one_time_password:
        return "password_change_needed"
    if held.second_at or not second_factor.is_required(actor, demo):
        return "full"
    return "second_factor_needed" if credentials and credentials.totp_since else "totp_setup_needed"


def _touch(session, id, now):
    if held := session.get(Session, id):
        held.seen_at = now
