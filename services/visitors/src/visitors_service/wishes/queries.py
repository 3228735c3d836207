"""Every SELECT about wishes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import false, or_, select, true

from makam_kernel.cursor import page
from visitors_service.wishes.models import Wish

SEES_ALL = ("mayor", "deputy", "director", "secretary", "front_desk")
SEES_OWN_UNIT = ("unit_director", "unit_staff")


def visible_to(actor):
    """Which wishes exist for an actor: a unit knows those that are with it, as a referral or as a request."""
    if actor.service or actor.has(*SEES_ALL):
        return true()
    if actor.has(*SEES_OWN_UNIT):
        return or_(Wish.unit_id.in_(actor.units), Wish.request_unit_id.in_(actor.units))
    return false()


def list_page(reading, *, public_day_id, place_id, end, limit, cursor):
    """One page of the wishes that the actor may see, in the order in which they were heard."""
    query = select(Wish).where(visible_to(reading.actor))
    wanted = ((Wish.public_day_id, public_day_id), (Wish.place_id, place_id), (Wish.end, end))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    order, kinds = (Wish.recorded_at, Wish.id), (datetime.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def wish_behind(session, origin):
    """The wish that a request names as its origin, locked; None for a request that came by another door."""
    noun, _, id = (origin or "").partition("/")
    if noun != Wish.noun:
        return None
    return session.scalar(select(Wish).where(Wish.id == UUID(id)).with_for_update(of=Wish))
