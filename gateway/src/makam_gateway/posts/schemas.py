"""What is asked and told about posts and about who holds them."""

from makam_gateway.roles import ROLES
from makam_kernel.schema import Code, Command, Day, Id, Integer, ListOf, Nested, Page, Text, View


class PostFacts(Command):
    """What a post is."""

    title = Text(required=True, most=200, metadata={"example": "Fen İşleri Müdürü"})
    unit_id = Id(load_default=None, allow_none=True)
    roles = ListOf(Code(ROLES), most=len(ROLES), required=True, metadata={"example": ["unit_director"]})
    valid_from = Day(required=True, metadata={"example": "2024-01-01"})
    valid_to = Day(load_default=None, allow_none=True, metadata={"example": None})


class CreatePost(PostFacts):
    """Adds a post."""

    code = Text(required=True, most=60, metadata={"example": "FEN.MUDUR"})


class ChangePost(PostFacts):
    """Changes a post for all who hold it; its code stays."""

    post_id = Id(required=True)
    version = Integer(required=True, least=1)


class GetPost(Command):
    """Asks for a post."""

    post_id = Id(required=True)


class ListPosts(Page):
    """Asks for the posts, by title; those alone in whose titles words begin as these do, if any are given."""

    title = Text(load_default=None, allow_none=True, most=200, metadata={"example": "fen mud"})


class PostView(View):
    """A post."""

    id = Id(required=True)
    version = Integer(required=True)
    code = Text(required=True, metadata={"example": "FEN.MUDUR"})
    title = Text(required=True, metadata={"example": "Fen İşleri Müdürü"})
    unit_id = Id(allow_none=True)
    roles = ListOf(Code(ROLES), required=True, metadata={"example": ["unit_director"]})
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)


class PostsPage(View):
    """A page of posts."""

    items = ListOf(Nested(PostView), required=True)
    next_cursor = Text(allow_none=True)


class HeldPost(View):
    """A post, as those see it who look up who is who."""

    id = Id(required=True)
    code = Text(required=True, metadata={"example": "FEN.MUDUR"})
    title = Text(required=True, metadata={"example": "Fen İşleri Müdürü"})
    unit_id = Id(allow_none=True)
    roles = ListOf(Code(ROLES), required=True, metadata={"example": ["unit_director"]})


class HoldPost(Command):
    """Gives a post to a person, from a day on."""

    post_id = Id(required=True)
    person_id = Id(required=True)
    from_on = Day(required=True, metadata={"example": "2024-01-01"})
    until_on = Day(load_default=None, allow_none=True, metadata={"example": None})


class EndHolding(Command):
    """Names the last day on which somebody holds a post."""

    holding_id = Id(required=True)
    version = Integer(required=True, least=1)
    until_on = Day(required=True, allow_none=True)


class ListHoldings(Command):
    """Asks which posts a person held, holds and is going to hold."""

    person_id = Id(required=True)


class HoldingView(View):
    """That somebody holds a post, from a day until a day, both included."""

    id = Id(required=True)
    version = Integer(required=True)
    person_id = Id(required=True)
    post = Nested(HeldPost, required=True)
    from_on = Day(required=True)
    until_on = Day(required=True, allow_none=True)


class HoldingList(View):
    """The posts of a person, the newest first."""

    items = ListOf(Nested(HoldingView), most=1000, required=True)
