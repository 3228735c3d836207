"""The weeks that the demonstration tells: working days around one public day, each with eight moments.

All is told from the public day, so that loading that was interrupted goes on days later where it stopped.
"""

from datetime import datetime, time

from makam_kernel.clock import ISTANBUL
from makam_kernel.workdays import WorkCalendar

MOMENTS = [time(8, 40), time(9, 30), time(10, 20), time(11, 10), time(13, 40), time(14, 30), time(15, 20), time(16, 30)]
MORNING = time(9, 15)
BEFORE, AFTER = 10, 6
DAYS = BEFORE + 1 + AFTER
A_DAY = len(MOMENTS)
PUBLIC_DAY = BEFORE * A_DAY
"""The first moment of the public day, whose morning belongs to it alone."""

AFTERNOON = PUBLIC_DAY + A_DAY // 2
LAST = DAYS * A_DAY - 1
CALENDAR = WorkCalendar()


def today():
    """The real day in Istanbul, wherever the business clock stands."""
    return datetime.now(ISTANBUL).date()


def next_morning():
    """A working morning, the same one all day long: nothing depends on the hour or the day it is."""
    return at(CALENDAR.add_workdays(today(), 1), MORNING)


def usual_public_day(today):
    """The public day of a demonstration that is loaded today."""
    day = today
    for _ in range(AFTER + 1):
        day = CALENDAR.previous_workday(day)
    return day


class Weeks:
    """The working days around a public day."""

    def __init__(self, public_day):
        before, day = [], public_day
        for _ in range(BEFORE):
            day = CALENDAR.previous_workday(day)
            before.insert(0, day)
        after = [CALENDAR.add_workdays(public_day, n) for n in range(1, AFTER + 1)]
        self.public_day = public_day
        self.days = [*before, public_day, *after]

    def instant(self, moment):
        """When this moment is: moments are counted through all days."""
        day, hour = divmod(moment, A_DAY)
        return at(self.days[day], MOMENTS[hour])

    def quarter(self, day, quarter):
        """When this quarter of a told day is: one of four moments, of the public day one of its afternoon."""
        day = max(0, min(day, DAYS - 1))
        return self.instant(day * A_DAY + (A_DAY // 2 + quarter if day == BEFORE else 2 * quarter))

    def day(self, n):
        """The day of this number: one that is told, or a working day after them."""
        return self.days[n] if n < DAYS else CALENDAR.add_workdays(self.days[-1], n - DAYS + 1)


def at(day, hour):
    """This hour of this day in Istanbul."""
    return datetime.combine(day, hour, ISTANBUL)
