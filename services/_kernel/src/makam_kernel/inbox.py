"""The inbox: an effect happens once per event and handler, claimed in the handler's own transaction.

An event that fails is kept with its error, tried again for about a day and then parked for an operator; it never holds
up those behind it.
"""

import logging
from collections import Counter
from datetime import datetime

from sqlalchemy import JSON, Index, String, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from makam_kernel import audit
from makam_kernel.actor import service_actor
from makam_kernel.db import Base, Collided, Instant, translate
from makam_kernel.errors import NotFound, Unavailable
from makam_kernel.events import Told
from makam_kernel.logs import what
from makam_kernel.retries import next_try
from makam_kernel.transaction import Transaction
from makam_kernel.upsert import insert_for
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

BATCH = 100


class InboxRow(Base):
    """What became of one event at one handler: done, waiting (failed, to be tried again), parked, dropped."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_open",
            "next_at",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
        Index("ix_inbox_last_at", "last_at"),
    )

    event_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    handler: Mapped[str] = mapped_column(String(100), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="done")
    event: Mapped[dict | None] = mapped_column(JSON)
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def type(self):
        """Of what type the event is, as long as it is kept."""
        return self.event and self.event["type"]


class InboxPosition(Base):
    """The newest sequence of a subject that a copying handler has applied: the fence against older facts. One of the
    same sequence is applied: it says the same, and a snapshot of it mends a copy that was lost."""

    __tablename__ = "inbox_positions"

    handler: Mapped[str] = mapped_column(String(100), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    sequence: Mapped[int]


class Inbox:
    """Takes events to their handlers."""

    def __init__(self, process, handlers, owners):
        self.process, self.owners = process, owners
        self.by_type = {}
        for handler in handlers:
            made = handler()
            for type in handler.types:
                self.by_type.setdefault((handler.source, type), []).append(made)
        engine = process.database.engine
        claiming = insert_for(engine, InboxRow.__table__).on_conflict_do_nothing()
        self._claiming = claiming.returning(InboxRow.event_id, InboxRow.handler)
        raising = insert_for(engine, InboxPosition.__table__)
        self._raising = raising.on_conflict_do_update(
            index_elements=["handler", "subject"],
            set_={"sequence": raising.excluded.sequence},
            where=InboxPosition.sequence <= raising.excluded.sequence,
        ).returning(InboxPosition.handler, InboxPosition.subject)

    def handlers_of(self, event):
        """The handlers of an event; none when its type or its source is foreign here."""
        return self.by_type.get((event.source, event.type), [])

    def take(self, events):
        """Apply a batch of events in one transaction. When one of them fails, the batch begins anew with a savepoint
        for each, so that the failing one is kept beside those that passed; as a rule none fails, and the savepoints
        were half of what an event costs (measured). ``Unavailable`` means that nothing was kept: the messages must go
        back."""
        work = [
            (event, handler, self._fetch(event, handler)) for event in events for handler in self.handlers_of(event)
        ]
        try:
            self.process.database.run(lambda session: self._apply_all(session, work))
        except OneFailed:
            self.process.database.run(lambda session: [self._try(session, *one) for one in work])
        self.process.wake()

    def _apply_all(self, session, work):
        work = {(event.id, handler.name): (event, handler, fetched) for event, handler, fetched in work}
        claimed = self._claim(session, work)
        work = [one for place, one in work.items() if place in claimed]
        newer = self._newer(session, [(event, handler) for event, handler, _ in work])
        try:
            for event, handler, fetched in work:
                if (event.id, handler.name) in newer:
                    self._apply(session, event, handler, fetched)
            session.flush()
        except Exception as error:
            if _is_ours(error):
                raise
            raise OneFailed from error

    def _fetch(self, event, handler):
        if handler.fetch is None:
            return None
        with self.process.database.reading() as session:
            if session.get(InboxRow, (event.id, handler.name)):
                return None  # a repeat: nothing will be applied, so nothing is asked
        return self._ask(event, handler)

    def _ask(self, event, handler):
        """What the owner answers. That it does not is a failure of the event, as in apply; but a broker that is away
        lets every event fail alike, and must not count as a try of any."""
        try:
            return handler.fetch(self.owners.because_of(event), event)
        except Exception as error:
            if getattr(error, "code", None) == "broker.away":
                raise
            return Failed(error)

    def _try(self, session, event, handler, fetched, *, again=False):
        savepoint = session.begin_nested()
        try:
            if again or self._claim(session, [(event.id, handler.name)]):
                if self._newer(session, [(event, handler)]):
                    self._apply(session, event, handler, fetched)
                session.flush()
            savepoint.commit()
            return True
        except Exception as error:
            if _is_ours(error):
                raise
            savepoint.rollback()
            self._keep_failure(session, event, handler.name, error)
            return False

    def _claim(self, session, places):
        """Those of the places (event id and handler name) that nobody had claimed before."""
        now = self.process.clock.now()
        row = {"state": "done", "attempts": 1, "first_at": now, "last_at": now}
        rows = [{"event_id": id, "handler": name, **row} for id, name in places]
        return {tuple(place) for place in session.connection().execute(self._claiming, rows)} if rows else set()

    def _apply(self, session, event, handler, fetched):
        if isinstance(fetched, Failed):
            raise fetched.error
        actor = service_actor(self.process.name, cause=event.id)
        tx = Transaction(session, actor=actor, process=self.process)
        audit.put(tx, f"heard {event.type}", event.subject, {"handler": handler.name}, for_id=event.actor)
        handler.apply(tx, event, fetched)

    def _newer(self, session, pairs):
        """The places of those events that are to be applied: every one to an act, to a copy those that are no older
        than what is known of their subject."""
        found = {(event.id, handler.name) for event, handler in pairs if handler.act}
        for part in _one_per_subject(pairs):
            rows = [
                {"handler": name, "subject": subject, "sequence": event.sequence}
                for (name, subject), event in part.items()
            ]
            raised = session.connection().execute(self._raising, rows)
            found |= {(part[tuple(place)].id, place.handler) for place in raised}
        return found

    def _keep_failure(self, session, event, handler, error):
        now = self.process.clock.now()
        row = session.get(InboxRow, (event.id, handler), with_for_update=True)
        if row is None:
            row = InboxRow(event_id=event.id, handler=handler, attempts=0, first_at=now)
            session.add(row)
        row.attempts += 1
        row.last_at, row.next_at = now, next_try(row.attempts, now)
        row.state = "waiting" if row.next_at else "parked"
        row.error = f"{type(error).__name__} {getattr(error, 'code', '')}".strip()
        row.event = as_json(event)
        session.flush()
        log.warning("event.failed", extra=what(error, id=event.id, handler=handler))

    def retry(self, event_id, handler_name):
        """Try a kept event once more; true when it passed."""
        with self.process.database.reading() as session:
            row = session.get(InboxRow, (event_id, handler_name))
        event = from_json(row.event)
        handler = next((one for one in self.handlers_of(event) if one.name == handler_name), None)
        if handler is None:  # renamed or gone since
            error = LookupError()
            self.process.database.run(lambda session: self._keep_failure(session, event, handler_name, error))
            return False
        try:
            fetched = self._ask(event, handler) if handler.fetch else None
        except Unavailable:
            return False
        passed = self.process.database.run(lambda session: self._retry(session, event, handler, fetched))
        self.process.wake()
        return passed

    def _retry(self, session, event, handler, fetched):
        row = session.get(InboxRow, (event.id, handler.name), with_for_update=True)
        if row.state not in ("waiting", "parked"):
            return row.state == "done"
        passed = self._try(session, event, handler, fetched, again=True)
        if passed:
            row.state, row.event, row.next_at, row.last_at = "done", None, None, self.process.clock.now()
        return passed


def _one_per_subject(pairs):
    """The events for copies, split so that no part has two of one subject for one handler, in the order in which they
    came: one statement raises each position once."""
    parts, met = [], Counter()
    for event, handler in pairs:
        if not handler.act:
            place = handler.name, event.subject
            if met[place] == len(parts):
                parts.append({})
            parts[met[place]][place] = event
            met[place] += 1
    return parts


class OneFailed(Exception):
    """One of a batch failed, so that nothing of the batch is kept."""


class Failed:
    """What ``fetch`` raised, carried to where failures are kept."""

    def __init__(self, error):
        self.error = error


def _is_ours(error):
    """Whether the failure is that of our own database, where nothing can be kept either."""
    if isinstance(error, Collided | StaleDataError):
        return True
    return isinstance(error, DBAPIError) and isinstance(translate(error), Collided | Unavailable)


def as_json(event):
    """An event as it is kept."""
    return {**event.__dict__, "time": event.time.isoformat()}


def from_json(kept):
    """An event as it was kept."""
    return Told(**{**kept, "time": datetime.fromisoformat(kept["time"])})


class Retrier(Worker):
    """Tries what failed again, when its time has come."""

    sweep = 2.0

    def __init__(self, process, lease, inbox):
        super().__init__("inbox-retries", lease)
        self.process, self.inbox = process, inbox

    def step(self):
        """Try what is due; true when there may be more."""
        now = self.process.clock.now()
        with self.process.database.reading() as session:
            due = select(InboxRow.event_id, InboxRow.handler).where(
                InboxRow.state == "waiting", InboxRow.next_at <= now
            )
            waiting = session.execute(due.order_by(InboxRow.next_at).limit(BATCH)).all()
        for event_id, handler in waiting:
            self.inbox.retry(event_id, handler)
        return len(waiting) == BATCH


def parked(session):
    """The parked events, oldest first."""
    return session.scalars(select(InboxRow).where(InboxRow.state == "parked").order_by(InboxRow.first_at)).all()


def open_counts(session):
    """How many events wait for another try, and how many for an operator."""
    states = session.scalars(select(InboxRow.state).where(InboxRow.state.in_(("waiting", "parked")))).all()
    return {"waiting": states.count("waiting"), "parked": states.count("parked")}


def drop(tx, event_id, handler, reason):
    """Give a parked event up for good, on record with its reason; its body is forgotten."""
    row = tx.session.get(InboxRow, (event_id, handler), with_for_update=True)
    if row is None or row.state != "parked":
        raise NotFound("parked.not_found")
    row.state, row.event = "dropped", None
    audit.put(tx, "parked.dropped", f"event/{event_id}", {"handler": handler, "reason": reason})
