"""What is told about posts, and about who holds them."""

from makam_gateway.roles import ROLES
from makam_kernel.events import Event
from makam_kernel.schema import Code, Day, Id, ListOf, Text


class PostChanged(Event):
    """A post is new, or other than before; whole, for those who keep a copy."""

    type = "post.changed.v1"

    code = Text(required=True, metadata={"example": "FEN.MUDUR"})
    title = Text(required=True, metadata={"example": "Fen İşleri Müdürü"})
    unit_id = Id(required=True, allow_none=True)
    roles = ListOf(Code(ROLES), required=True, metadata={"example": ["unit_director"]})
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class PostSnapshot(PostChanged):
    """Where a post stands, told anew."""

    type = "post.snapshot.v1"


class HoldingChanged(Event):
    """Somebody holds a post, or holds it for another time than before. One that ends before it begins never was."""

    type = "holding.changed.v1"

    person_id = Id(required=True)
    post_id = Id(required=True)
    from_on = Day(required=True)
    until_on = Day(required=True, allow_none=True)


class HoldingSnapshot(HoldingChanged):
    """Where a holding stands, told anew."""

    type = "holding.snapshot.v1"
