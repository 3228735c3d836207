"""What is done with posts, and who holds them."""

from uuid import UUID

from sqlalchemy import select

from makam_gateway.finding import begin_words_of
from makam_gateway.people.models import Person
from makam_gateway.posts.last_operator import operator_remains
from makam_gateway.posts.models import Holding, Post
from makam_gateway.posts.queries import holdings_of, post_with_code
from makam_gateway.posts.schemas import (
    ChangePost,
    CreatePost,
    EndHolding,
    GetPost,
    HoldingList,
    HoldingView,
    HoldPost,
    ListHoldings,
    ListPosts,
    PostsPage,
    PostView,
)
from makam_gateway.units.models import Unit
from makam_kernel.cursor import page
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.remote import Desk, command, query


class PostsDesk(Desk):
    """The posts of the municipality. What they give holds from the next request of their holders on."""

    @command(CreatePost, returns=PostView, allow="post.manage")
    def create_post(self, tx, code, **facts):
        """Add a post."""
        if post_with_code(tx.session, code):
            raise Conflict("post.exists", code=code)
        _check(tx, facts)
        post = Post(code=code)
        return tx.add(post, post.set(**facts))

    @command(ChangePost, returns=PostView, allow="post.manage")
    def change_post(self, tx, post_id, version, **facts):
        """Change a post: its title, its place, what it gives, its end."""
        post = tx.get(Post, post_id, version=version)
        _check(tx, facts)
        with operator_remains(tx):
            return tx.change(post, post.set(**facts))

    @query(GetPost, returns=PostView, allow="post.read")
    def get_post(self, reading, post_id):
        """A post."""
        return reading.get(Post, post_id)

    @query(ListPosts, returns=PostsPage, allow="post.read")
    def list_posts(self, reading, title, limit, cursor):
        """A page of posts, by title."""
        order, kinds = (Post.title_sort, Post.id), (str, UUID)
        query = select(Post) if title is None else select(Post).where(begin_words_of(Post.title_folded, title))
        return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)

    @command(HoldPost, returns=HoldingView, allow="post.manage")
    def hold_post(self, tx, post_id, person_id, **days):
        """Give a post to a person."""
        post = tx.get(Post, post_id)
        _lock(tx, person_id)
        holding = Holding(person_id=person_id, post_id=post_id, post=post, **days)
        fact = holding.begin()
        _check_single(tx, holding)
        return tx.add(holding, fact)

    @command(EndHolding, returns=HoldingView, allow="post.manage")
    def end_holding(self, tx, holding_id, version, until_on):
        """Name the last day of a holding, or take that back."""
        holding = tx.get(Holding, holding_id, version=version)
        _lock(tx, holding.person_id)
        with operator_remains(tx):
            fact = holding.end(until_on)
            _check_single(tx, holding)
            return tx.change(holding, fact)

    @query(ListHoldings, returns=HoldingList, allow="post.read")
    def list_holdings(self, reading, person_id):
        """The posts of a person."""
        reading.get(Person, person_id)
        return {"items": holdings_of(reading.session, person_id)}


def _check(tx, facts):
    if facts["valid_to"] and facts["valid_to"] < facts["valid_from"]:
        raise Invalid("post.ends_before_it_begins")
    if facts["unit_id"] and tx.session.get(Unit, facts["unit_id"]) is None:
        raise Invalid("unit.unknown", unit_id=str(facts["unit_id"]))


def _lock(tx, person_id):
    """Who gives posts to one person stands in line, so that two at once do not give the same."""
    if tx.session.get(Person, person_id, with_for_update=True) is None:
        raise Invalid("person.unknown", person_id=str(person_id))


def _check_single(tx, holding):
    with tx.session.no_autoflush:
        others = holdings_of(tx.session, holding.person_id)
    if other := next((other for other in others if holding.doubles(other)), None):
        raise Conflict("holding.overlaps", code=holding.post.code, from_on=f"{other.from_on}")
