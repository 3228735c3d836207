"""A telephone call (telefon) and the duty to call back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from agenda_service.calendars.models import Calendar
from agenda_service.calls import events
from agenda_service.calls.workflow import OPEN, Status, move
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name

LAST = 999
"""The rank of callers whom no list of precedence names."""


class Call(Noun, Erasable, Base):
    """A call to an office-holder. Each method is one thing that can happen to it and returns the facts to tell.

    ``rank`` is the caller's place in the list of precedence, as the secretary read it there.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_logged_at_id", "logged_at", "id"),
        Index(
            "ix_calls_to_make",
            "calendar_id",
            "rank",
            "due_at",
            "id",
            sqlite_where=text("status = 'to_call_back'"),
            postgresql_where=text("status = 'to_call_back'"),
        ),
        Index(
            "ix_calls_unerased",
            "logged_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "call"

    calendar_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calendars.id"))
    logged_by: Mapped[object | None] = mapped_column(Uuid)
    logged_at: Mapped[datetime] = mapped_column(Instant)
    rank: Mapped[int]
    name: Mapped[str] = mapped_column(Sealed("calls.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("calls.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("calls.email"))
    title: Mapped[str | None] = mapped_column(Sealed("calls.title"))
    institution: Mapped[str | None] = mapped_column(Sealed("calls.institution"))
    words: Mapped[str] = mapped_column(Sealed("calls.words"))
    status: Mapped[str] = mapped_column(String(13))
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Sealed("calls.note"))
    turned_to: Mapped[str | None] = mapped_column(String(11))
    appointment_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("appointments.id"))
    category: Mapped[str | None] = mapped_column(String(60))

    calendar: Mapped[Calendar] = relationship(viewonly=True)
    tries: Mapped[list["CallTry"]] = relationship(order_by="CallTry.tried_at", lazy="selectin")

    @validates("name", "phone")
    def _index(self, field, value):
        setattr(self, f"{field}_index", fold_name(value) if field == "name" else value)
        return value

    @classmethod
    def log(cls, *, due_at, at, **facts):
        """Somebody called, and is to be called back by ``due_at``, if at all."""
        call = cls(status=Status.LOGGED, logged_at=at, **facts)
        logged = call._told(events.CallLogged)
        return call, [logged, *([call.promise_call_back(due_at=due_at, at=at)] if due_at else [])]

    def promise_call_back(self, *, due_at, at):
        """They are to be called back by an hour; also after all, when they were not reached before."""
        self.status = move(self.status, Status.TO_CALL_BACK)
        if due_at <= at:
            raise Invalid("call.due_in_past")
        self.due_at, self.closed_at = due_at, None
        return self._told(events.CallBackPromised)

    def fail(self, *, outcome, note, by, at):
        """They were called back and not reached; the duty stays."""
        move(self.status, Status.UNREACHABLE)
        self.tries.append(CallTry(tried_at=at, tried_by=by, outcome=outcome, note=note))
        return self._told(events.CallTried)

    def close(self, *, result, note, at):
        """It has its result. Only who was called in vain is unreachable."""
        status = move(self.status, result)
        if result == Status.UNREACHABLE and not self.tries:
            raise Conflict("call.never_tried")
        self.status, self.note, self.closed_at = status, note, at
        return self._told(events.CallClosed)

    def turn_to_appointment(self, appointment, *, at):
        """The caller asks for an appointment, which is now on record."""
        self.appointment_id = appointment.id
        return self._turn("appointment", at, events.CallTurnedToAppointment, appointment_id=appointment.id)

    def turn_to_request(self, *, category, at):
        """What the caller asks is to become a citizen's request."""
        self.category = category
        return self._turn("request", at, events.CallTurnedToRequest)

    def erase(self, *, at):
        """Nobody knows any more who called, and what about; when, and with what result, stays."""
        self.name, self.phone, self.email, self.words = NOBODY, None, None, ERASED
        self.title, self.institution, self.note = None, None, self.note and ERASED
        self.name_index, self.erased_at = None, at
        for one in self.tries:
            one.note = one.note and ERASED
        return self._told(events.CallErased)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CallSnapshot)

    @property
    def label(self):
        """How the caller is named: ``Murat TOPRAK (Sarıova Valiliği)``."""
        return f"{self.name} ({self.institution})" if self.institution else self.name

    @property
    def is_open(self):
        """Whether it still wants a result."""
        return self.status in OPEN

    def is_overdue(self, at):
        """Whether they should have been called back by now."""
        return self.status == Status.TO_CALL_BACK and self.due_at <= at

    def _turn(self, into, at, event, **facts):
        """It becomes something else, once; then nobody needs to call back."""
        if self.turned_to:
            raise Conflict("call.already_turned", into=self.turned_to)
        self.turned_to = into
        if self.is_open:
            self.status, self.closed_at = move(self.status, Status.NOT_NEEDED), at
        return self._told(event, **facts)

    def _told(self, event, **facts):
        where = {"calendar_id": self.calendar_id, "status": self.status, "due_at": self.due_at}
        return event.of(tries=len(self.tries), **where, **facts)


class CallTry(Base):
    """A try to call back that reached nobody."""

    __tablename__ = "call_tries"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    call_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calls.id"), index=True)
    tried_at: Mapped[datetime] = mapped_column(Instant)
    tried_by: Mapped[object | None] = mapped_column(Uuid)
    outcome: Mapped[str] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(Sealed("call_tries.note"))
