"""The outbox: an event is saved with the change that it tells of, and published after.

A crash between the two repeats an event at worst; the receiver's inbox makes that harmless.
"""

import logging
import time
from datetime import UTC, datetime, timedelta

import amqp
from amqp.exceptions import MessageNacked
from sqlalchemy import JSON, BigInteger, Index, Integer, Uuid, delete, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel import broker
from makam_kernel.db import Base, Instant
from makam_kernel.events import envelope
from makam_kernel.ids import new_id
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

BATCH = 500
CONFIRM_SECONDS = 10
KEPT = timedelta(days=30)


class OutboxRow(Base):
    """An event on its way. ``position`` orders the events of one subject; ids are given before commit, so no position
    is ever taken for the last one: rows are marked one by one."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_unsent",
            "position",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        Index("ix_outbox_sent_at", "sent_at"),
    )

    position: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    id: Mapped[object] = mapped_column(Uuid, unique=True, default=new_id)
    type: Mapped[str]
    subject: Mapped[str]
    sequence: Mapped[int]
    time: Mapped[datetime] = mapped_column(Instant)
    data: Mapped[dict] = mapped_column(JSON)
    actor_id: Mapped[str | None]
    cause_id: Mapped[str | None]
    saved_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)


UNSENT = select(OutboxRow.__table__).where(OutboxRow.sent_at.is_(None)).order_by(OutboxRow.position).limit(BATCH)


def put(tx, thing, fact):
    """Save a fact about ``thing`` within its transaction."""
    tx.session.add(
        OutboxRow(
            type=fact.schema.type,
            subject=thing.subject,
            sequence=thing.version,
            time=tx.at,
            data=fact.data,
            actor_id=tx.actor.id,
            cause_id=tx.actor.cause,
            saved_at=datetime.now(UTC),
        )
    )


def oldest_unsent(session):
    """How many seconds the oldest event has waited; 0 when none waits."""
    saved = session.scalar(select(func.min(OutboxRow.saved_at)).where(OutboxRow.sent_at.is_(None)))
    return max(0.0, (datetime.now(UTC) - saved).total_seconds()) if saved else 0.0


class Relay(Worker):
    """Publishes what waits, in order, with publisher confirms and a deadline; marks exactly what was confirmed."""

    sweep = 2.0

    def __init__(self, database, lease, address, source):
        super().__init__("relay", lease)
        self.database, self.address, self.source = database, address, source
        self._connection = self._channel = None

    def step(self):
        """Publish one batch; true when there may be more."""
        with self.database.reading() as session:
            rows = session.execute(UNSENT).all()
        if not rows:
            return False
        self._waiting, self._confirmed = {}, []
        try:
            self._publish(rows)
        finally:
            if self._confirmed:
                self.database.run(self._mark)
        return len(rows) == BATCH

    def recover(self):
        """Forget the connection after a failure; the rows stay."""
        if self._connection is not None:
            broker.close(self._connection)
        self._connection = self._channel = None

    def _publish(self, rows):
        if self._connection is None:
            self._open()
        for row in rows:
            self._send(row)
        self._await_confirms()

    def _open(self):
        self._connection = broker.connect(self.address)
        self._channel = self._connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._tag = 0

    def _send(self, row):
        message = amqp.Message(
            envelope(row, self.source),
            content_type="application/cloudevents+json",
            delivery_mode=2,
            message_id=str(row.id),
            user_id=self.source,
        )
        self._tag += 1
        self._waiting[self._tag] = row.position
        self._channel._basic_publish(message, exchange=f"{self.source}.events", routing_key=row.type)

    def _await_confirms(self):
        until = time.monotonic() + CONFIRM_SECONDS
        while self._waiting:
            self._connection.drain_events(timeout=max(0.01, until - time.monotonic()))

    def _on_ack(self, tag, multiple):
        for one in [known for known in self._waiting if known <= tag] if multiple else [tag]:
            self._confirmed.append(self._waiting.pop(one))

    def _on_nack(self, _tag, _multiple):
        raise MessageNacked

    def _mark(self, session):
        if self.lease.still_ours(session):
            confirmed = OutboxRow.position.in_(self._confirmed)
            session.execute(update(OutboxRow).where(confirmed).values(sent_at=datetime.now(UTC)))


def send_again(session, since, until, most):
    """Have at most so many of the events leave once more that left between these two instants, oldest first; how many.
    Whoever has heard them knows their ids."""
    sent = select(OutboxRow.position).where(OutboxRow.sent_at >= since, OutboxRow.sent_at <= until)
    some = sent.order_by(OutboxRow.position).limit(most).scalar_subquery()
    return session.execute(update(OutboxRow).where(OutboxRow.position.in_(some)).values(sent_at=None)).rowcount


def purge(session):
    """Forget what was sent long ago."""
    session.execute(delete(OutboxRow).where(OutboxRow.sent_at < datetime.now(UTC) - KEPT))
