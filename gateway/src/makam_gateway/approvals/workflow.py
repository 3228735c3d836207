"""The life of an approval, in one table."""

from enum import StrEnum

from makam_kernel import states


class Kind(StrEnum):
    """What takes two people."""

    ERASE_PERSON = "erase_person"
    EXPORT_PERSON = "export_person"
    LIFT_RESTRICTION = "lift_restriction"


class Status(StrEnum):
    """Where an approval stands; ``partly``: a service was away or refused, and it may be carried out again."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    PARTLY = "partly"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ALLOWED = {
    Status.PROPOSED: {Status.APPROVED, Status.REFUSED, Status.WITHDRAWN, Status.EXPIRED},
    Status.APPROVED: {Status.PARTLY, Status.DONE, Status.EXPIRED},
    Status.PARTLY: {Status.PARTLY, Status.DONE},
    Status.DONE: set(),
    Status.REFUSED: set(),
    Status.WITHDRAWN: set(),
    Status.EXPIRED: set(),
}


def move(current, target):
    """``target``, if an approval may go there from ``current``; otherwise ``wrong_status``."""
    return states.move("approval", ALLOWED, current, target)


def wrong_status(current, wanted):
    """The refusal of what can't happen now."""
    return states.wrong_status("approval", ALLOWED, current, wanted)
