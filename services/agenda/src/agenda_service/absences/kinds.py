"""Why somebody is absent, and what of that is nobody else's matter."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of absence."""

    ANNUAL_LEAVE = "annual_leave"
    SICK_LEAVE = "sick_leave"
    DUTY_TRAVEL = "duty_travel"
    COURSE = "course"
    OTHER = "other"


OFFICIAL = {Kind.DUTY_TRAVEL, Kind.COURSE}
"""What the office itself sends somebody to. All others are shown alike: were sick leave alone kept back, keeping back
would tell."""

ABSENT = "absent"
"""How the others are shown to those who may not know more."""
