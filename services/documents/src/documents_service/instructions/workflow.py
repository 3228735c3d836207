"""The life of an instruction at one unit, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an instruction stands at its unit."""

    GIVEN = "given"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


ALLOWED = {
    Status.GIVEN: {Status.DELIVERED, Status.ACKNOWLEDGED, Status.GIVEN, Status.WITHDRAWN},  # GIVEN: to another unit
    Status.DELIVERED: {Status.ACKNOWLEDGED, Status.GIVEN, Status.WITHDRAWN},
    Status.ACKNOWLEDGED: {Status.IN_PROGRESS, Status.DONE, Status.GIVEN, Status.WITHDRAWN},
    Status.IN_PROGRESS: {Status.IN_PROGRESS, Status.DONE, Status.GIVEN, Status.WITHDRAWN},  # IN_PROGRESS: a report
    Status.DONE: {Status.ACCEPTED, Status.RETURNED, Status.GIVEN, Status.WITHDRAWN},
    Status.RETURNED: {Status.IN_PROGRESS, Status.DONE, Status.GIVEN, Status.WITHDRAWN},
    Status.ACCEPTED: set(),
    Status.WITHDRAWN: set(),
}

CLOSED = {Status.ACCEPTED, Status.WITHDRAWN}
UNRECEIVED = {Status.GIVEN, Status.DELIVERED}
"""The unit has not confirmed yet that it has it."""

TO_DO = set(Status) - CLOSED - {Status.DONE}
"""Something is still to be done by the unit."""


def move(current, target):
    """``target``, if an instruction may go there from ``current``; otherwise ``Conflict("instruction.wrong_status")``,
    with the allowed ones."""
    return states.move("instruction", ALLOWED, current, target)


def check_to_do(current):
    """Refuse what is only for an instruction on which the unit still works."""
    if current not in TO_DO:
        raise states.wrong_status("instruction", ALLOWED, current, current)
