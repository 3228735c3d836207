"""Idempotency keys: the same key and body of the same actor and method give one effect and the same answer, also to
those who ask in parallel, who wait for the first. Kept for 24 hours, with the effect; a refusal is not kept, so that a
mended command may use its key again."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.personal import SealedJson
from makam_kernel.upsert import insert_into

KEPT = timedelta(hours=24)
LOCK_TIMEOUT = "55P03"


class IdempotencyKey(Base):
    """A key in use, and what was answered."""

    __tablename__ = "idempotency_keys"

    actor_id: Mapped[str] = mapped_column(primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict | None] = mapped_column(SealedJson("idempotency_keys.answer"))
    used_at: Mapped[datetime] = mapped_column(Instant, index=True)


@dataclass(frozen=True)
class Key:
    """The key of one command."""

    actor_id: str
    method: str
    key: str
    body_hash: str

    @classmethod
    def of(cls, actor, method, key, payload, secret):
        """The key with the hash of its body; keyed, since a password or an identity number is soon guessed from a plain
        one."""
        body = json.dumps(payload, sort_keys=True).encode()
        return cls(actor.id, method, key, hmac.digest(secret, body, hashlib.sha256).hex())

    @property
    def _names(self):
        return {"actor_id": self.actor_id, "method": self.method, "key": self.key}

    def earlier_answer(self, session):
        """What the first user of this key was answered, or None for the first, which now holds the key.

        PostgreSQL lets the insert wait for a first one that still runs; on SQLite writers stand in one line anyway.
        ``Invalid("idempotency.key_reused")`` when the key came with another body.
        """
        now = datetime.now(UTC)
        claim = insert_into(session, IdempotencyKey).values(**self._names, body_hash=self.body_hash, used_at=now)
        claim = claim.on_conflict_do_update(
            index_elements=["actor_id", "method", "key"],
            set_={"body_hash": self.body_hash, "used_at": now, "answer": None},
            where=IdempotencyKey.used_at < now - KEPT,
        )
        try:
            if session.execute(claim.returning(IdempotencyKey.key)).first():
                return None
        except OperationalError as error:
            if getattr(error.orig, "pgcode", None) == LOCK_TIMEOUT:
                raise Conflict("idempotency.still_running") from None
            raise
        earlier = session.get(IdempotencyKey, self._names)
        if earlier.body_hash != self.body_hash:
            raise Invalid("idempotency.key_reused")
        return earlier.answer

    def keep(self, session, answer):
        """Keep the answer, in the transaction of the effect."""
        names = [getattr(IdempotencyKey, name) == value for name, value in self._names.items()]
        session.execute(update(IdempotencyKey).where(*names).values(answer=answer))


def purge(session):
    """Forget keys of more than a day."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.used_at < datetime.now(UTC) - KEPT))


def forget(session, traces):
    """Forget the answers in which one of these ids or numbers stands. Each has to be opened; there is a day of them."""
    for kept in session.scalars(select(IdempotencyKey).where(IdempotencyKey.answer.is_not(None))):
        text = json.dumps(kept.answer, ensure_ascii=False)
        if any(trace in text for trace in traces):
            session.delete(kept)
