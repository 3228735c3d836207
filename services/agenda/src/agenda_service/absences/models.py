"""An absence: leave, illness, a journey on duty, a course."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda_service.absences import events
from agenda_service.absences.kinds import ABSENT
from agenda_service.absences.workflow import AHEAD, Status, move
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.keeping import Erasable
from makam_kernel.personal import Sealed


class Absence(Noun, Erasable, Base):
    """An absence of one person. Each method is one thing that can happen to it and returns the facts to tell, in order.

    It begins and ends by itself; whatever happens to it, what became true before is told first.
    """

    __tablename__ = "absences"
    __table_args__ = (
        Index("ix_absences_from_at_id", "from_at", "id"),
        Index("ix_absences_person_id_from_at", "person_id", "from_at"),
        Index(
            "ix_absences_unerased",
            "until_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "absence"

    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(Sealed("absences.kind"))
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Sealed("absences.reason"))
    status: Mapped[str] = mapped_column(String(11))

    @classmethod
    def plan(cls, *, from_at, until_at, **facts):
        """Somebody is going to be away, or was: a doctor's report comes after the first day."""
        if from_at >= until_at:
            raise Invalid("absence.times_reversed")
        absence = cls(from_at=from_at, until_at=until_at, status=Status.PLANNED, **facts)
        return absence, absence._told(events.AbsencePlanned)

    def approve(self, *, by, at):
        """Somebody else grants it, and not in that one's place either."""
        if str(self.person_id) in by.people:
            raise Forbidden("absence.own_approval")
        self.status = move(self.status, Status.APPROVED)
        return [self._told(events.AbsenceApproved), *self.advance(at=at)]

    def advance(self, *, at):
        """What has become true by now."""
        facts = []
        if self.status == Status.APPROVED and self.from_at <= at:
            self.status = move(self.status, Status.BEGUN)
            facts.append(self._told(events.AbsenceBegun))
        if self.status == Status.BEGUN and self.until_at <= at:
            self.status = move(self.status, Status.ENDED)
            facts.append(self._told(events.AbsenceEnded))
        return facts

    def end_early(self, *, at):
        """The person is back."""
        facts = self.advance(at=at)
        self.status, self.until_at = move(self.status, Status.ENDED_EARLY), at
        return [*facts, self._told(events.AbsenceEndedEarly)]

    def cancel(self, *, at):
        """It does not take place; what has begun can only end."""
        facts = self.advance(at=at)
        self.status = move(self.status, Status.CANCELLED)
        return [*facts, self._told(events.AbsenceCancelled)]

    def erase(self, *, at):
        """Nobody knows any more why; from when until when stays."""
        self.kind, self.reason, self.erased_at = ABSENT, None, at

    @property
    def is_ahead(self):
        """Whether something may still come of it."""
        return self.status in AHEAD

    def is_over(self, *, at):
        """Whether nobody can stand in for any more of it."""
        return self.status not in AHEAD or self.until_at <= at

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.AbsenceSnapshot)

    def _told(self, event):
        return event.of(person_id=self.person_id, from_at=self.from_at, until_at=self.until_at, status=self.status)
