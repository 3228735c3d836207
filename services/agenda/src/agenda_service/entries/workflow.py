"""The life of an entry, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an entry stands."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    HELD = "held"
    CANCELLED = "cancelled"


ALLOWED = {
    Status.TENTATIVE: {Status.CONFIRMED, Status.CANCELLED},
    Status.CONFIRMED: {Status.MOVED, Status.HELD, Status.CANCELLED},
    Status.MOVED: {Status.MOVED, Status.HELD, Status.CANCELLED},  # firm, at another time than was first told
    Status.HELD: set(),
    Status.CANCELLED: set(),
}

AHEAD = {Status.TENTATIVE, Status.CONFIRMED, Status.MOVED}
"""It may still take place."""


def move(current, target):
    """``target``, if an entry may go there from ``current``; ``Conflict("entry.wrong_status")`` otherwise."""
    return states.move("entry", ALLOWED, current, target)


def check_ahead(current):
    """``Conflict("entry.wrong_status")`` unless it may still take place."""
    if current not in AHEAD:
        raise states.wrong_status("entry", ALLOWED, current, current)
