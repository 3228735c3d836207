"""An appointment request (randevu talebi), from the wish to be received until the meeting or a refusal."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from agenda_service.appointments import events
from agenda_service.appointments.workflow import OPEN, PENDING, Because, Hold, Status, move, wrong_status
from agenda_service.calendars.models import Calendar
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed, SealedJson
from makam_kernel.turkish import fold_name

LONGEST = timedelta(minutes=480)
"""How long an appointment may be."""


class Appointment(Noun, Erasable, Base):
    """A wish to be received. Each method is one thing that can happen to it and returns the fact to tell.

    ``calendar_id`` is where it takes place, or with whom it lies; ``asked_calendar_id`` stays.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_received_at_id", "received_at", "id"),
        Index("ix_appointments_calendar_id_preferred_at", "calendar_id", "preferred_at"),
        Index("ix_appointments_starts_at_id", "starts_at", "id"),
        Index("ix_appointments_open", "status", "received_at", "id"),
        Index(
            "ix_appointments_unerased",
            "received_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "appointment"

    calendar_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calendars.id"))
    asked_calendar_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calendars.id"))
    received_by: Mapped[object | None] = mapped_column(Uuid)
    received_at: Mapped[datetime] = mapped_column(Instant)
    source: Mapped[str | None] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(Sealed("appointments.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("appointments.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("appointments.email"))
    title: Mapped[str | None] = mapped_column(Sealed("appointments.title"))
    institution: Mapped[str | None] = mapped_column(Sealed("appointments.institution"))
    mediator: Mapped[str | None] = mapped_column(Sealed("appointments.mediator"))
    topic: Mapped[str] = mapped_column(Sealed("appointments.topic"))
    companions: Mapped[list] = mapped_column(SealedJson("appointments.companions"))
    persons: Mapped[int]
    is_delegation: Mapped[bool]
    minutes: Mapped[int]
    preferred_at: Mapped[datetime | None] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(9))
    because: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Sealed("appointments.reason"))
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    unit_id: Mapped[object | None] = mapped_column(Uuid)

    calendar: Mapped[Calendar] = relationship(foreign_keys=[calendar_id], viewonly=True)
    times: Mapped[list["Time"]] = relationship(order_by="Time.position", lazy="selectin")

    @validates("name", "phone")
    def _index(self, field, value):
        setattr(self, f"{field}_index", fold_name(value) if field == "name" else value)
        return value

    @classmethod
    def receive(cls, *, calendar_id, companions, at, **facts):
        """Somebody asks to be received, alone or with others."""
        whose = {"calendar_id": calendar_id, "asked_calendar_id": calendar_id}
        people = {"companions": companions, "persons": 1 + len(companions)}
        appointment = cls(status=Status.RECEIVED, received_at=at, **whose, **people, **facts)
        return appointment, appointment._told(events.AppointmentReceived)

    def weigh(self, *, because=Because.ASKED, reason=None):
        """It is weighed, or again, for a reason; what was held for it is free."""
        if self.status == Status.SCHEDULED:
            raise wrong_status(self.status, Status.WEIGHED)
        self.status, self.because, self.reason = self._move(Status.WEIGHED), because, reason
        self._release()
        return self._told(events.AppointmentWeighed)

    def wait(self, *, reason):
        """It waits until a time becomes free."""
        self.status, self.reason = self._move(Status.WAITING), reason
        return self._told(events.AppointmentWaitlisted)

    def propose(self, *, spans, held_until, at):
        """Times are offered, each ``(calendar_id, starts_at, ends_at)``, and held until an instant."""
        self.status = self._move(Status.PROPOSED)
        if not at < held_until <= min(starts_at for _, starts_at, _ in spans):
            raise Invalid("appointment.held_until")
        offered = [self._add_time(*span, Hold.HELD) for span in spans]
        self.held_until, self.because = held_until, None
        return offered, self._told(events.AppointmentProposed)

    def accept(self, time, *, at):
        """The petitioner takes one of the offered times; the others are free again."""
        if time.status != Hold.HELD or at >= self.held_until:
            raise Conflict("appointment.time_gone")
        time.status = Hold.ACCEPTED
        return self._settle(time, events.AppointmentScheduled)

    def refuse(self, *, reason):
        """The petitioner takes none of the offered times; all are free again."""
        if self.status != Status.PROPOSED:
            raise wrong_status(self.status, Status.WEIGHED)
        return self.weigh(because=Because.REFUSED, reason=reason)

    def schedule(self, calendar_id, starts_at, ends_at):
        """It has its time: the one that was asked for, or another. With somebody else than whom it lies with, the
        request ends so."""
        if self.status == Status.SCHEDULED:
            raise wrong_status(self.status, Status.SCHEDULED)
        calendar_id, starts_at = calendar_id or self.calendar_id, starts_at or self.preferred_at
        if starts_at is None:
            raise Invalid("appointment.time_missing")
        ends_at = ends_at or starts_at + timedelta(minutes=self.minutes)
        time = self._add_time(calendar_id, starts_at, ends_at, Hold.ACCEPTED)
        return time, self._settle(time, events.AppointmentScheduled)

    def reschedule(self, starts_at, ends_at):
        """It has another time."""
        if self.status != Status.SCHEDULED:
            raise wrong_status(self.status, Status.SCHEDULED)
        self.time.starts_at, self.time.ends_at = starts_at, ends_at
        return self._settle(self.time, events.AppointmentRescheduled)

    def cancel(self, *, reason):
        """It does not take place at its time; the office owes another answer."""
        if self.status != Status.SCHEDULED:
            raise wrong_status(self.status, Status.WEIGHED)
        self.status, self.because, self.reason = self._move(Status.WEIGHED), Because.CANCELLED, reason
        self._release()
        return self._told(events.AppointmentCancelled)

    def refer(self, *, calendar_id, unit_id, reason):
        """Somebody else receives the petitioner: a deputy, who has yet to find a time, or a unit."""
        if (calendar_id is None) == (unit_id is None) or calendar_id == self.calendar_id:
            raise Invalid("appointment.refer_to_one")
        self.status, self.reason, self.unit_id = self._move(Status.REFERRED), reason, unit_id
        self._release()
        self.calendar_id = calendar_id or self.calendar_id
        return self._told(events.AppointmentReferred)

    def decline(self, *, reason):
        """There will be none."""
        self.status, self.reason = self._move(Status.DECLINED), reason
        self._release()
        return self._told(events.AppointmentDeclined)

    def withdraw(self, *, reason):
        """The petitioner wants it no longer."""
        self.status, self.reason = self._move(Status.WITHDRAWN), reason
        self._release()
        return self._told(events.AppointmentWithdrawn)

    def expire(self, *, at):
        """Nobody took an offered time until the instant; None while there is still time, or nothing is offered."""
        if self.status != Status.PROPOSED or at < self.held_until:
            return None
        self.status, self.because = self._move(Status.EXPIRED), Because.EXPIRED
        self._release()
        return self._told(events.AppointmentExpired)

    def hold(self, *, at):
        """It took place."""
        return self._end(Status.HELD, at, events.AppointmentHeld)

    def miss(self, *, at):
        """Nobody came."""
        return self._end(Status.NO_SHOW, at, events.AppointmentMissed)

    def erase(self, *, at):
        """Nobody knows any more who it was, and what about; when, and how it ended, stays."""
        self.name, self.phone, self.email, self.topic, self.companions = NOBODY, None, None, ERASED, []
        self.title, self.institution, self.mediator = None, None, None
        self.reason, self.name_index, self.erased_at = self.reason and ERASED, None, at
        return self._told(events.AppointmentErased)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.AppointmentSnapshot)

    @property
    def is_pending(self):
        """Whether it waits for a time."""
        return self.status in PENDING or self.is_handed_over

    @property
    def is_handed_over(self):
        """Whether it was referred to a deputy who has yet to find a time."""
        return self.status == Status.REFERRED and self.starts_at is None and self.unit_id is None

    @property
    def is_open(self):
        """Whether the office still owes an answer, or the meeting is to come."""
        return self.status in OPEN | {Status.SCHEDULED} or self.is_handed_over

    @property
    def preferred_until(self):
        """The end of the time that was asked for."""
        return self.preferred_at and self.preferred_at + timedelta(minutes=self.minutes)

    @property
    def label(self):
        """How the petitioner is named: ``Şükrü İNCE (Akçınarspor)``."""
        return f"{self.name} ({self.institution})" if self.institution else self.name

    @property
    def address(self):
        """How the petitioner is written to, as channel and recipient; None when they can't be."""
        if self.phone:
            return "sms", self.phone
        return ("email", self.email) if self.email else None

    @property
    def time(self):
        """The time that it has, or None."""
        return next((time for time in self.times if time.status == Hold.ACCEPTED), None)

    def offered(self, time_id):
        """The time with this id; ``Invalid("appointment.time_unknown")`` when it never was offered."""
        for time in self.times:
            if time.id == time_id:
                return time
        raise Invalid("appointment.time_unknown")

    def _add_time(self, calendar_id, starts_at, ends_at, status):
        span = {"calendar_id": calendar_id, "starts_at": starts_at, "ends_at": ends_at}
        time = Time(id=new_id(), position=len(self.times) + 1, status=status, **span)
        self.times.append(time)
        return time

    def _settle(self, time, event):
        """It is at this time, and nothing else is held for it."""
        elsewhere = time.calendar_id != self.calendar_id
        self.status = self._move(Status.REFERRED if elsewhere else Status.SCHEDULED)
        self._release(but=time)
        self.calendar_id, self.starts_at, self.ends_at = time.calendar_id, time.starts_at, time.ends_at
        self.because = None
        return self._told(events.AppointmentReferred if elsewhere else event)

    def _release(self, but=None):
        """Nothing else is held for it any more; whoever saves gives the entries back."""
        self.held_until = self.starts_at = self.ends_at = None
        for time in self.times:
            if time is not but:
                time.status = Hold.RELEASED

    def _move(self, target):
        return move(self.status, target, handed_over=self.is_handed_over)

    def _end(self, status, at, event):
        self.status = self._move(status)
        if at < self.starts_at:
            raise Conflict("appointment.not_begun")
        return self._told(event)

    def _told(self, event):
        times = {"starts_at": self.starts_at, "ends_at": self.ends_at, "held_until": self.held_until}
        people = {"persons": self.persons, "is_delegation": self.is_delegation}
        where = {"calendar_id": self.calendar_id, "unit_id": self.unit_id}
        return event.of(status=self.status, **where, **times, **people)


class Time(Base):
    """A time that was offered or given, and the entry that stands for it in the calendar."""

    __tablename__ = "appointment_times"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    appointment_id: Mapped[object] = mapped_column(Uuid, ForeignKey("appointments.id"), index=True)
    position: Mapped[int]
    calendar_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calendars.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    entry_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("entries.id"), index=True)
    status: Mapped[str] = mapped_column(String(8))
