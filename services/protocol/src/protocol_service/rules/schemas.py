"""What is asked and told about the rules of courtesies."""

from datetime import date

from marshmallow import ValidationError, validates

from makam_kernel.schema import Boolean, Code, Command, Integer, ListOf, Nested, Text, View
from protocol_service.rules.kinds import EVERY_DAY, Kind

DAY = {"example": EVERY_DAY}
WORDS = {"example": "Akçınar Belediye Başkanı Elif Karaca"}
SOURCE = {"example": "Makam talimatı"}
A_LEAP_YEAR = 2028


class SetCourtesyRule(Command):
    """Sets what holds for a kind of courtesy on every day (``*``) or on one day of the year (``05-19``): whether one is
    sent at all, the words on it, and how many minutes before the beginning it is delivered."""

    kind = Code(Kind, required=True)
    day = Text(load_default=EVERY_DAY, most=5, metadata=DAY)
    is_sent = Boolean(load_default=True)
    words = Text(load_default=None, allow_none=True, most=1000, metadata=WORDS)
    minutes_before = Integer(load_default=30, most=10080)
    source = Text(load_default=None, allow_none=True, most=300, metadata=SOURCE)

    @validates("day")
    def _day(self, value, **_kwargs):
        if value == EVERY_DAY:
            return
        try:
            if f"{date.fromisoformat(f'{A_LEAP_YEAR}-{value}'):%m-%d}" != value:
                raise ValueError
        except ValueError:
            raise ValidationError("format") from None


class ListCourtesyRules(Command):
    """Asks for the rules of courtesies."""


class CourtesyRuleView(View):
    """What holds for a kind of courtesy on every day or on one day of the year."""

    kind = Code(Kind, required=True)
    day = Text(required=True, metadata=DAY)
    is_sent = Boolean(required=True)
    words = Text(required=True, allow_none=True, metadata=WORDS)
    minutes_before = Integer(required=True)
    source = Text(required=True, allow_none=True, metadata=SOURCE)


class CourtesyRuleList(View):
    """The rules of courtesies, by kind and day."""

    items = ListOf(Nested(CourtesyRuleView), required=True, most=3000)
