"""Wrong sign-ins, counted by name: after a few of them, each further try has to wait, and ever longer.

A try counts before its password is looked at, so that many at once, over several processes, share one counter.
Names are counted whether anybody has them or not, and as hashes, since some people type their password first.
"""

import hashlib
import math
from datetime import UTC, datetime, timedelta

from sqlalchemy import String, delete, update
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


def take(session, login, now):
    """Count a try, or refuse one that comes too early (``session.too_many_tries``)."""
    failed = session.get(FailedSignIn, _hash(login), with_for_update=True)
    if failed is None or failed.last_at < now - FORGOTTEN_AFTER:
        failed = failed or FailedSignIn(login_hash=_hash(login))
        failed.times = 0
        session.add(failed)
    elif failed.times >= FREE and failed.waits_until > now:  # two at once come in either order
        seconds = math.ceil((failed.waits_until - now).total_seconds())
        raise Forbidden("session.too_many_tries", retry_after=seconds)
    failed.times, failed.last_at = failed.times + 1, now


def give_back(session, login):
    """The password was right, and more is needed: no success, and no failure."""
    mine = (FailedSignIn.login_hash == _hash(login), FailedSignIn.times > 0)
    session.execute(update(FailedSignIn).where(*mine).values(times=FailedSignIn.times - 1))


def forget(session, login):
    """The right password came."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.login_hash == _hash(login)))


def purge(session):
    """Forget what is long ago."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.last_at < datetime.now(UTC) - FORGOTTEN_AFTER))


def _hash(login):
    return hashlib.sha256(login.encode()).hexdigest()
