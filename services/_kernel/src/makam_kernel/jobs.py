"""What is due at a time: silent closing, reminders, escalations. Each is done once, in its own transaction, also with
several instances, after restarts and after jumps of the clock."""

import logging
from datetime import datetime

from sqlalchemy import Index, String, Uuid, select, text
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.actor import service_actor
from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id
from makam_kernel.logs import what
from makam_kernel.retries import next_try
from makam_kernel.upsert import insert_into
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

BATCH = 100


class Job(Base):
    """Something to be done about a subject at ``due_at`` (business time); waiting → done, or parked after its tries."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_kind", "kind", "subject", "due_at", unique=True),
        Index(
            "ix_jobs_waiting",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    kind: Mapped[str]
    subject: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]


def put(tx, kind, subject, due_at):
    """Have ``kind`` done for ``subject`` at ``due_at``; asking twice for the same is asking once."""
    row = {"id": new_id(), "kind": kind, "subject": subject, "due_at": due_at, "next_at": due_at}
    tx.session.execute(insert_into(tx.session, Job).values(**row, state="waiting", attempts=0).on_conflict_do_nothing())


class JobRunner(Worker):
    """Does what is due. ``handlers`` maps a kind to ``function(tx, subject_id)``, which asks itself whether the thing
    still wants it: between planning and doing, it may have ended."""

    sweep = 1.0

    def __init__(self, process, lease, handlers):
        super().__init__("jobs", lease)
        self.process, self.handlers = process, handlers

    def step(self):
        """Do what is due now; true when there may be more."""
        now = self.process.clock.now()
        with self.process.database.reading() as session:
            due = select(Job.id).where(Job.state == "waiting", Job.next_at <= now).order_by(Job.next_at).limit(BATCH)
            ids = session.scalars(due).all()
        for id in ids:
            self._do(id)
        return len(ids) == BATCH

    def _do(self, id):
        try:
            self.process.work(service_actor(self.process.name, cause=f"job:{id}"), lambda tx: self._run(tx, id))
        except Exception as error:  # a job that fails is kept with its error and tried again
            log.warning("job.failed", extra=what(error, id=str(id)))
            failed = f"{type(error).__name__} {getattr(error, 'code', '')}".strip()
            self.process.database.run(lambda session: self._note_failure(session, id, failed))

    def _run(self, tx, id):
        job = _take(tx.session, id)
        if job:
            self.handlers[job.kind](tx, job.subject.partition("/")[2])
            job.state = "done"

    def _note_failure(self, session, id, error):
        job = _take(session, id)
        if job:
            job.attempts += 1
            job.error = error
            again = next_try(job.attempts, self.process.clock.now())
            job.state, job.next_at = ("waiting", again) if again else ("parked", job.next_at)


def _take(session, id):
    return session.scalar(select(Job).where(Job.id == id, Job.state == "waiting").with_for_update())
