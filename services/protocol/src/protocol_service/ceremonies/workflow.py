"""The life of a ceremony, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a ceremony stands."""

    DRAFT = "draft"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    READY = "ready"
    HELD = "held"
    REPORTED = "reported"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


OFF = {Status.POSTPONED, Status.CANCELLED}

ALLOWED = {
    Status.DRAFT: {Status.PLANNED, Status.CANCELLED},
    Status.PLANNED: {Status.ANNOUNCED, *OFF},
    Status.ANNOUNCED: {Status.READY, Status.HELD, Status.PLANNED, *OFF},  # PLANNED: another day is announced anew
    Status.READY: {Status.HELD, Status.PLANNED, *OFF},
    Status.HELD: {Status.REPORTED},
    Status.REPORTED: set(),
    Status.POSTPONED: {Status.PLANNED, Status.CANCELLED},
    Status.CANCELLED: set(),
}

AHEAD = {Status.DRAFT, Status.PLANNED, Status.ANNOUNCED, Status.READY, Status.POSTPONED}
"""It has not taken place and may still be prepared."""

FIXED = {Status.PLANNED, Status.ANNOUNCED, Status.READY}
"""It is going to take place at its time."""


def move(current, target):
    """``target``, if a ceremony may go there from ``current``; ``Conflict("ceremony.wrong_status")`` otherwise."""
    return states.move("ceremony", ALLOWED, current, target)


def check_ahead(current):
    """``Conflict("ceremony.wrong_status")`` for a ceremony that nothing can be prepared for any more."""
    if current not in AHEAD:
        raise states.wrong_status("ceremony", ALLOWED, current, Status.PLANNED)
