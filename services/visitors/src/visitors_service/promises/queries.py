"""Every SELECT about promises."""

from datetime import date
from uuid import UUID

from sqlalchemy import false, select, true

from makam_kernel.cursor import page
from visitors_service.promises.models import Promise
from visitors_service.promises.workflow import OPEN
from visitors_service.public_days.models import PublicDay
from visitors_service.wishes.models import Wish

SEES_ALL = ("mayor", "deputy", "director", "secretary", "front_desk")
SEES_OWN_UNIT = ("unit_director", "unit_staff")


def visible_to(actor):
    """Which promises exist for an actor: a unit knows those that it answers for."""
    if actor.service or actor.has(*SEES_ALL):
        return true()
    return Promise.unit_id.in_(actor.units) if actor.has(*SEES_OWN_UNIT) else false()


def list_page(reading, *, open, late, unit_id, public_day_id, limit, cursor, today):
    """One page of the promises that the actor may see, by the day on which they are due."""
    query = select(Promise).where(visible_to(reading.actor))
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


def given_on(session, public_day_id):
    """The promises of a public day, by the day on which they are due."""
    of_day = select(Wish.id).where(Wish.public_day_id == public_day_id)
    given = select(Promise).where(Promise.wish_id.in_(of_day))
    return session.scalars(given.order_by(Promise.due_on, Promise.id)).all()


def open_from_before(session, day):
    """The promises of earlier public days that are still to be kept, by the day on which they are due."""
    earlier = select(Wish.id).join(PublicDay, PublicDay.id == Wish.public_day_id).where(PublicDay.day < day)
    unkept = select(Promise).where(Promise.wish_id.in_(earlier), Promise.status.in_(OPEN))
    return session.scalars(unkept.order_by(Promise.due_on, Promise.id)).all()
