"""Tokens by which other systems of the municipality come in."""

import secrets
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.roles import SYSTEM
from makam_gateway.sessions.models import hash_key
from makam_kernel.actor import Actor
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict

PREFIX = "mkm_"
"""How every key begins, so that one that lies about in a file or a mail is found by searching."""


class ApiToken(Noun, Base):
    """A key of another system, and the actions for which it is good. Only its hash is kept. Its days are machine time:
    a demonstration's clock opens nothing."""

    __tablename__ = "api_tokens"
    noun = "api_token"

    key = None
    """What its holder is given: known only where the token was just made."""

    name: Mapped[str] = mapped_column(String(200))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list] = mapped_column(JSON)
    expires_on: Mapped[date]
    created_by: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def issue(cls, *, now, **facts):
        """A new token, which still knows its key."""
        key = PREFIX + secrets.token_urlsafe(32)
        token = cls(key_hash=hash_key(key), created_at=now, **facts)
        token.key = key
        return token

    def revoke(self, now):
        """From now on it opens nothing."""
        if self.revoked_at:
            raise Conflict("api_token.revoked")
        self.revoked_at = now

    def is_alive(self, now):
        """Whether it opens anything; on its last day it still does."""
        return self.revoked_at is None and now.astimezone(ISTANBUL).date() <= self.expires_on

    @property
    def actor(self):
        """Who its holder is."""
        return Actor.of(f"token:{self.id}", self.name, [SYSTEM], scopes=frozenset(self.scopes))
