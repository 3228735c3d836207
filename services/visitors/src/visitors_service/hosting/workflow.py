"""The life of a hosting task, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a hosting task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


ALLOWED = {
    Status.OPEN: {Status.DONE, Status.DROPPED},
    Status.DONE: set(),
    Status.DROPPED: set(),
}


def move(current, target):
    """``target``, if a task may go there from ``current``; ``Conflict("hosting_task.wrong_status")`` otherwise."""
    return states.move("hosting_task", ALLOWED, current, target)


def check_open(current, wanted):
    """Refuse what leaves a task open, unless it is."""
    if current != Status.OPEN:
        raise states.wrong_status("hosting_task", ALLOWED, current, wanted)
