"""A ceremony: a national day, an opening, a ground-breaking, a commemoration."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from protocol_service.ceremonies import events, order
from protocol_service.ceremonies.workflow import FIXED, Status, check_ahead, move


class Ceremony(Noun, Base):
    """A ceremony. Each method is one thing that can happen to it and returns the fact to tell."""

    __tablename__ = "ceremonies"
    __table_args__ = (Index("ix_ceremonies_starts_at_id", "starts_at", "id"),)
    noun = "ceremony"

    template_id: Mapped[object] = mapped_column(Uuid, ForeignKey("ceremony_templates.id"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    holder_id: Mapped[object | None] = mapped_column(Uuid)
    travel_minutes: Mapped[int]
    preparation_minutes: Mapped[int]
    run_sheet: Mapped[list] = mapped_column(JSON)
    speakers: Mapped[list] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    report: Mapped[str | None] = mapped_column(Text)

    @classmethod
    def draft(cls, *, template, starts_at, ends_at, **facts):
        """It is being thought of; it lasts as long as the run sheet, where nothing else is said."""
        template.check_current()
        made = {"kind": template.kind, "run_sheet": template.run_sheet, "speakers": [], "status": Status.DRAFT}
        ceremony = cls(template_id=template.id, starts_at=starts_at, **made, **facts)
        ceremony._lasts_until(ends_at)
        return ceremony, ceremony._told(events.CeremonyDrafted)

    def change(self, **facts):
        """It is held elsewhere, under another name, by somebody else."""
        check_ahead(self.status)
        for name, value in facts.items():
            setattr(self, name, value)
        return self._told(events.CeremonyChanged)

    def arrange(self, *, lines, speakers):
        """This is the run sheet, and these speak."""
        check_ahead(self.status)
        order.check(lines, speakers)
        self.run_sheet, self.speakers = lines, speakers
        return self._told(events.CeremonyChanged)

    def plan(self, *, at):
        """It is going to take place."""
        self._check_to_come(at)
        self.status = move(self.status, Status.PLANNED)
        return self._told(events.CeremonyPlanned)

    def reschedule(self, *, starts_at, ends_at, at):
        """It takes place at another time. A draft stays one; whatever else, it is planned anew."""
        check_ahead(self.status)
        lasted, self.starts_at = self.ends_at - self.starts_at, starts_at
        self._lasts_until(ends_at or starts_at + lasted)
        self._check_to_come(at)
        if self.status not in (Status.DRAFT, Status.PLANNED):
            self.status = move(self.status, Status.PLANNED)
        self.reason = None
        return self._told(events.CeremonyRescheduled)

    def announce(self):
        """The public knows of it."""
        self.status = move(self.status, Status.ANNOUNCED)
        return self._told(events.CeremonyAnnounced)

    def get_ready(self, *, undone):
        """Everything is done that had to be done before; ``undone`` is how much is not."""
        target = move(self.status, Status.READY)
        if undone:
            raise Conflict("ceremony.tasks_open", count=undone)
        self.status = target
        return self._told(events.CeremonyReady)

    def hold(self, *, at):
        """It took place."""
        target = move(self.status, Status.HELD)
        if at < self.starts_at:
            raise Conflict("ceremony.not_begun")
        self.status = target
        return self._told(events.CeremonyHeld)

    def write_report(self, *, report):
        """How it went."""
        self.status, self.report = move(self.status, Status.REPORTED), report
        return self._told(events.CeremonyReported)

    def postpone(self, *, reason):
        """It does not take place at its time."""
        self.status, self.reason = move(self.status, Status.POSTPONED), reason
        return self._told(events.CeremonyPostponed)

    def cancel(self, *, reason):
        """It does not take place."""
        self.status, self.reason = move(self.status, Status.CANCELLED), reason
        return self._told(events.CeremonyCancelled)

    @property
    def day(self):
        """The day of the ceremony, T0."""
        return day_of(self.starts_at)

    @property
    def is_fixed(self):
        """Whether it is going to take place at its time."""
        return self.status in FIXED

    @property
    def lines(self):
        """The run sheet with its hours."""
        return order.laid_out(self.run_sheet, self.speakers, self.starts_at)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CeremonySnapshot)

    def _lasts_until(self, ends_at):
        self.ends_at = ends_at or self.starts_at + timedelta(minutes=max(1, order.length(self.run_sheet)))
        if self.ends_at <= self.starts_at:
            raise Invalid("ceremony.times_reversed")

    def _check_to_come(self, at):
        if self.starts_at <= at:
            raise Conflict("ceremony.in_past")

    def _told(self, event):
        return event.of(
            kind=self.kind,
            status=self.status,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            holder_id=self.holder_id,
        )
