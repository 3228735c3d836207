"""The life of a deputising, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a deputising stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    ENDED = "ended"
    CANCELLED = "cancelled"


ALLOWED = {
    Status.PROPOSED: {Status.APPROVED, Status.CANCELLED},
    Status.APPROVED: {Status.IN_FORCE, Status.CANCELLED},
    Status.IN_FORCE: {Status.ENDED},
    Status.ENDED: set(),
    Status.CANCELLED: set(),
}

GRANTED = {Status.APPROVED, Status.IN_FORCE, Status.ENDED}
"""In its span the deputy stands in, or stood in."""


def move(current, target):
    """``target``, if a deputising may go there from ``current``; ``Conflict("deputising.wrong_status")`` otherwise."""
    return states.move("deputising", ALLOWED, current, target)
