"""Every SELECT about ceremonies."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import instant, page
from protocol_service.ceremonies.models import Ceremony
from protocol_service.ceremonies.workflow import OFF, Status
from protocol_service.policy import POLICY


def within(actor):
    """The ceremonies that an actor may read: all of them, or none."""
    return POLICY.reach(actor, "ceremony.read").where()


def list_page(reading, *, from_on, until_on, limit, cursor, **equal):
    """One page of ceremonies by their beginning; ``equal`` names columns and the values wanted in them."""
    query = select(Ceremony)
    if from_on is not None:
        query = query.where(Ceremony.starts_at >= first_of(from_on))
    if until_on is not None:
        query = query.where(Ceremony.starts_at < first_of(until_on + timedelta(days=1)))
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(Ceremony, name) == wanted)
    order = (Ceremony.starts_at, Ceremony.id)
    return page(reading.session, query, order=order, kinds=(instant, UUID), limit=limit, cursor=cursor)


def first_of(day):
    """The first instant of a day of the office."""
    return datetime.combine(day, time(), ISTANBUL)


def on_day(session, first, end):
    """The ceremonies that begin from one instant until another and are going to take place then, or took place."""
    found = select(Ceremony).where(Ceremony.starts_at >= first, Ceremony.starts_at < end)
    found = found.where(Ceremony.status.not_in((Status.DRAFT, *OFF)))
    return session.scalars(found.order_by(Ceremony.starts_at, Ceremony.id)).all()
