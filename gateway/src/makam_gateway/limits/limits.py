"""Bounds on what one address may do, in one table.

What is limited is counted before it is done, in a transaction of its own, so that many at once, over several processes,
stay within the bound together, and nothing is forgotten when the answer is a refusal.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, update

from makam_gateway.limits.models import LimitCount
from makam_kernel.errors import Forbidden
from makam_kernel.upsert import insert_into

_EPOCH = datetime.fromtimestamp(0, UTC)
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most ``most`` in each span ``per``. A limit on ``guesses`` counts only those that came to nothing."""

    name: str
    most: int
    per: timedelta
    guesses: bool = True


SIGN_IN = Limit("sign_in", 100, timedelta(minutes=10))
"""A town hall has one address, and a hundred people come to work at the same minute: only failures count, and a name
has a bound of its own."""

INTAKE = Limit("intake", 60, timedelta(hours=1), guesses=False)
"""A household, a school or a library may share an address; sixty requests in an hour are a machine's."""

TRACKING = Limit("tracking", 60, timedelta(hours=1))
"""Numbers are known and codes have 40 bits: sixty wrong ones in an hour lead nowhere, and nobody mistypes as often."""

FEED = Limit("feed", 60, timedelta(hours=1))
"""Addresses have 256 bits: who asks for sixty that open nothing is looking for them."""

OF_METHODS = {"submit_request": INTAKE, "track_request": TRACKING, "answer_confirmation": TRACKING}
"""The open methods that are limited."""


def take(process, limit, address):
    """Count one more; ``Forbidden("limit.exceeded")`` when it is too much."""
    now = datetime.now(UTC)
    process.database.run(lambda session: count(session, limit, bucket_of(process, limit, address), now))


def give_back(process, limit, address):
    """It was no guess after all."""
    now = datetime.now(UTC)
    process.database.run(lambda session: uncount(session, limit, bucket_of(process, limit, address), now))


def count(session, limit, bucket, now):
    """The same within a transaction."""
    begins = _window(limit, now)
    insert = insert_into(session, LimitCount).values(bucket=bucket, window_at=begins, count=1)
    raised = insert.on_conflict_do_update(
        index_elements=["bucket", "window_at"], set_={"count": LimitCount.count + 1}
    ).returning(LimitCount.count)
    if session.scalar(raised) > limit.most:
        left = begins + limit.per - now
        raise Forbidden("limit.exceeded", retry_after=max(1, math.ceil(left.total_seconds())))


def uncount(session, limit, bucket, now):
    """Take one back, as long as its window lasts."""
    mine = (LimitCount.bucket == bucket, LimitCount.window_at == _window(limit, now), LimitCount.count > 0)
    session.execute(update(LimitCount).where(*mine).values(count=LimitCount.count - 1))


def bucket_of(process, limit, address):
    """The name under which an address is counted. Whoever has an IPv6 address has 2⁶⁴ of them (RFC 6177)."""
    try:
        if ip_address(address).version == 6:
            address = str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        pass  # a test or a socket without an address: its name will do
    return hmac.digest(process.keys.secret, f"{limit.name}:{address}".encode(), hashlib.sha256).hex()


def purge(session):
    """Forget windows that are over."""
    session.execute(delete(LimitCount).where(LimitCount.window_at < datetime.now(UTC) - KEPT))


def _window(limit, now):
    return now - (now - _EPOCH) % limit.per
