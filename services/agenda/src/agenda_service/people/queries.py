"""Every SELECT about people and their posts."""

from sqlalchemy import and_, or_, select

from agenda_service.people.models import Holding, Person, Post
from makam_kernel.errors import NotFound


def lock(session, *ids):
    """Stand in line for the time of these people; all do so in one order."""
    session.scalars(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()).all()


def check_known(session, ids):
    """``NotFound("person.not_found")`` unless all of these people are known here."""
    known = set(session.scalars(select(Person.id).where(Person.id.in_(ids))))
    if known != set(ids):
        raise NotFound("person.not_found")


def is_serving(session, person_id, day):
    """Whether somebody is active and holds a post on a day."""
    active = select(Person.id).where(Person.id == person_id, Person.active)
    return session.scalar(active) is not None and bool(_posts_of(session, person_id, day))


def roles_of(session, person_id, day):
    """The roles that somebody's own posts give on a day."""
    return {role for post in _posts_of(session, person_id, day) for role in post.roles}


class UnitsOf:
    """Stands where a policy wants the column of a unit: the units in which somebody holds a post on a day."""

    def __init__(self, person_id, day):
        self.person_id, self.day = person_id, day

    def in_(self, units):
        """The criterion that one of them is among ``units``."""
        return self.person_id.in_(_held_on(select(Holding.person_id), self.day).where(Post.unit_id.in_(units)))


def _posts_of(session, person_id, day):
    return session.scalars(_held_on(select(Post), day).where(Holding.person_id == person_id)).all()


def _held_on(query, day):
    return query.join_from(Holding, Post, Post.id == Holding.post_id).where(
        _covers(Holding.from_on, Holding.until_on, day), _covers(Post.valid_from, Post.valid_to, day)
    )


def _covers(first, last, day):
    return and_(first <= day, or_(last.is_(None), last >= day))
