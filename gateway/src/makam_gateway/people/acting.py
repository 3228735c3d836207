"""What somebody may do at an instant: by the posts that they hold, and by those of whoever they stand in for."""

from sqlalchemy import bindparam, select

from makam_gateway.deputisings.models import Deputising
from makam_gateway.people.models import Person
from makam_gateway.posts.queries import held_on
from makam_gateway.units.queries import units_below
from makam_kernel.actor import Actor, Grant
from makam_kernel.clock import day_of

_ABSENT = (  # asked with every request, so it is put together once
    select(Person.id, Person.name)
    .join(Deputising, Deputising.absent_id == Person.id)
    .where(Deputising.deputy_id == bindparam("deputy"), Deputising.absent_id != bindparam("deputy"))
    .where(Deputising.from_at <= bindparam("at"), bindparam("at") < Deputising.until_at)
    .order_by(Person.name_sort, Person.id)
)


def actor_of(session, person, at):
    """The actor that a person is at ``at``.

    Whoever stands in for somebody has what that one's own posts give, and nothing that came to that one by standing in
    for a third. Somebody who is away need not be active for it, for their post needs a deputy all the more; but without
    a post there is nothing to stand in for.
    """
    day = day_of(at)
    absent = _absent(session, person, at)
    held = held_on(session, [person.id, *absent], day)
    posts = [post for posts in held.values() for post in posts]
    below = units_below(session, {post.unit_id for post in posts if post.unit_id}, day)
    return Actor(
        id=str(person.id),
        name=person.name,
        grants=frozenset(
            Grant(role, post.unit_id, below.get(post.unit_id, frozenset())) for post in posts for role in post.roles
        ),
        acting_for=tuple((str(id), name) for id, name in absent.items() if id in held),
    )


def _absent(session, person, at):
    """Those whom the person stands in for, as id → name, in the order of their names."""
    return dict(session.execute(_ABSENT, {"deputy": person.id, "at": at}).all())
