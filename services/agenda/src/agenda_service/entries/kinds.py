"""What an entry is, and what those see of it who may not know."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of entry."""

    APPOINTMENT = "appointment"
    MEETING = "meeting"
    CEREMONY = "ceremony"
    VISIT = "visit"
    CALL = "call"
    INSPECTION = "inspection"
    TRAVEL = "travel"
    PRIVATE = "private"
    BLOCKED = "blocked"


BUSY = "busy"
"""The kind of a private entry to those who may not know more."""

DOLU = "Dolu"
"""And its summary."""


class Part(StrEnum):
    """What somebody of the house has to do with an entry."""

    PARTICIPANT = "participant"
    DRIVER = "driver"
