"""The life of an invitation that was received, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an invitation stands."""

    RECEIVED = "received"
    ATTENDS = "attends"
    DEPUTISED = "deputised"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ALLOWED = {
    Status.RECEIVED: {Status.ATTENDS, Status.DEPUTISED, Status.DECLINED, Status.WITHDRAWN},
    Status.ATTENDS: {Status.DEPUTISED, Status.DECLINED, Status.WITHDRAWN},
    Status.DEPUTISED: {Status.DEPUTISED, Status.ATTENDS, Status.DECLINED, Status.WITHDRAWN},  # another deputy goes
    Status.DECLINED: {Status.ATTENDS, Status.DEPUTISED, Status.WITHDRAWN},  # minds are changed, schedules too
    Status.WITHDRAWN: set(),
}

OPEN = {Status.RECEIVED}
"""What still waits for its answer."""


def move(current, target):
    """``target``, if an invitation may go there from ``current``; ``Conflict("invitation.wrong_status")`` otherwise."""
    return states.move("invitation", ALLOWED, current, target)


def check_standing(current):
    """``Conflict("invitation.wrong_status")`` for an invitation that was taken back."""
    if current == Status.WITHDRAWN:
        raise states.wrong_status("invitation", ALLOWED, current, Status.RECEIVED)
