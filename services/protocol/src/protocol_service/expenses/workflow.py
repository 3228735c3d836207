"""The life of an expense, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an expense stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    ORDERED = "ordered"
    ACCEPTED = "accepted"
    ACCRUED = "accrued"
    PAID = "paid"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


ALLOWED = {
    Status.REQUESTED: {Status.APPROVED, Status.REFUSED, Status.CANCELLED},
    Status.APPROVED: {Status.ORDERED, Status.CANCELLED},
    Status.ORDERED: {Status.ACCEPTED, Status.CANCELLED},
    Status.ACCEPTED: {Status.ACCRUED, Status.CANCELLED},
    Status.ACCRUED: {Status.PAID, Status.CANCELLED},
    Status.PAID: {Status.REFUNDED},
    Status.REFUNDED: {Status.REFUNDED},  # money may come back in parts
    Status.REFUSED: set(),
    Status.CANCELLED: set(),
}

NOT_ORDERED = (Status.REQUESTED, Status.APPROVED)
TO_BE_HELD = (*NOT_ORDERED, Status.ORDERED)
TO_BE_PAID = (Status.ACCEPTED, Status.ACCRUED)
OPEN = (*TO_BE_HELD, *TO_BE_PAID)
INSTRUCTED = (Status.APPROVED, Status.ORDERED, Status.ACCEPTED)
BOUND = (*INSTRUCTED, Status.ACCRUED)
INVOICED = (Status.ORDERED, Status.ACCEPTED)


def move(current, target):
    """``target``, if an expense may go there from ``current``; ``Conflict("expense.wrong_status")`` otherwise."""
    return states.move("expense", ALLOWED, current, target)


def check(current, states_for_it, wanted):
    """Refuse what leaves an expense where it stands, unless it stands in one of these states."""
    if current not in states_for_it:
        raise states.wrong_status("expense", ALLOWED, current, wanted)
