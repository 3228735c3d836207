"""Who is signed in, on the server's side."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_gateway.people.models import Person
from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=1)
METHODS = ("password", "oidc")


class Session(Base):
    """A sign-in. The browser holds a random key; here only its hash is kept, so that a copied database signs nobody in.
    Its times are machine time, which is never moved. ``second_at`` is when a second factor was given."""

    __tablename__ = "sessions"
    noun = "session"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    device: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    second_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def begin(cls, person, now, *, method="password", device="", second_at=None):
        """A new session and the key for its holder."""
        key = secrets.token_urlsafe(32)
        facts = {"method": method, "device": device, "second_at": second_at}
        return cls(key_hash=hash_key(key), person=person, began_at=now, seen_at=now, **facts), key

    def is_alive(self, now):
        """Whether it still signs its person in."""
        young = now - self.seen_at < IDLE and now - self.began_at < LONGEST
        return self.ended_at is None and young and self.person.active


def hash_key(key):
    """The hash under which a key is kept; the key is random, so a plain one serves."""
    return hashlib.sha256(key.encode()).hexdigest()
