"""The life of a public day, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a public day stands."""

    ANNOUNCED = "announced"
    OPEN = "open"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    REPORTED = "reported"


ALLOWED = {
    Status.ANNOUNCED: {Status.OPEN},
    Status.OPEN: {Status.RUNNING},
    Status.RUNNING: {Status.PAUSED, Status.CLOSED},
    Status.PAUSED: {Status.RUNNING, Status.CLOSED},
    Status.CLOSED: {Status.REPORTED},
    Status.REPORTED: set(),
}

TAKES_PEOPLE = {Status.OPEN, Status.RUNNING, Status.PAUSED}
"""While a number can be had."""

UNDER_WAY = {Status.RUNNING, Status.PAUSED}
"""Between the first call and the closing."""


def move(current, target, *, only_from=None):
    """``target``, if a public day may go there from ``current``; ``Conflict("public_day.wrong_status")`` otherwise.

    Two ways lead to ``running``, to start and to resume: ``only_from`` tells which is meant.
    """
    table = ALLOWED
    if only_from not in (None, current):
        table = {**ALLOWED, Status(current): ALLOWED[Status(current)] - {target}}
    return states.move("public_day", table, current, target)
