"""Every SELECT about visits."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import page
from visitors_service.policy import POLICY
from visitors_service.visits.models import Visit
from visitors_service.visits.workflow import EXPECTED, INSIDE


def within(actor, action="visit.read"):
    """The visits that an actor reaches by an action; those beyond ``visit.read`` do not exist for them. A visit is with
    the unit that is host to it."""
    return POLICY.reach(actor, action).where(units=(Visit.host_unit_id,))


def list_page(reading, *, day, status, host_unit_id, limit, cursor):
    """One page of the visits that the actor may see, by their planned time."""
    query = select(Visit).where(within(reading.actor))
    if day is not None:
        first, end = _bounds(day)
        query = query.where(Visit.planned_at >= first, Visit.planned_at < end)
    if status is not None:
        query = query.where(Visit.status == status)
    if host_unit_id is not None:
        query = query.where(Visit.host_unit_id == host_unit_id)
    order, kinds = (Visit.planned_at, Visit.id), (datetime.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def holder_of_card(session, card_number):
    """The visit inside the house that has this card, or None."""
    inside = Visit.status.in_(INSIDE)
    return session.scalar(select(Visit).where(Visit.card_number == card_number, inside).limit(1))


def visit_of(session, source):
    """The visit that was last planned because of this thing, locked, or None."""
    found = select(Visit).where(Visit.source == source).order_by(Visit.id.desc()).limit(1)
    return session.scalar(found.with_for_update(of=Visit))


def unfinished_until(session, day):
    """The visits planned for this day or before that are still expected or inside, locked."""
    _first, end = _bounds(day)
    unfinished = select(Visit).where(Visit.planned_at < end, Visit.status.in_(EXPECTED | INSIDE))
    return session.scalars(unfinished.order_by(Visit.planned_at, Visit.id).with_for_update()).all()


def _bounds(day):
    """The first instant of a day of the office, and that of the next."""
    first = datetime.combine(day, time(), ISTANBUL)
    return first, datetime.combine(day + timedelta(days=1), time(), ISTANBUL)
