"""What is done for guests, and the templates of it: which tasks a visit has as a rule, and how long before the guests
come each has to be ready."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of hosting task."""

    WELCOME = "welcome"
    ROOM = "room"
    TREAT = "treat"
    INTERPRETER = "interpreter"
    GIFT = "gift"
    PHOTOGRAPH = "photograph"
    GUEST_BOOK = "guest_book"
    TRANSFER = "transfer"
    ACCOMMODATION = "accommodation"


TITLES = {
    Kind.WELCOME: "Karşılama",
    Kind.ROOM: "Salon",
    Kind.TREAT: "İkram",
    Kind.INTERPRETER: "Tercüman",
    Kind.GIFT: "Hediye",
    Kind.PHOTOGRAPH: "Fotoğraf",
    Kind.GUEST_BOOK: "Anı defteri",
    Kind.TRANSFER: "Ulaşım",
    Kind.ACCOMMODATION: "Konaklama",
}


class Template(StrEnum):
    """What is prepared for a guest, for a delegation, and for a delegation from abroad."""

    GUEST = "guest"
    DELEGATION = "delegation"
    FOREIGN_DELEGATION = "foreign_delegation"


_GUEST = {Kind.WELCOME: 10, Kind.ROOM: 30, Kind.TREAT: 15}
_DELEGATION = _GUEST | {Kind.GIFT: 60, Kind.PHOTOGRAPH: 15, Kind.GUEST_BOOK: 15}
_ABROAD = {Kind.INTERPRETER: 24 * 60, Kind.TRANSFER: 24 * 60, Kind.ACCOMMODATION: 7 * 24 * 60}

TASKS = {
    Template.GUEST: _GUEST,
    Template.DELEGATION: _DELEGATION,
    Template.FOREIGN_DELEGATION: _DELEGATION | _ABROAD,
}
"""Minutes before the visit, by kind of task."""
