"""The life of the mayor's promise, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a promise stands."""

    GIVEN = "given"
    OWNED = "owned"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"


ALLOWED = {
    Status.GIVEN: {Status.OWNED, Status.BROKEN, Status.RELEASED},
    Status.OWNED: {Status.OWNED, Status.KEPT, Status.BROKEN, Status.RELEASED},  # OWNED: another unit
    Status.KEPT: {Status.OWNED},  # it was not done after all
    Status.BROKEN: {Status.KEPT, Status.OWNED, Status.RELEASED},  # KEPT: late is better than never
    Status.RELEASED: set(),
}

OPEN = {Status.GIVEN, Status.OWNED, Status.BROKEN}
"""Shown: until the promise is kept, or the citizen releases the mayor from it."""


def move(current, target):
    """``target``, if a promise may go there from ``current``; ``Conflict("promise.wrong_status")`` otherwise."""
    return states.move("promise", ALLOWED, current, target)
