"""The life of a citizen's request, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a request stands."""

    REGISTERED = "registered"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    SOLVED = "solved"
    OBJECTED = "objected"
    REOPENED = "reopened"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CLOSED_WITH_REASON = "closed_with_reason"
    WITHDRAWN = "withdrawn"
    VOID = "void"


_ENDS_EARLY = {Status.WITHDRAWN, Status.VOID}

ALLOWED = {
    Status.REGISTERED: {Status.ROUTED, *_ENDS_EARLY},
    Status.ROUTED: {Status.ACCEPTED, Status.ROUTED, Status.REGISTERED, *_ENDS_EARLY},  # REGISTERED: sent back
    Status.ACCEPTED: {Status.IN_PROGRESS, Status.ROUTED, Status.REGISTERED, *_ENDS_EARLY},
    Status.IN_PROGRESS: {Status.SOLVED, Status.ROUTED, *_ENDS_EARLY},
    # Only the citizen's word, or their silence, ends a solved request (Gemlik regulation art. 5, W4).
    Status.SOLVED: {Status.CONFIRMED, Status.OBJECTED, Status.UNCONFIRMED},
    Status.OBJECTED: {Status.REOPENED, Status.CLOSED_WITH_REASON},
    Status.REOPENED: {Status.IN_PROGRESS, Status.ROUTED, *_ENDS_EARLY},
    Status.UNCONFIRMED: {Status.REOPENED},  # the citizen speaks after all, within the window
    Status.CONFIRMED: set(),
    Status.CLOSED_WITH_REASON: set(),
    Status.WITHDRAWN: set(),
    Status.VOID: set(),
}

OPEN = {status for status, targets in ALLOWED.items() if targets} - {Status.UNCONFIRMED}
"""Where something is still to be done by somebody."""

UNANSWERED = {Status.REGISTERED, Status.ROUTED, Status.ACCEPTED, Status.IN_PROGRESS}
"""Before the first answer, while the law's clock runs."""


def move(current, target):
    """``target``, if a request may go there from ``current``; otherwise ``wrong_status``."""
    return states.move("request", ALLOWED, current, target)


def wrong_status(current, wanted):
    """The refusal of what can't happen now, with where the request may go instead."""
    return states.wrong_status("request", ALLOWED, current, wanted)
