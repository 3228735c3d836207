"""The life of a courtesy, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a courtesy stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    PAID = "paid"
    CANCELLED = "cancelled"


ALLOWED = {
    Status.PROPOSED: {Status.APPROVED, Status.CANCELLED},
    Status.APPROVED: {Status.ORDERED, Status.DELIVERED, Status.CANCELLED},  # DELIVERED: it costs nothing
    Status.ORDERED: {Status.DELIVERED, Status.CANCELLED},
    Status.DELIVERED: {Status.PAID},
    Status.PAID: set(),
    Status.CANCELLED: set(),
}

TO_DELIVER = {Status.PROPOSED, Status.APPROVED, Status.ORDERED}


def move(current, target):
    """``target``, if a courtesy may go there from ``current``; ``Conflict("courtesy.wrong_status")`` otherwise."""
    return states.move("courtesy", ALLOWED, current, target)
