"""An entry (program kalemi): a time of a calendar that is taken, and for what."""

from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from agenda_service.calendars.models import Calendar
from agenda_service.entries import events
from agenda_service.entries.gaps import minutes, reach
from agenda_service.entries.kinds import Kind, Part
from agenda_service.entries.words import EntryWord, stems
from agenda_service.entries.workflow import AHEAD, Status, check_ahead, move
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Sealed

LONGEST = minutes(31 * 24 * 60)
"""A journey may take weeks; what is longer is an absence. It bounds every look at a day."""

UNERASED = text("erased_at IS NULL")
IN_CONFLICT = text("in_conflict")
TENTATIVE = text("status = 'tentative'")


class Entry(Noun, Erasable, Base):
    """A time of a calendar. Each method is one thing that can happen to it and returns the fact to tell; ``by`` is who
    does it, and stands in the entry's history.

    ``reach_from`` and ``reach_until`` are its times with the ways and the preparation.
    """

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_calendar_id_reach_from", "calendar_id", "reach_from"),
        Index("ix_entries_calendar_id_starts_at_id", "calendar_id", "starts_at", "id"),
        Index("ix_entries_starts_at_id", "starts_at", "id"),
        Index("ix_entries_in_conflict", "starts_at", "id", sqlite_where=IN_CONFLICT, postgresql_where=IN_CONFLICT),
        Index("ix_entries_tentative", "starts_at", "id", sqlite_where=TENTATIVE, postgresql_where=TENTATIVE),
        Index("ix_entries_unerased", "ends_at", sqlite_where=UNERASED, postgresql_where=UNERASED),
    )
    noun = "entry"

    calendar_id: Mapped[object] = mapped_column(Uuid, ForeignKey("calendars.id"))
    kind: Mapped[str] = mapped_column(String(11))
    summary: Mapped[str] = mapped_column(Sealed("entries.summary"))
    place: Mapped[str | None] = mapped_column(Sealed("entries.place"))
    note: Mapped[str | None] = mapped_column(Sealed("entries.note"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    zone: Mapped[str] = mapped_column(String(40))
    travel_minutes: Mapped[int]
    preparation_minutes: Mapped[int]
    reach_from: Mapped[datetime] = mapped_column(Instant)
    reach_until: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(9))
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    is_private: Mapped[bool]
    in_conflict: Mapped[bool]
    source: Mapped[str | None] = mapped_column(String(60), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)

    calendar: Mapped[Calendar] = relationship(lazy="joined", innerjoin=True)
    people: Mapped[list["EntryPerson"]] = relationship(
        order_by="EntryPerson.person_id", lazy="selectin", cascade="all, delete-orphan"
    )
    words: Mapped[list[EntryWord]] = relationship(cascade="all, delete-orphan")
    history: Mapped[list["HistoryRow"]] = relationship(order_by="HistoryRow.position", lazy="selectin")

    @classmethod
    def plan(cls, *, calendar, by, at, status=Status.CONFIRMED, held_until=None, people=(), **facts):
        """A time is taken: firmly, or tentatively, then until ``held_until`` or until somebody decides."""
        defaults = {"place": None, "note": None, "zone": ISTANBUL.key, "travel_minutes": 0, "preparation_minutes": 0}
        defaults |= {"is_private": False, "in_conflict": False, "source": None, "created_at": at}
        facts = defaults | facts
        facts["is_private"] |= facts["kind"] == Kind.PRIVATE
        held_until = held_until if status == Status.TENTATIVE else None
        entry = cls(calendar=calendar, calendar_id=calendar.id, status=status, held_until=held_until, **facts)
        entry.people = [EntryPerson(**person) for person in people]
        entry._set(**facts)
        planned = events.EntryPlanned if status == Status.TENTATIVE else events.EntryConfirmed
        return entry, entry._happened(planned, by, at)

    def confirm(self, *, by, at):
        """It is firm."""
        self.status, self.held_until = move(self.status, Status.CONFIRMED), None
        return self._happened(events.EntryConfirmed, by, at)

    def move(self, *, by, at, starts_at, ends_at, reason=None, **facts):
        """It has another time, perhaps another place; what was not firm is not firm after."""
        check_ahead(self.status)
        if self.status != Status.TENTATIVE:
            self.status = move(self.status, Status.MOVED)
        self._set(starts_at=starts_at, ends_at=ends_at, **facts)
        return self._happened(events.EntryMoved, by, at, reason)

    def change(self, *, by, at, people=None, **facts):
        """Its words, its people, or whether it is private; never its time."""
        check_ahead(self.status)
        if people is not None:
            self.people = [EntryPerson(**person) for person in people]
        self._set(**facts)
        return self._happened(events.EntryChanged, by, at)

    def take_place(self, *, by, at):
        """It was held."""
        if at < self.starts_at:
            raise Conflict("entry.not_begun")
        self.status = move(self.status, Status.HELD)
        return self._happened(events.EntryHeld, by, at)

    def cancel(self, *, by, at, reason=None):
        """It does not take place."""
        self._end()
        return self._happened(events.EntryCancelled, by, at, reason)

    def release(self, *, by, at):
        """The time of a proposal is given back."""
        if self.status != Status.TENTATIVE:
            move(self.status, Status.TENTATIVE)
        self._end()
        return self._happened(events.EntryReleased, by, at)

    def advance(self, *, by, at):
        """A time that was held for a proposal is free when nobody took it up."""
        return [self.release(by=by, at=at)] if self.is_expired(at) else []

    def conflict(self, *, by, at):
        """Its time is taken, and it stands all the same, since another service says that it does."""
        self.in_conflict = True
        return self._happened(events.EntryConflicted, by, at)

    def settle(self, *, by, at, reason=None):
        """Nothing stands in its way any more, or the director has decided so, with a reason."""
        if not self.in_conflict:
            raise Conflict("entry.not_in_conflict")
        self.in_conflict = False
        return self._happened(events.EntrySettled, by, at, reason)

    def override(self, *, by, at, reason):
        """It stands though the rules are against it; who wanted that, and why, is seen in the history."""
        self._write("overridden", by, at, reason)

    def erase(self, *, at):
        """Nobody knows any more what it was; that the time was taken stays."""
        self.summary, self.place, self.note, self.erased_at = ERASED, None, None, at
        self.words, self.people = [], []
        for row in self.history:
            row.reason = None

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.EntrySnapshot)

    def is_expired(self, at):
        """Whether it was held for a proposal, and for no longer."""
        return self.status == Status.TENTATIVE and self.held_until is not None and self.held_until <= at

    @property
    def is_ahead(self):
        """Whether it may still take place."""
        return self.status in AHEAD

    @property
    def override_reason(self):
        """Why the rules were set aside for it, the last time; None if they were not."""
        return next((row.reason for row in reversed(self.history) if row.act == "overridden"), None)

    def parts_of(self, person_id):
        """What somebody of the house has to do with it."""
        return {person.part for person in self.people if str(person.person_id) == person_id}

    @validates("zone")
    def _known(self, _field, zone):
        if zone not in available_timezones():
            raise Invalid("entry.zone_unknown")
        return zone

    def _set(self, **facts):
        for name, value in facts.items():
            setattr(self, name, value)
        if facts.keys() & {"summary", "place"}:
            self.words = [EntryWord(stem=stem) for stem in sorted(stems(self.summary, self.place))]
        if not self.starts_at < self.ends_at:
            raise Invalid("entry.times_reversed")
        self.reach_from, self.reach_until = reach(self)
        if self.reach_until - self.reach_from > LONGEST:
            raise Invalid("entry.too_long")
        self.calendar.stretch(-((self.reach_from - self.reach_until) // minutes(1)))

    def _end(self):
        self.status, self.held_until, self.in_conflict = move(self.status, Status.CANCELLED), None, False

    def _happened(self, event, by, at, reason=None):
        self._write(event.type.split(".")[1], by, at, reason)
        return self._told(event)

    def _told(self, event):
        return event.of(
            calendar_id=self.calendar_id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            status=self.status,
            in_conflict=self.in_conflict,
            source=self.source,
        )

    def _write(self, act, by, at, reason):
        times = {"starts_at": self.starts_at, "ends_at": self.ends_at, "status": self.status}
        who = {"actor_id": by.id, "actor_name": by.shown}
        row = HistoryRow(position=len(self.history) + 1, act=act, at=at, reason=reason, **who, **times)
        self.history.append(row)


class EntryPerson(Base):
    """Somebody of the house who takes part in an entry, or drives there."""

    __tablename__ = "entry_people"
    __table_args__ = (Index("ix_entry_people_person_id", "person_id", "entry_id"),)

    entry_id: Mapped[object] = mapped_column(Uuid, ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(11), default=Part.PARTICIPANT)


class HistoryRow(Base):
    """One thing that happened to an entry: who did it, when, why, and its times after."""

    __tablename__ = "entry_history"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    entry_id: Mapped[object] = mapped_column(Uuid, ForeignKey("entries.id"), index=True)
    position: Mapped[int]
    act: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[str]
    actor_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Sealed("entry_history.reason"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(9))
