"""Every SELECT about posts and about who holds them."""

from sqlalchemy import bindparam, select

from makam_gateway.people.models import Person
from makam_gateway.posts.models import Holding, Post
from makam_gateway.spans import covers


def post_with_code(session, code):
    """The post of this code, or None."""
    return session.scalar(select(Post).where(Post.code == code))


_HELD = (  # asked with every request, so it is put together once
    select(Holding.person_id, Post)
    .join(Post, Post.id == Holding.post_id)
    .where(
        Holding.person_id.in_(bindparam("people", expanding=True)),
        covers(Holding.from_on, Holding.until_on, bindparam("day")),
        covers(Post.valid_from, Post.valid_to, bindparam("day")),
    )
    .order_by(Post.title_sort, Post.id)
)


def held_on(session, person_ids, day):
    """The posts that these people hold on a day, by person, and by title within."""
    held = {}
    for person_id, post in session.execute(_HELD, {"people": person_ids, "day": day}):
        held.setdefault(person_id, []).append(post)
    return held


def has_operator(session):
    """Whether somebody who is active holds, without an end, a post that makes an operator. The holdings are locked: of
    two who would each dismiss the other, the second waits for the first."""
    query = select(Holding).join(Person, Person.id == Holding.person_id)
    query = query.where(Person.active, Holding.until_on.is_(None))
    lasting = session.scalars(query.order_by(Holding.id).with_for_update(of=Holding)).all()
    return any(one.post.valid_to is None and "operator" in one.post.roles for one in lasting)


def holdings_of(session, person_id):
    """All that a person held, holds and is going to hold, the newest first."""
    query = select(Holding).where(Holding.person_id == person_id)
    return session.scalars(query.order_by(Holding.from_on.desc(), Holding.id)).all()
