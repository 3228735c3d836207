"""Every SELECT about deputising."""

from uuid import UUID

from sqlalchemy import and_, or_, select

from agenda_service.deputisings.models import Deputising
from agenda_service.deputisings.workflow import GRANTED, Status
from agenda_service.people.queries import UnitsOf
from agenda_service.policy import reach
from agenda_service.spans import holds, meets, touches
from makam_kernel.clock import day_of
from makam_kernel.cursor import instant, page

OVER = (Status.ENDED, Status.CANCELLED)


def visible_to(look):
    """What exists for whoever looks: the deputisings of those whom they may see absent, and those in which they stand
    in themselves."""
    return or_(within(look, "deputising.read"), _reached(look, "deputising.read", Deputising.deputy_id))


def within(look, action):
    """The deputisings that whoever looks reaches by an action, as matters of the one who is absent."""
    return _reached(look, action, Deputising.absent_id)


def list_page(reading, *, day, open, limit, cursor, **equal):
    """One page of the deputisings that the actor may see, by their first instant; ``equal`` names columns and the
    values wanted in them."""
    query = select(Deputising).where(visible_to(reading))
    if day is not None:
        query = query.where(touches(Deputising, day))
    if open is not None:
        query = query.where(Deputising.status.not_in(OVER) if open else Deputising.status.in_(OVER))
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(Deputising, name) == wanted)
    order, kinds = (Deputising.from_at, Deputising.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def deputises_in(look, person_id, from_at, until_at):
    """A deputising by which the person stands in for another in this span, the first of them, or None."""
    return _first(look, from_at, until_at, Deputising.deputy_id == person_id)


def deputised_in(look, absence_id, from_at, until_at):
    """A deputising of this absence in this span, the first of them, or None."""
    return _first(look, from_at, until_at, Deputising.absence_id == absence_id)


def in_force_at(session, absent_id, at):
    """The deputising by which somebody stands in for the person at an instant, or None."""
    granted = select(Deputising).where(Deputising.absent_id == absent_id, Deputising.status.in_(GRANTED))
    return session.scalar(granted.where(holds(Deputising, at)))


def of_absence(session, absence_id):
    """The deputisings of an absence that are not over, locked."""
    open = select(Deputising).where(Deputising.absence_id == absence_id, Deputising.status.not_in(OVER))
    return session.scalars(open.order_by(Deputising.id).with_for_update()).all()


def _first(look, from_at, until_at, *criteria):
    """A proposal that nobody approved in its time is void, also before its job says so."""
    is_void = and_(Deputising.status == Status.PROPOSED, Deputising.until_at <= look.at)
    kept = select(Deputising).where(Deputising.status != Status.CANCELLED, ~is_void, *criteria)
    return look.session.scalar(kept.where(meets(Deputising, from_at, until_at)).order_by(Deputising.from_at).limit(1))


def _reached(look, action, whose):
    return reach(look.actor, action).where(units=(UnitsOf(whose, day_of(look.at)),), own=whose)
