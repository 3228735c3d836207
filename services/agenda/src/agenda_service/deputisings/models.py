"""Deputising (vekâlet): somebody stands in for one who is absent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from agenda_service.absences.workflow import GRANTED as ABSENCE_GRANTED
from agenda_service.deputisings import events
from agenda_service.deputisings.workflow import Status, move
from agenda_service.policy import MAYOR_DECIDES
from agenda_service.spans import written
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Forbidden, Invalid


class Deputising(Noun, Base):
    """That somebody stands in for one who is absent, for all of the absence or a part. Each method is one thing that
    can happen to it and returns the facts to tell, in order.

    It comes into force and ends by itself; whatever happens to it, what became true before is told first.
    """

    __tablename__ = "deputisings"
    __table_args__ = (
        Index("ix_deputisings_from_at_id", "from_at", "id"),
        Index("ix_deputisings_absent_id_from_at", "absent_id", "from_at"),
        Index("ix_deputisings_deputy_id_from_at", "deputy_id", "from_at"),
    )
    noun = "deputising"

    absence_id: Mapped[object] = mapped_column(Uuid, ForeignKey("absences.id"), index=True)
    absent_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    deputy_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(9))

    @classmethod
    def propose(cls, *, absence, deputy_id, from_at, until_at, at):
        """Somebody is to stand in, for a part of the absence or for all of it."""
        if deputy_id == absence.person_id:
            raise Invalid("deputising.self")
        if absence.is_over(at=at):
            raise Conflict("deputising.absence_over")
        from_at, until_at = from_at or absence.from_at, until_at or absence.until_at
        if not absence.from_at <= from_at < until_at <= absence.until_at:
            bounds = written(absence.from_at), written(absence.until_at)
            raise Invalid("deputising.outside_absence", from_at=bounds[0], until_at=bounds[1])
        if until_at <= at:
            raise Conflict("deputising.over", from_at=written(from_at), until_at=written(until_at))
        whose = {"absence_id": absence.id, "absent_id": absence.person_id, "deputy_id": deputy_id}
        deputising = cls(from_at=from_at, until_at=until_at, status=Status.PROPOSED, **whose)
        return deputising, deputising._told(events.DeputisingProposed)

    def approve(self, *, absence, roles, by, at):
        """It is granted, by one who gains nothing by it; ``roles`` are those of the absent one. It holds from now on
        and never for what was done before."""
        self._check_approver(roles, by)
        self.advance(at=at)
        self.status = move(self.status, Status.APPROVED)
        if absence.status not in ABSENCE_GRANTED:
            raise Conflict("deputising.absence_not_approved")
        self.from_at = max(self.from_at, at)
        return [self._told(events.DeputisingApproved), *self.advance(at=at)]

    def advance(self, *, at):
        """What has become true by now; a proposal that nobody approved in its time is void."""
        facts = []
        if self.status == Status.PROPOSED and self.until_at <= at:
            return [self._cancel()]
        if self.status == Status.APPROVED and self.from_at <= at:
            self.status = move(self.status, Status.IN_FORCE)
            facts.append(self._told(events.DeputisingBegun))
        if self.status == Status.IN_FORCE and self.until_at <= at:
            facts.append(self._end())
        return facts

    def end(self, *, at):
        """The deputy stands in no longer."""
        facts = self.advance(at=at)
        self.until_at = min(self.until_at, at)
        return [*facts, self._end()]

    def cancel(self, *, at):
        """It does not take place; what is in force can only end."""
        return [*self.advance(at=at), self._cancel()]

    def cut(self, *, at):
        """The absence is over at this instant, or does not take place: so is this, or neither does this."""
        if self.status == Status.PROPOSED or (self.status == Status.APPROVED and self.from_at > at):
            return [self._cancel()]
        return self.advance(at=at) if self.until_at <= at else self.end(at=at)

    def snapshot(self):
        """All that is told of it; what is only proposed has no force, and nobody keeps it."""
        return None if self.status == Status.PROPOSED else self._told(events.DeputisingSnapshot)

    def _check_approver(self, roles, by):
        """The deputy is not asked, nor who already acts in the absent one's place: what was handed over is not handed
        on. The mayor appoints their own deputy."""
        is_mayor = by.has("mayor") and not by.acting_for
        behind = by.people
        if str(self.deputy_id) in behind or (str(self.absent_id) in behind and not is_mayor):
            raise Forbidden("deputising.own_approval")
        if roles & MAYOR_DECIDES and not by.has("mayor"):
            raise Forbidden("deputising.mayor_approves")

    def _cancel(self):
        self.status = move(self.status, Status.CANCELLED)
        return self._told(events.DeputisingCancelled)

    def _end(self):
        self.status = move(self.status, Status.ENDED)
        return self._told(events.DeputisingEnded)

    def _told(self, event):
        return event.of(
            absence_id=self.absence_id,
            deputy_id=self.deputy_id,
            absent_id=self.absent_id,
            from_at=self.from_at,
            until_at=self.until_at,
            status=self.status,
        )
