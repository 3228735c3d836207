"""When the work for a ceremony is to be done: so many working days before it (T−n) or after it (T+n)."""

from datetime import datetime, time

from makam_kernel.clock import ISTANBUL

RED_LINE = -2
"""From two working days before the ceremony on, whatever had to be done by then and is not stands out in red."""

LAST_MINUTE = time(23, 59)


def workday_from(calendar, day, offset):
    """The working day so many before ``day`` (T−n) or after it (T+n); T0 is the day itself, which may be any day."""
    if offset >= 0:
        return calendar.add_workdays(day, offset)
    for _ in range(-offset):
        day = calendar.previous_workday(day)
    return day


def end_of(day):
    """The last minute of a day of the office."""
    return datetime.combine(day, LAST_MINUTE, ISTANBUL)
