"""What a signed-in person does with their own sessions, password and second factor."""

from datetime import UTC, datetime

import pyotp
from sqlalchemy import select

from makam_gateway.credentials import second_factor
from makam_gateway.people import passwords
from makam_gateway.people.models import Person
from makam_gateway.posts.queries import held_on
from makam_gateway.rights import allowed
from makam_gateway.sessions import failures
from makam_gateway.sessions.endings import end_all, end_one
from makam_gateway.sessions.models import IDLE, LONGEST, Session
from makam_kernel import audit
from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict, Forbidden, Invalid

ISSUER = "Makam"


def shown(process, visitor):
    """The facts of a ``MeView``."""
    with process.database.reading() as session:
        held = held_on(session, [visitor.person.id], day_of(process.clock.now()))
        left = second_factor.backup_codes_left(session, visitor.person.id)
    return actor_shown(process, visitor.actor) | {
        "state": visitor.state,
        "posts": held.get(visitor.person.id, []),
        "second_factor": {
            "required": second_factor.is_required(visitor.actor, process.settings.demo),
            "since": visitor.credentials and visitor.credentials.totp_since,
            "backup_codes_left": left,
        },
    }


def actor_shown(process, actor):
    """What is told of anybody who is signed in, be it another system."""
    return {
        "id": actor.id,
        "name": actor.name,
        "state": "full",
        "roles": sorted(actor.roles),
        "unit_ids": sorted(actor.units, key=str),
        "posts": [],
        "acting_for": [{"id": id, "name": name} for id, name in actor.acting_for],
        "second_factor": None,
        "allowed": allowed(actor),
        "at": process.clock.now(),
    }


def sessions(process, visitor):
    """The facts of a ``SessionList``."""
    now = datetime.now(UTC)
    query = select(Session).where(
        Session.person_id == visitor.person.id,
        Session.ended_at.is_(None),
        Session.seen_at > now - IDLE,
        Session.began_at > now - LONGEST,
    )
    with process.database.reading() as session:
        found = session.scalars(query.order_by(Session.began_at.desc(), Session.id)).all()
    names = ("id", "began_at", "seen_at", "method", "device")
    lines = [{name: getattr(one, name) for name in names} for one in found]
    return {"items": [line | {"current": line["id"] == visitor.session.id} for line in lines]}


def end_session(process, visitor, id):
    """End one of one's sessions."""
    process.work(visitor.actor, lambda tx: end_one(tx, visitor.person, id))


def end_others(process, visitor):
    """End all of one's sessions but the present one."""
    process.work(visitor.actor, lambda tx: end_all(tx, visitor.person, but=visitor.session.id))


def change_password(process, visitor, old, new):
    """Choose another password; all other sessions end. Whoever found an open session can't guess here at leisure."""
    person, now = visitor.person, datetime.now(UTC)
    process.database.run(lambda session: failures.take(session, person.login, now))
    if not passwords.is_right(old, person.password_hash):
        raise Forbidden("password.wrong")
    if new == old:
        raise Invalid("password.same")
    passwords.check(new, person.login)
    fresh = passwords.hash_password(new)

    def keep(tx):
        held = tx.session.get(Person, person.id, with_for_update=True, populate_existing=True)
        if held.password_hash != person.password_hash:
            raise Conflict("password.changed_meanwhile")
        held.password_hash = fresh
        second_factor.credentials_of(tx.session, person.id).one_time_password = False
        failures.forget(tx.session, person.login)
        end_all(tx, held, but=visitor.session.id)
        tx.change(held, action="password.changed")

    process.work(visitor.actor, keep)


def begin_totp(process, visitor):
    """A secret for an authenticator program; it counts from its confirmation on."""

    def begin(tx):
        return second_factor.credentials_of(tx.session, visitor.person.id).begin_totp()

    secret = process.work(visitor.actor, begin)
    uri = pyotp.TOTP(secret).provisioning_uri(name=visitor.person.login, issuer_name=ISSUER)
    return {"secret": secret, "uri": uri}


def confirm_totp(process, visitor, code):
    """The second factor counts from now on; the backup codes."""
    now = datetime.now(UTC)

    def confirm(tx):
        second_factor.credentials_of(tx.session, visitor.person.id).confirm_totp(code, now)
        tx.session.get(Session, visitor.session.id).second_at = now
        audit.put(tx, "totp.confirmed", visitor.person.subject, {})
        return {"backup_codes": second_factor.new_backup_codes(tx, visitor.person.id)}

    return process.work(visitor.actor, confirm)


def remove_totp(process, visitor, code):
    """Give the second factor up, with one of its codes; another can be set up then."""

    def remove(tx, credentials):
        credentials.forget_totp()
        second_factor.forget_backup_codes(tx, visitor.person.id)
        end_all(tx, visitor.person, but=visitor.session.id)
        tx.session.get(Session, visitor.session.id).second_at = None
        audit.put(tx, "totp.removed", visitor.person.subject, {})

    _with_code(process, visitor, code, remove)


def give_code(process, visitor, code):
    """The second factor, for a session that began without one."""

    def give(tx, _credentials):
        tx.session.get(Session, visitor.session.id).second_at = datetime.now(UTC)
        audit.put(tx, "session.second_given", visitor.person.subject, {})

    _with_code(process, visitor, code, give)


def renew_backup_codes(process, visitor, code):
    """Other backup codes in place of the earlier ones."""
    return _with_code(
        process,
        visitor,
        code,
        lambda tx, _credentials: {"backup_codes": second_factor.new_backup_codes(tx, visitor.person.id)},
    )


def _with_code(process, visitor, code, work):
    """``work(tx, credentials)`` if the code is right; a wrong one counts like a wrong password."""
    now, login = datetime.now(UTC), visitor.person.login
    process.database.run(lambda session: failures.take(session, login, now))

    def attempt(tx):
        credentials = second_factor.credentials_of(tx.session, visitor.person.id)
        if not credentials.totp_since:
            raise Conflict("totp.not_begun")
        if not second_factor.take(tx, credentials, code, now):
            return False, None
        failures.forget(tx.session, login)
        return True, work(tx, credentials)

    is_right, answer = process.work(visitor.actor, attempt)
    if not is_right:
        raise Forbidden("totp.wrong_code")
    return answer
