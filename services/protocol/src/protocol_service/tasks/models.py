"""An item of work for a ceremony, with its day, its unit, and what shows that it was done."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from protocol_service.ceremonies.deadlines import RED_LINE, end_of, workday_from
from protocol_service.ceremonies.models import Ceremony
from protocol_service.tasks import events
from protocol_service.tasks.workflow import SETTLED, Status, move


class CeremonyTask(Noun, Base):
    """An item of work. Each method is one thing that can happen to it and returns the fact to tell.

    ``offset`` says how many working days from the ceremony it is due; ``after`` names the items, by code, that have to
    be done before. Without a unit it is with the protocol office.
    """

    __tablename__ = "ceremony_tasks"
    __table_args__ = (
        Index("uq_ceremony_tasks_ceremony_id_code", "ceremony_id", "code", unique=True),
        Index("ix_ceremony_tasks_due_at_id", "due_at", "id"),
        Index("ix_ceremony_tasks_unit_id_due_at", "unit_id", "due_at", "id"),
    )
    noun = "ceremony_task"

    ceremony_id: Mapped[object] = mapped_column(Uuid, ForeignKey("ceremonies.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    offset: Mapped[int]
    due_on: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(Instant)
    unit_id: Mapped[object | None] = mapped_column(Uuid)
    after: Mapped[list] = mapped_column(JSON)
    evidence_asked: Mapped[str | None] = mapped_column(String(200))
    evidence: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)

    ceremony: Mapped[Ceremony] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def open(cls, *, ceremony, item, position, unit_id, calendar, at):
        """Something has to be done; ``item`` is what the template says of it."""
        facts = {name: item[name] for name in ("code", "name", "offset", "after")}
        task = cls(position=position, unit_id=unit_id, evidence_asked=item["evidence"], opened_at=at, **facts)
        task.ceremony, task.ceremony_id, task.status = ceremony, ceremony.id, Status.OPEN
        task._set_due(calendar)
        return task, task._told(events.CeremonyTaskOpened)

    def assign(self, *, unit_id):
        """Another unit does it."""
        self._check_unsettled()
        self.unit_id = unit_id
        return self._told(events.CeremonyTaskAssigned)

    def is_out_of_date(self, *, calendar):
        """Whether it rests although its ceremony is planned, or is due on another day than its ceremony asks."""
        return self.status == Status.ON_HOLD or self.due_on != self._due_by(calendar)

    def follow(self, *, calendar, at):
        """Its ceremony has another day, and so has it; the facts to tell, in order: it may be late at once."""
        if self.status != Status.OPEN:
            self.status = move(self.status, Status.OPEN)
        self._set_due(calendar)
        moved = self._told(events.CeremonyTaskMoved)
        late = self.become_late(at=at)
        return [moved, late] if late else [moved]

    def finish(self, *, evidence, waits_for, at):
        """It is done; ``waits_for`` is an item that has to be done before and is not."""
        target = move(self.status, Status.DONE)
        if waits_for is not None:
            raise Conflict("ceremony_task.waits", task=waits_for.name)
        if self.evidence_asked and not evidence:
            raise Invalid("ceremony_task.evidence_missing", evidence=self.evidence_asked)
        self.status, self.evidence, self.done_at = target, evidence, at
        return self._told(events.CeremonyTaskDone)

    def become_late(self, *, at):
        """Its day is over; None when it is not, or when nobody waits for it any more."""
        if self.status != Status.OPEN or at < self.due_at:
            return None
        self.status = move(self.status, Status.LATE)
        return self._told(events.CeremonyTaskLate)

    def hold_back(self):
        """Its ceremony is postponed."""
        self.status = move(self.status, Status.ON_HOLD)
        return self._told(events.CeremonyTaskHeldBack)

    def drop(self):
        """It need not be done."""
        self.status = move(self.status, Status.DROPPED)
        return self._told(events.CeremonyTaskDropped)

    def is_red(self, *, calendar, today):
        """Whether it should have been done by the red line, which is reached, and is not."""
        line = workday_from(calendar, self.ceremony.day, RED_LINE)
        return self.status not in SETTLED and self.due_on <= line <= today

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CeremonyTaskSnapshot)

    def _check_unsettled(self):
        if self.status in SETTLED:
            raise Conflict("ceremony_task.settled", name=self.name)

    def _set_due(self, calendar):
        self.due_on = self._due_by(calendar)
        self.due_at = end_of(self.due_on)

    def _due_by(self, calendar):
        return workday_from(calendar, self.ceremony.day, self.offset)

    def _told(self, event):
        return event.of(
            ceremony_id=self.ceremony_id, unit_id=self.unit_id, due_on=self.due_on, status=self.status
        )
