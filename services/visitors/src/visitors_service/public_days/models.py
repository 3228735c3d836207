"""A public day (halk günü): when the mayor receives whoever comes."""

from datetime import date, datetime, time

from sqlalchemy import JSON, Date, String, Time
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from visitors_service.public_days import events, priority
from visitors_service.public_days.workflow import TAKES_PEOPLE, UNDER_WAY, Status, move


class PublicDay(Noun, Base):
    """A public day. Each method is one thing that can happen to it and returns the fact to tell.

    Everything about its queue happens under the lock of its row. The three counters move with the places and make no
    new version: a desk's "next" must not turn away the director who pauses.
    """

    __tablename__ = "public_days"
    noun = "public_day"

    day: Mapped[date] = mapped_column(Date, unique=True)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    capacity: Mapped[int]
    minutes_per_person: Mapped[int]
    rooms: Mapped[list] = mapped_column(JSON)
    priority_classes: Mapped[list] = mapped_column(JSON)
    general_after: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    registered: Mapped[int] = mapped_column(default=0)
    calls: Mapped[int] = mapped_column(default=0)
    calls_since_general: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    reported_at: Mapped[datetime | None] = mapped_column(Instant)
    resumes_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def announce(cls, *, starts, ends, priority_classes, **facts):
        """A new public day with its hours, its capacity and its rule of priority."""
        if ends <= starts:
            raise Invalid("public_day.hours_reversed")
        priority.check(priority_classes)
        hours = {"starts": starts, "ends": ends, "priority_classes": priority_classes}
        counters = {"registered": 0, "calls": 0, "calls_since_general": 0}
        day = cls(status=Status.ANNOUNCED, **hours, **counters, **facts)
        return day, day._told(events.PublicDayAnnounced)

    def open(self):
        """Registration begins."""
        self.status = move(self.status, Status.OPEN)
        return self._told(events.PublicDayOpened)

    def start(self, *, at):
        """The mayor receives."""
        self.check_today(at)
        self.status = move(self.status, Status.RUNNING, only_from=Status.OPEN)
        self.started_at = at
        return self._told(events.PublicDayStarted)

    def pause(self, *, resumes_at, at):
        """Nobody is called for a while; until when, if that is known, is for the hall's display."""
        if resumes_at is not None and resumes_at <= at:
            raise Invalid("public_day.pause_over")
        self.status, self.resumes_at = move(self.status, Status.PAUSED), resumes_at
        return self._told(events.PublicDayPaused)

    def resume(self):
        """The mayor receives again."""
        self.status, self.resumes_at = move(self.status, Status.RUNNING, only_from=Status.PAUSED), None
        return self._told(events.PublicDayResumed)

    def close(self, *, unfinished, at):
        """The day is over. A record that nobody finished would be a citizen forgotten: refused, with all of them."""
        target = move(self.status, Status.CLOSED)
        if unfinished:
            numbers = [one["number"] for one in unfinished]
            raise Conflict("public_day.unfinished_record", count=len(unfinished), numbers=numbers, places=unfinished)
        self.status, self.closed_at, self.resumes_at = target, at, None
        return self._told(events.PublicDayClosed)

    def report(self, *, at):
        """The mayor is given the day's report."""
        self.status, self.reported_at = move(self.status, Status.REPORTED), at
        return self._told(events.PublicDayReported)

    def take_number(self):
        """The next number of the day, while there is room."""
        if self.status not in TAKES_PEOPLE:
            raise Conflict("public_day.registration_closed", state=str(self.status))
        if self.registered >= self.capacity:
            raise Conflict("public_day.full", capacity=self.capacity)
        self.registered += 1
        return self.registered

    def count_call(self, *, prioritised):
        """Take the next place in the row of calls, and remember how long the general have been passed over."""
        self.calls += 1
        self.calls_since_general = self.calls_since_general + 1 if prioritised else 0
        return self.calls

    def check_today(self, at):
        """Refuse what can only happen on the day itself."""
        if day_of(at) != self.day:
            raise Conflict("public_day.not_today", day=self.day.isoformat())

    def check_running(self):
        """Refuse a call while the mayor does not receive."""
        if self.status != Status.RUNNING:
            raise Conflict("public_day.not_running", state=str(self.status))

    def check_under_way(self):
        """Refuse to add to a day that has not begun, or is closed."""
        if self.status not in UNDER_WAY:
            raise Conflict("public_day.not_under_way", state=str(self.status))

    def check_room(self, room):
        """Refuse a room or desk that is not one of this day."""
        if room not in self.rooms:
            raise Invalid("public_day.room_unknown", room=room, rooms=self.rooms)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.PublicDaySnapshot)

    def _told(self, event):
        return event.of(day=self.day, status=self.status, capacity=self.capacity, registered=self.registered)
