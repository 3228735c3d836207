"""Where a calendar has time: by its hours and rules, and by the same reckoning as booking, so that what is offered is
not refused."""

from datetime import datetime, timedelta

from agenda_service.absences.queries import away_between
from agenda_service.entries.gaps import Wanted, clash, minutes
from agenda_service.entries.queries import of_days
from makam_kernel.clock import ISTANBUL, day_of

STEP = minutes(15)
MOST_DAYS = 62


def free_slots(session, calendar, workdays, *, at, first, last, length, limit, but=None, **wanted):
    """The first times of ``length`` minutes that are free from one day to another, both included, as ``(from, until)``.
    ``wanted`` are the place, the way and the preparation; ``workdays`` is the process's work calendar; the time of the
    entry ``but``, which is to be moved, is free."""
    first = max(first, day_of(at))
    last = min(last, first + timedelta(days=MOST_DAYS))
    if first > last:
        return []
    near = of_days(session, calendar, first - timedelta(days=1), last + timedelta(days=1), at=at)
    taken = [entry for entry in near if entry is not but]
    away = away_between(session, calendar.holder_id, *_bounds(first, last))
    closed = [(absence.from_at, absence.until_at) for absence in away]
    found = []
    for day in _days(first, last):
        spans = _open(calendar, workdays, day)
        closed_hours = [*closed, *_at_hours(day, calendar.public_hours_on(day))]
        if _too_long(calendar, day, taken, length):
            continue
        for starts_at, ends_at in _starts(spans, minutes(length)):
            slot = Wanted(starts_at, ends_at, **wanted)
            is_open = not any(starts_at < until and ends_at > since for since, until in closed_hours)
            is_soon = starts_at < at + minutes(calendar.minimum_notice_minutes)
            if is_open and not is_soon and not any(clash(slot, entry, calendar.rest_minutes) for entry in taken):
                found.append((starts_at, ends_at))
                if len(found) == limit:
                    return found
    return found


def is_in_hours(calendar, workdays, starts_at, ends_at):
    """Whether a time lies in the hours in which the calendar offers appointments."""
    return any(since <= starts_at and ends_at <= until for since, until in _open(calendar, workdays, day_of(starts_at)))


def _open(calendar, workdays, day):
    """The spans of a day in which appointments are offered; none on a holiday, and on an eve only until it begins."""
    holidays = workdays.holidays_between(day, day)
    if any(holiday.whole_day for holiday in holidays):
        return []
    ends = min((datetime.combine(day, holiday.starts, ISTANBUL) for holiday in holidays), default=None)
    spans = _at_hours(day, calendar.hours_on(day))
    return [(since, min(until, ends) if ends else until) for since, until in spans]


def _too_long(calendar, day, taken, length):
    """Whether the day would be longer than its holder wants."""
    if calendar.longest_day_minutes is None:
        return False
    since, until = _bounds(day, day)
    parts = [min(entry.ends_at, until) - max(entry.starts_at, since) for entry in taken]
    booked = sum((part for part in parts if part > timedelta()), timedelta())
    return booked + minutes(length) > minutes(calendar.longest_day_minutes)


def _starts(spans, length):
    for since, until in spans:
        while since + length <= until:
            yield since, since + length
            since += STEP


def _at_hours(day, hours):
    return [tuple(datetime.combine(day, hour, ISTANBUL) for hour in part) for part in hours]


def _bounds(first, last):
    midnight = datetime.min.time()
    end = last + timedelta(days=1)
    return datetime.combine(first, midnight, ISTANBUL), datetime.combine(end, midnight, ISTANBUL)


def _days(first, last):
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
