"""Every SELECT about wishes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import page
from visitors_service.policy import POLICY
from visitors_service.wishes.models import Wish


def within(actor, action="wish.read"):
    """The wishes that an actor reaches by an action; those beyond ``wish.read`` do not exist for them. A wish is with a
    unit as a referral or as a request."""
    return POLICY.reach(actor, action).where(
        units=(Wish.unit_id, Wish.request_unit_id), restricted=Wish.restricted
    )


def list_page(reading, *, public_day_id, place_id, end, limit, cursor):
    """One page of the wishes that the actor may see, in the order in which they were heard."""
    query = select(Wish).where(within(reading.actor))
    wanted = ((Wish.public_day_id, public_day_id), (Wish.place_id, place_id), (Wish.end, end))
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    order, kinds = (Wish.recorded_at, Wish.id), (datetime.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def of_category(session, code):
    """The wishes of a category that are not restricted yet, locked."""
    query = select(Wish).where(Wish.category == code, Wish.restricted.is_(False))
    return session.scalars(query.order_by(Wish.id).with_for_update(of=Wish)).all()


def wish_behind(session, origin):
    """The wish that a request names as its origin, locked; None for a request that came by another door."""
    noun, _, id = (origin or "").partition("/")
    if noun != Wish.noun:
        return None
    return session.scalar(select(Wish).where(Wish.id == UUID(id)).with_for_update(of=Wish))
