"""Business time: due dates, jobs, the year of a register number and ``at=`` all come from here.

Machine time (leases, tokens, deadlines, the audit's second stamp) is never moved and is read from ``time`` directly.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from makam_kernel.errors import Forbidden

ISTANBUL = ZoneInfo("Europe/Istanbul")


def day_of(instant):
    """The calendar day of an instant where the office stands."""
    return instant.astimezone(ISTANBUL).date()


class Clock:
    """The wall clock, moved by the offset (in seconds) that a file holds; without a file it can't be moved.

    The file is shared by all processes of a demonstration or test site, so that they move together, at once.
    """

    def __init__(self, file=None):
        self._file = Path(file) if file else None
        self._seen = None
        self._offset = timedelta()

    def now(self):
        """The present business instant, in UTC with microseconds."""
        return datetime.now(UTC) + self._read_offset()

    def today(self):
        """The present business day in Istanbul."""
        return day_of(self.now())

    def set(self, instant):
        """Make ``instant`` the present. Refused where business time is real (``clock.is_real``)."""
        if not self._file:
            raise Forbidden("clock.is_real")
        offset = (instant - datetime.now(UTC)).total_seconds()
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(offset))
        os.replace(fresh, self._file)

    def _read_offset(self):
        if self._file:
            try:
                stat = self._file.stat()
            except FileNotFoundError:
                return timedelta()
            seen = stat.st_mtime_ns, stat.st_ino
            if seen != self._seen:
                self._offset = timedelta(seconds=float(self._file.read_text()))
                self._seen = seen
        return self._offset
