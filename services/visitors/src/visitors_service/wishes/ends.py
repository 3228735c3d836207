"""How a wish ends: none is left without."""

from enum import StrEnum


class End(StrEnum):
    """What becomes of a wish: a citizen request, an appointment, a referral to a unit, or an answer on the spot."""

    REQUEST = "request"
    APPOINTMENT = "appointment"
    REFERRAL = "referral"
    ANSWERED = "answered"
