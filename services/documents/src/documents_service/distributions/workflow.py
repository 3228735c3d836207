"""The life of one addressee's copy of a paper, in one table."""

from enum import StrEnum

from makam_kernel import states


class Purpose(StrEnum):
    """Why somebody is sent a paper: to act on it (gereği), or to know of it (bilgi)."""

    ACTION = "action"
    INFORMATION = "information"


class Status(StrEnum):
    """Where a copy stands."""

    PLANNED = "planned"
    SENT = "sent"
    RECEIVED = "received"
    READ = "read"
    DONE = "done"


ALLOWED = {
    Status.PLANNED: {Status.SENT},
    Status.SENT: {Status.RECEIVED},
    Status.RECEIVED: {Status.READ},
    Status.READ: {Status.DONE},
    Status.DONE: set(),
}


def move(current, target):
    """``target``, if a copy may go there from ``current``; ``Conflict("distribution.wrong_status")`` otherwise."""
    return states.move("distribution", ALLOWED, current, target)
