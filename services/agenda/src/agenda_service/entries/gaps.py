"""What must lie between two entries of one calendar: the way, the preparation, the rest. Nothing but arithmetic, the
same for those that are booked and those that are offered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from makam_kernel.turkish import fold


@dataclass(frozen=True)
class Wanted:
    """A time that somebody wants: as much of an entry as the rules look at."""

    starts_at: datetime
    ends_at: datetime
    place: str | None = None
    travel_minutes: int = 0
    preparation_minutes: int = 0


def minutes(number):
    """So many minutes, as a span."""
    return timedelta(minutes=number)


def reach(entry):
    """From when until when an entry occupies its calendar: on the way there, prepared for, and on the way back."""
    before = entry.travel_minutes + entry.preparation_minutes
    return entry.starts_at - minutes(before), entry.ends_at + minutes(entry.travel_minutes)


def is_same_place(one, other):
    """Whether there is no way between two entries."""
    return bool(one.place and other.place) and fold(one.place) == fold(other.place)


def way(before, after):
    """The minutes on the way from one entry to the next: from there to the office, and on."""
    return 0 if is_same_place(before, after) else before.travel_minutes + after.travel_minutes


def needed(before, after, rest):
    """The minutes that must lie between two entries. On the way and in preparation one has one's rest."""
    return max(rest, way(before, after) + after.preparation_minutes)


def in_order(one, other):
    """Two entries, the earlier first."""
    return (one, other) if (one.starts_at, one.ends_at) <= (other.starts_at, other.ends_at) else (other, one)


def clash(one, other, rest):
    """Whether two entries of one calendar stand in each other's way."""
    before, after = in_order(one, other)
    return before.ends_at + minutes(needed(before, after, rest)) > after.starts_at
