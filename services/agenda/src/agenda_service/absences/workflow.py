"""The life of an absence, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an absence stands."""

    PLANNED = "planned"
    APPROVED = "approved"
    BEGUN = "begun"
    ENDED = "ended"
    ENDED_EARLY = "ended_early"
    CANCELLED = "cancelled"


ALLOWED = {
    Status.PLANNED: {Status.APPROVED, Status.CANCELLED},
    Status.APPROVED: {Status.BEGUN, Status.CANCELLED},
    Status.BEGUN: {Status.ENDED, Status.ENDED_EARLY},
    Status.ENDED: set(),
    Status.ENDED_EARLY: set(),
    Status.CANCELLED: set(),
}

AHEAD = {Status.PLANNED, Status.APPROVED, Status.BEGUN}
"""There is still time in it for which somebody may stand in."""

GRANTED = {Status.APPROVED, Status.BEGUN}


def move(current, target):
    """``target``, if an absence may go there from ``current``; ``Conflict("absence.wrong_status")`` otherwise."""
    return states.move("absence", ALLOWED, current, target)
