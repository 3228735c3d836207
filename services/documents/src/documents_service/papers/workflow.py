"""The life of a paper, in one table; those of its kinds begin apart and end apart."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a paper stands."""

    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    NUMBERED = "numbered"
    DISTRIBUTED = "distributed"
    FILED = "filed"
    REFUSED = "refused"
    REGISTERED = "registered"
    FORWARDED = "forwarded"
    CLOSED = "closed"


ALLOWED = {
    Status.DRAFTED: {Status.IN_REVIEW, Status.SUBMITTED},
    Status.IN_REVIEW: {Status.IN_REVIEW, Status.SUBMITTED, Status.DRAFTED},  # DRAFTED: returned with a note
    Status.SUBMITTED: {Status.APPROVED, Status.REFUSED, Status.DRAFTED},
    Status.APPROVED: {Status.NUMBERED},
    Status.NUMBERED: {Status.DISTRIBUTED, Status.FILED},
    Status.DISTRIBUTED: {Status.FILED},
    Status.FILED: set(),
    Status.REFUSED: set(),
    Status.REGISTERED: {Status.FORWARDED, Status.CLOSED},
    Status.FORWARDED: {Status.FORWARDED, Status.CLOSED},
    Status.CLOSED: set(),
}

UNDER_WAY = {Status.IN_REVIEW, Status.SUBMITTED}
"""Somebody has to initial it or to sign it."""

UNDISTRIBUTED = {Status.NUMBERED, Status.REGISTERED}
"""It is final, and nobody has been sent it."""

OVER = {Status.FILED, Status.REFUSED, Status.CLOSED}


def move(current, target):
    """``target``, if a paper may go there from ``current``; ``Conflict("paper.wrong_status")`` otherwise."""
    return states.move("paper", ALLOWED, current, target)
