"""What a key opens until its day comes or it is revoked. Only its hash is kept: a copied database opens nothing."""

import secrets
from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.sessions.models import hash_key
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Instant
from makam_kernel.errors import Conflict

PREFIX = "mkm_"
"""How every key begins, so that one that lies about in a file or a mail is found by searching."""


class Keyed:
    """A noun that is opened by a key. Its days are machine time: a demonstration's clock opens nothing."""

    key = None
    """What its holder is given: known only where the thing was just made."""

    name: Mapped[str] = mapped_column(String(200))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def issue(cls, *, now, **facts):
        """A new one, which still knows its key."""
        key = PREFIX + secrets.token_urlsafe(32)
        thing = cls(key_hash=hash_key(key), created_at=now, **facts)
        thing.key = key
        return thing

    def revoke(self, now):
        """From now on its key opens nothing."""
        if self.revoked_at:
            raise Conflict("key.revoked")
        self.revoked_at = now

    def is_alive(self, now):
        """Whether its key opens anything; on its last day it still does."""
        return self.revoked_at is None and now.astimezone(ISTANBUL).date() <= self.expires_on
