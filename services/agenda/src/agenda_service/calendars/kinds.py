"""Whose time a calendar is."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of calendar."""

    MAYOR = "mayor"
    DEPUTY = "deputy"
    ADVISER = "adviser"
    ROOM = "room"
