"""The kinds of courtesies, and what the office calls them."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of courtesies."""

    WREATH = "wreath"
    FLOWERS = "flowers"
    GIFT = "gift"
    MESSAGE = "message"
    CONGRATULATION = "congratulation"
    CONDOLENCE = "condolence"


NAMES = {
    Kind.WREATH: "Çelenk",
    Kind.FLOWERS: "Çiçek",
    Kind.GIFT: "Hediye",
    Kind.MESSAGE: "Mesaj",
    Kind.CONGRATULATION: "Tebrik",
    Kind.CONDOLENCE: "Taziye",
}

EVERY_DAY = "*"
"""The day of a rule that holds on every day."""
