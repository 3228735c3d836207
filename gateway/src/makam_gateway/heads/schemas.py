"""What is asked about the kept heads."""

from makam_kernel.schema import Command, Instant, Integer, ListOf, Nested, Text, View


class ListKeptHeads(Command):
    """Asks for the ends of the services' audit chains that are kept here."""


class KeptHeadLine(View):
    """The end of one service's chain; ``lost_at`` is when the chain was first seen not to hold it any more."""

    service = Text(required=True, metadata={"example": "requests"})
    place = Integer(required=True)
    hash = Text(required=True)
    kept_at = Instant(required=True)
    lost_at = Instant(allow_none=True)


class KeptHeadList(View):
    """All kept heads."""

    items = ListOf(Nested(KeptHeadLine), required=True)
