"""The life of an appointment request, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where an appointment stands."""

    RECEIVED = "received"
    WEIGHED = "weighed"
    WAITING = "waiting"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    HELD = "held"
    NO_SHOW = "no_show"
    DECLINED = "declined"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_DECIDED = {Status.PROPOSED, Status.SCHEDULED, Status.DECLINED, Status.REFERRED, Status.WITHDRAWN}

ALLOWED = {
    Status.RECEIVED: {Status.WEIGHED, Status.WAITING, *_DECIDED},
    Status.WEIGHED: {Status.WEIGHED, Status.WAITING, *_DECIDED},  # WEIGHED: again, for a reason
    Status.WAITING: {Status.WEIGHED, *_DECIDED},
    Status.PROPOSED: {
        Status.WEIGHED,
        Status.SCHEDULED,
        Status.REFERRED,
        Status.DECLINED,
        Status.WITHDRAWN,
        Status.EXPIRED,
    },
    Status.SCHEDULED: {Status.SCHEDULED, Status.WEIGHED, Status.HELD, Status.NO_SHOW, Status.WITHDRAWN},
    Status.HELD: set(),
    Status.NO_SHOW: set(),
    Status.DECLINED: set(),
    Status.REFERRED: {Status.WITHDRAWN},
    Status.WITHDRAWN: set(),
    Status.EXPIRED: {Status.WEIGHED},  # nobody answered in time; the office takes it up again
}

PENDING = {Status.RECEIVED, Status.WEIGHED, Status.WAITING}
"""Nobody has given it a time yet, or keeps one for it."""

OPEN = PENDING | {Status.PROPOSED, Status.EXPIRED}
"""The office still owes an answer."""


class Hold(StrEnum):
    """Where a time that was offered stands."""

    HELD = "held"
    ACCEPTED = "accepted"
    RELEASED = "released"


class Because(StrEnum):
    """Why an appointment is weighed again."""

    ASKED = "asked"
    TIME_TAKEN = "time_taken"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


_HANDED_OVER = ALLOWED | {Status.REFERRED: ALLOWED[Status.RECEIVED]}


def move(current, target, *, handed_over=False):
    """``target``, if an appointment may go there from ``current``; ``Conflict("appointment.wrong_status")`` otherwise.
    With a deputy who has yet to find a time (``handed_over``) it goes on like one that was just received."""
    return states.move("appointment", _HANDED_OVER if handed_over else ALLOWED, current, target)


def wrong_status(current, wanted):
    """The refusal of what the table allows, though not in this way."""
    return states.wrong_status("appointment", ALLOWED, current, wanted)
