"""The life of an urgent item, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an urgent item stands on its way to the mayor's eyes."""

    ARRIVED = "arrived"
    FILTERED = "filtered"
    BEFORE_THE_MAYOR = "before_the_mayor"
    SEEN = "seen"
    DISMISSED = "dismissed"


ALLOWED = {
    Status.ARRIVED: {Status.FILTERED, Status.DISMISSED},
    Status.FILTERED: {Status.FILTERED, Status.BEFORE_THE_MAYOR, Status.DISMISSED},  # FILTERED: another rank
    Status.BEFORE_THE_MAYOR: {Status.SEEN, Status.DISMISSED},
    Status.SEEN: set(),
    Status.DISMISSED: set(),
}

WAITING = {Status.ARRIVED, Status.FILTERED, Status.BEFORE_THE_MAYOR}


def move(current, target):
    """``target``, if an item may go there from ``current``; ``Conflict("urgent_item.wrong_status")`` otherwise."""
    return states.move("urgent_item", ALLOWED, current, target)
