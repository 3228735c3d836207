"""Working days and office hours of a Turkish public office: how terms in "iş günü" and "iş saati" are counted.

- Law 657 art. 99: Saturday and Sunday are the weekend of civil servants.
- Law 2429 art. 1-2: the official holidays (`holidays.py`). A holiday that begins at 13.00 leaves the morning
  to work, so its day counts as a working day.
- Law 2577 art. 8 (and, alike, law 6100 art. 92): a term runs from the day after the notice; the day of
  receipt is day 0.
- Law 657 art. 99-100: the week has forty hours, and the hours of each day are set with a break at noon; most offices
  work from 08.30 to 12.30 and from 13.30 to 17.30.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.errors import Invalid
from makam_kernel.holidays import OFFICIAL, YEARS, Holiday, Kind

ONE_DAY = timedelta(days=1)
SATURDAY = 5
HALVES = ((time(8, 30), time(12, 30)), (time(13, 30), time(17, 30)))
"""From when until when the office works, before and after noon."""


class WorkCalendar:
    """The official holidays, corrected by what an office has entered by hand.

    `extra_holidays` maps a day to the name of the leave that closes it (administrative leave by circular), or
    to None where an official holiday does not apply; a weekend stays a weekend.
    """

    def __init__(self, extra_holidays: Mapping[date, str | None] | None = None):
        extra = dict(extra_holidays or {})
        kept = [holiday for holiday in OFFICIAL if extra.get(holiday.day, holiday.name) is not None]
        added = [Holiday(day, name, Kind.LOCAL) for day, name in extra.items() if name is not None]
        self._holidays = sorted([*kept, *added], key=lambda holiday: (holiday.day, holiday.starts))
        self._closed = {holiday.day for holiday in self._holidays if holiday.whole_day}
        self._shortened = {holiday.day for holiday in self._holidays} - self._closed

    def is_workday(self, day: date) -> bool:
        """Whether the office works on this day, be it only in the morning."""
        _refuse_unknown(day)
        return day.weekday() < SATURDAY and day not in self._closed

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is day 0 and may be any day."""
        if n < 0:
            raise ValueError("n must not be negative")
        _refuse_unknown(day)
        while n:
            day += ONE_DAY
            if self.is_workday(day):
                n -= 1
        return day

    def add_workhours(self, instant: datetime, term: timedelta) -> datetime:
        """When the office has worked for `term` since `instant`, which may be at any hour of any day."""
        if term <= timedelta():
            raise ValueError("a term lasts")
        day = day_of(instant)
        while True:
            for starts, ends in self._hours_of(day):
                left = ends - max(starts, instant)
                if term <= left:
                    return ends - left + term
                term -= max(left, timedelta())
            day += ONE_DAY

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`."""
        return self.last_workday_on_or_before(day - ONE_DAY)

    def last_workday_on_or_before(self, day: date) -> date:
        """The day by which to act when a term ends on `day`."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def _hours_of(self, day: date) -> list[tuple[datetime, datetime]]:
        """The spans in which the office works on this day; a holiday that begins at 13.00 takes the afternoon."""
        if not self.is_workday(day):
            return []
        halves = HALVES[:1] if day in self._shortened else HALVES
        return [tuple(datetime.combine(day, hour, ISTANBUL).astimezone(UTC) for hour in half) for half in halves]

    def holidays_between(self, first: date, last: date) -> list[Holiday]:
        """Every holiday from `first` to `last`, both included, in order; two may share one day."""
        _refuse_unknown(first)
        _refuse_unknown(last)
        return [holiday for holiday in self._holidays if first <= holiday.day <= last]


def _refuse_unknown(day: date) -> None:
    """A term that would be counted without knowing the holidays is refused, never guessed."""
    if isinstance(day, datetime):
        raise TypeError("an instant has no working day before its place is known: give a date")
    if day.year not in YEARS:
        raise Invalid("workdays.unknown_year", year=day.year)
