"""Wrong sign-ins, counted by name: after a few of them, each further try has to wait, and ever longer.

Names are counted whether anybody has them or not, and as hashes, since some people type their password first.
"""

import hashlib
import math
from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.errors import Forbidden

FREE = 5
LONGEST_WAIT = timedelta(minutes=1)  # who knows a name can keep its owner out for no longer at a time
FORGOTTEN_AFTER = timedelta(minutes=15)


class FailedSignIn(Base):
    """How often in a row a name was tried in vain, and when last (machine time)."""

    __tablename__ = "failed_sign_ins"

    login_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def waits_until(self):
        """When the next try is welcome."""
        seconds = 2 ** min(self.times - FREE, 10) if self.times >= FREE else 0
        return self.last_at + min(timedelta(seconds=seconds), LONGEST_WAIT)


def check(session, login, now):
    """Refuse a try that comes too early (``session.too_many_tries``)."""
    failed = session.get(FailedSignIn, _hash(login))
    if failed and failed.waits_until > now:
        seconds = math.ceil((failed.waits_until - now).total_seconds())
        raise Forbidden("session.too_many_tries", retry_after=seconds)


def count(session, login, now):
    """Count one more, and forget what is long ago."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.last_at < now - FORGOTTEN_AFTER))
    failed = session.get(FailedSignIn, _hash(login), with_for_update=True)
    failed = failed or FailedSignIn(login_hash=_hash(login), times=0)
    failed.times, failed.last_at = failed.times + 1, now
    session.add(failed)


def forget(session, login):
    """The right password came."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.login_hash == _hash(login)))


def _hash(login):
    return hashlib.sha256(login.encode()).hexdigest()
