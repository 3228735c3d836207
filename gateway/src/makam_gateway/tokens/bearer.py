"""Who a key of the API belongs to."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from makam_gateway.sessions.models import hash_key
from makam_gateway.tokens.models import ApiToken

TOUCH_AFTER = timedelta(minutes=1)
_BEARER = re.compile(r"bearer +(\S{1,200})", re.IGNORECASE | re.ASCII)


def key_in(header):
    """The key in an ``Authorization`` header (RFC 6750), or None."""
    found = _BEARER.fullmatch(header.strip())
    return found and found[1]


def actor_of_key(process, key):
    """The system that holds this key, or None for one that is wrong, over or revoked."""
    token = opened_by(process, ApiToken, key)
    return token and token.actor


def opened_by(process, model, key):
    """The thing of this kind that the key opens now, noted as used; None for a key that opens nothing."""
    now = datetime.now(UTC)
    with process.database.reading() as session:
        thing = session.scalar(select(model).where(model.key_hash == hash_key(key)))
    if thing is None or not thing.is_alive(now):
        return None
    if thing.last_used_at is None or now - thing.last_used_at > TOUCH_AFTER:
        used = update(model).where(model.id == thing.id).values(last_used_at=now)
        process.database.run(lambda session: session.execute(used))
    return thing
