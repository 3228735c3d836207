"""Signing in by a provider: the way there and back, once, and who that is here."""

import base64
import hashlib
import hmac
import secrets
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from makam_gateway.oidc.models import ProviderLink, UsedState
from makam_gateway.people.models import Person
from makam_gateway.sessions import signin
from makam_kernel import audit
from makam_kernel.actor import Actor
from makam_kernel.errors import Forbidden
from makam_kernel.upsert import insert_into

SECONDS = 600  # as long as somebody may look for their telephone at the provider
STRONG = {"mfa", "otp", "hwk", "sc"}
"""Ways of proof (``amr``, RFC 8176) that are a second factor."""


def new_state(secret):
    """A random name for one way there and back, with the time of its beginning, signed."""
    body = f"{secrets.token_urlsafe(24)}.{int(time.time())}"
    return f"{body}.{_signature(secret, body)}"


def check_state(secret, given, held):
    """Refuse (``oidc.stale``) a way that this browser did not begin, or began long ago."""
    body, _, signature = (held or "").rpartition(".")
    began = body.rpartition(".")[2]
    is_ours = hmac.compare_digest(signature.encode(), _signature(secret, body).encode())
    if not is_ours or not hmac.compare_digest((given or "").encode(), held.encode()):
        raise Forbidden("oidc.stale")
    if time.time() - int(began) > SECONDS:
        raise Forbidden("oidc.stale")


def use_state(process, state):
    """Nobody goes one way twice, over all processes (``oidc.stale``)."""
    hashed = hashlib.sha256(state.encode()).hexdigest()

    def use(session):
        row = insert_into(session, UsedState).values(state_hash=hashed, used_at=datetime.now(UTC))
        if session.execute(row.on_conflict_do_nothing().returning(UsedState.state_hash)).first() is None:
            raise Forbidden("oidc.stale")

    process.database.run(use)


def sign_in(process, door, settings, claims):
    """The key of a new session for whoever the provider vouches for; ``Forbidden("oidc.unknown_person")`` unless that
    is somebody who is active here."""

    def enter(tx):
        link = tx.session.get(ProviderLink, (settings.issuer, claims["sub"]))
        person = _linked(tx, link) if link else _named(tx, settings, claims)
        now = datetime.now(UTC)
        if link is None:
            link = ProviderLink(issuer=settings.issuer, subject=claims["sub"], person_id=person.id, linked_at=now)
            tx.session.add(link)
            audit.put(tx, "provider.linked", person.subject, {})
        tx.actor = Actor.of(str(person.id), person.name)
        is_strong = not STRONG.isdisjoint(claims.get("amr") or ())
        return signin.begin(tx, person, door, method="oidc", second_at=now if is_strong else None)

    return process.work(signin.CITIZEN, enter)


def _linked(tx, link):
    person = tx.session.get(Person, link.person_id, with_for_update=True)
    if not person.active:
        raise Forbidden("oidc.unknown_person")
    return person


def _named(tx, settings, claims):
    """The person of this name, if nobody else at the provider was them before."""
    name = claims.get(settings.claim)
    query = select(Person).where(Person.login == name, Person.active).with_for_update()
    person = tx.session.scalar(query) if isinstance(name, str) else None
    taken = select(ProviderLink.subject).where(ProviderLink.issuer == settings.issuer)
    if person is None or tx.session.scalar(taken.where(ProviderLink.person_id == person.id)):
        raise Forbidden("oidc.unknown_person")
    return person


def purge(session):
    """Forget ways that could not be gone any more."""
    session.execute(delete(UsedState).where(UsedState.used_at < datetime.now(UTC) - timedelta(seconds=2 * SECONDS)))


def _signature(secret, body):
    digest = hmac.digest(secret, f"oidc:state:{body}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
