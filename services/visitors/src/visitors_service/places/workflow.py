"""The life of a place in the queue, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where somebody in the queue stands."""

    REGISTERED = "registered"
    WAITING = "waiting"
    CALLED = "called"
    WITH_MAYOR = "with_mayor"
    DONE = "done"
    SKIPPED = "skipped"
    LEFT = "left"


ALLOWED = {
    Status.REGISTERED: {Status.WAITING, Status.LEFT},
    Status.WAITING: {Status.CALLED, Status.LEFT},
    Status.CALLED: {Status.WITH_MAYOR, Status.SKIPPED, Status.LEFT},
    Status.WITH_MAYOR: {Status.DONE},
    Status.SKIPPED: {Status.CALLED, Status.LEFT},  # CALLED: recalled
    Status.DONE: set(),
    Status.LEFT: set(),
}

UNFINISHED = {Status.CALLED, Status.WITH_MAYOR}
"""Somebody has begun with this person and not ended."""

GONE_AT_CLOSE = {Status.REGISTERED, Status.WAITING, Status.SKIPPED}
"""Who is still there, or never came, when the day is closed has left."""

HEARD = {Status.WITH_MAYOR, Status.DONE}
"""Who has spoken with the mayor."""


def move(current, target, *, only_from=None):
    """``target``, if a place may go there from ``current``; ``Conflict("place.wrong_status")`` otherwise.

    Two ways lead to ``called``, in turn and after being skipped: ``only_from`` tells which is meant.
    """
    table = ALLOWED
    if only_from not in (None, current):
        table = {**ALLOWED, Status(current): ALLOWED[Status(current)] - {target}}
    return states.move("place", table, current, target)
