"""A calendar: the time of an office-holder, or of a room that the office books."""

from datetime import time

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from agenda_service.calendars import events
from agenda_service.calendars.kinds import Kind
from makam_kernel.db import Base, Noun
from makam_kernel.errors import Invalid

OF_MAYOR = text("kind = 'mayor'")


class Calendar(Noun, Base):
    """A calendar with its rules. Whoever gives away time of it locks its row first, and so stands in line.

    ``hours`` are the times in which appointments are offered, ``public_hours`` those that belong to public days:
    ``{"weekday": 1, "starts": "09:00", "ends": "12:00"}``, Monday is 1. ``place`` is where the holder sits, from where
    every way begins.
    """

    __tablename__ = "calendars"
    __table_args__ = (
        Index("ix_calendars_name_id", "name", "id"),
        Index("uq_calendars_mayor", "kind", unique=True, sqlite_where=OF_MAYOR, postgresql_where=OF_MAYOR),
    )
    noun = "calendar"

    kind: Mapped[str] = mapped_column(String(7))
    holder_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("people.id"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    hours: Mapped[list] = mapped_column(JSON)
    public_hours: Mapped[list] = mapped_column(JSON)
    minimum_notice_minutes: Mapped[int]
    rest_minutes: Mapped[int]
    longest_day_minutes: Mapped[int | None]
    longest_minutes: Mapped[int] = mapped_column(default=0)
    """How long the longest entry occupies, ways and preparation counted: what bounds the search for what is near."""

    @classmethod
    def create(cls, **facts):
        """An office-holder gets a calendar, or a room."""
        calendar = cls(longest_minutes=0, **facts)
        calendar._check()
        return calendar, calendar._told(events.CalendarCreated)

    def change(self, **facts):
        """Other rules from now on; what is booked stays."""
        for name, value in facts.items():
            setattr(self, name, value)
        self._check()
        return self._told(events.CalendarChanged)

    def stretch(self, minutes):
        """An entry occupies so long."""
        self.longest_minutes = max(self.longest_minutes, minutes)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CalendarSnapshot)

    def hours_on(self, day):
        """From when until when appointments are offered on a day of the week."""
        return _of_day(self.hours, day)

    def public_hours_on(self, day):
        """From when until when a day of the week belongs to the public."""
        return _of_day(self.public_hours, day)

    def _check(self):
        if (self.kind == Kind.ROOM) != (self.holder_id is None):
            raise Invalid("calendar.holder")
        if any(part["starts"] >= part["ends"] for part in (*self.hours, *self.public_hours)):
            raise Invalid("calendar.hours_reversed")

    def _told(self, event):
        return event.of(holder_id=self.holder_id)


def _of_day(hours, day):
    parts = [part for part in hours if part["weekday"] == day.isoweekday()]
    return sorted((time.fromisoformat(part["starts"]), time.fromisoformat(part["ends"])) for part in parts)
