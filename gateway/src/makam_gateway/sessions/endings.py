"""How sessions end: by their holder, by the operator, with a password, with their term."""

from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from makam_gateway.sessions.models import LONGEST, Session, hash_key
from makam_kernel import audit
from makam_kernel.errors import NotFound


def end_key(tx, key):
    """End the session of this key, if it lives."""
    _end(tx, tx.session.scalar(select(Session).where(Session.key_hash == hash_key(key))))


def end_one(tx, person, id):
    """End one of a person's sessions; ``NotFound("session.not_found")`` for anything else."""
    held = tx.session.scalar(select(Session).where(Session.id == id, *_living(person)))
    if held is None:
        raise NotFound("session.not_found")
    _end(tx, held)


def end_all(tx, person, but=None):
    """End all sessions of a person, but perhaps the present one; how many there were."""
    others = [*_living(person), Session.id != but] if but else _living(person)
    ended = tx.session.execute(update(Session).where(*others).values(ended_at=datetime.now(UTC))).rowcount
    if ended:
        audit.put(tx, "session.all_ended", person.subject, {"sessions": ended})
    return ended


def _living(person):
    return [Session.person_id == person.id, Session.ended_at.is_(None), Session.began_at > datetime.now(UTC) - LONGEST]


def _end(tx, held):
    if held and held.ended_at is None:
        held.ended_at = datetime.now(UTC)
        audit.put(tx, "session.ended", held.person.subject, {})


def purge(session):
    """Forget sessions that no longer sign anybody in; the audit knows of them."""
    session.execute(delete(Session).where(Session.began_at < datetime.now(UTC) - LONGEST))
