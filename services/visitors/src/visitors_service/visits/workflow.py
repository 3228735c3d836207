"""The life of a visit, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    RECEIVED = "received"
    DEPARTED = "departed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    DAY_CLOSED = "day_closed"


ALLOWED = {
    Status.PLANNED: {Status.PLANNED, Status.CONFIRMED, Status.ARRIVED, Status.CANCELLED, Status.NO_SHOW},
    Status.CONFIRMED: {Status.PLANNED, Status.ARRIVED, Status.CANCELLED, Status.NO_SHOW},  # PLANNED: for another time
    Status.ARRIVED: {Status.RECEIVED, Status.DEPARTED, Status.DAY_CLOSED},
    Status.RECEIVED: {Status.DEPARTED, Status.DAY_CLOSED},
    Status.DEPARTED: set(),
    Status.CANCELLED: set(),
    Status.NO_SHOW: set(),
    Status.DAY_CLOSED: set(),  # nobody saw them leave
}

INSIDE = {Status.ARRIVED, Status.RECEIVED}
EXPECTED = {Status.PLANNED, Status.CONFIRMED}


def move(current, target):
    """``target``, if a visit may go there from ``current``; ``Conflict("visit.wrong_status")`` otherwise."""
    return states.move("visit", ALLOWED, current, target)
