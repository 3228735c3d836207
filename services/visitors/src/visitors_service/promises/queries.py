"""Every SELECT about promises."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import page
from visitors_service.policy import POLICY
from visitors_service.promises.models import Promise
from visitors_service.promises.workflow import OPEN
from visitors_service.public_days.models import PublicDay
from visitors_service.wishes.models import Wish


def within(actor, action="promise.read"):
    """The promises that an actor reaches by an action; those beyond ``promise.read`` do not exist for them. A promise
    is with the unit that answers for it, and as restricted as its wish."""
    restricted = select(Wish.restricted).where(Wish.id == Promise.wish_id).scalar_subquery()
    return POLICY.reach(actor, action).where(units=(Promise.unit_id,), restricted=restricted)


def list_page(reading, *, open, late, unit_id, public_day_id, limit, cursor, today):
    """One page of the promises that the actor may see, by the day on which they are due."""
    query = select(Promise).where(within(reading.actor))
    if open is not None:
        query = query.where(Promise.status.in_(OPEN) if open else Promise.status.not_in(OPEN))
    if late is not None:
        is_late = Promise.status.in_(OPEN) & (Promise.due_on < today)
        query = query.where(is_late if late else ~is_late)
    if unit_id is not None:
        query = query.where(Promise.unit_id == unit_id)
    if public_day_id is not None:
        of_day = select(Wish.id).where(Wish.public_day_id == public_day_id)
        query = query.where(Promise.wish_id.in_(of_day))
    order, kinds = (Promise.due_on, Promise.id), (date.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def promises_of(session, wish_id):
    """The promises that were given for a wish, locked."""
    of_wish = select(Promise).where(Promise.wish_id == wish_id)
    return session.scalars(of_wish.order_by(Promise.id).with_for_update(of=Promise)).all()


def promise_behind(session, source):
    """The promise for whose sake something was ordered, locked; None for what has another source."""
    noun, _, id = (source or "").partition("/")
    if noun != Promise.noun:
        return None
    return session.scalar(select(Promise).where(Promise.id == UUID(id)).with_for_update(of=Promise))


def given_on(session, public_day_id, seen):
    """The promises of a public day that are ``seen``, by the day on which they are due."""
    of_day = select(Wish.id).where(Wish.public_day_id == public_day_id)
    given = select(Promise).where(Promise.wish_id.in_(of_day), seen)
    return session.scalars(given.order_by(Promise.due_on, Promise.id)).all()


def open_from_before(session, day, seen):
    """The promises of earlier public days that are still to be kept and are ``seen``, by the day on which they are
    due."""
    earlier = select(Wish.id).join(PublicDay, PublicDay.id == Wish.public_day_id).where(PublicDay.day < day)
    unkept = select(Promise).where(Promise.wish_id.in_(earlier), Promise.status.in_(OPEN), seen)
    return session.scalars(unkept.order_by(Promise.due_on, Promise.id)).all()
