"""The life of an item of work for a ceremony, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an item of work stands."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"


ALLOWED = {
    Status.OPEN: {Status.LATE, Status.DONE, Status.ON_HOLD, Status.DROPPED},
    Status.LATE: {Status.OPEN, Status.DONE, Status.ON_HOLD, Status.DROPPED},  # OPEN: the ceremony has another day
    Status.DONE: set(),
    Status.ON_HOLD: {Status.OPEN, Status.DROPPED},  # the ceremony is postponed
    Status.DROPPED: set(),
}

TO_DO = {Status.OPEN, Status.LATE}
SETTLED = {Status.DONE, Status.DROPPED}


def move(current, target):
    """``target``, if an item may go there from ``current``; ``Conflict("ceremony_task.wrong_status")`` otherwise."""
    return states.move("ceremony_task", ALLOWED, current, target)
