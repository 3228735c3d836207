"""Every SELECT about places in the queue."""

from itertools import islice

from sqlalchemy import select

from makam_kernel.cursor import page
from makam_kernel.errors import Conflict, NotFound
from visitors_service.places.models import Place
from visitors_service.places.order import Reason, in_order, turn
from visitors_service.places.workflow import GONE_AT_CLOSE, UNFINISHED, Status

BY_CLASS = (Place.rank, Place.arrived_at, Place.number)
BY_ARRIVAL = (Place.arrived_at, Place.number)


def next_in_line(session, day):
    """Whose turn it is on this day, whose row the caller has locked, and why; ``Conflict("queue.empty")`` when nobody
    waits. Two rows are read, however many wait; ``order.in_order`` says the same about all of them."""
    waiting = _waiting(day.id).limit(1)
    prioritised = session.scalar(waiting.where(Place.prioritised).order_by(*BY_CLASS))
    general = session.scalar(waiting.where(~Place.prioritised).order_by(*BY_ARRIVAL))
    if prioritised is None and general is None:
        raise Conflict("queue.empty")
    reason = turn(
        prioritised is not None,
        general is not None,
        after=day.general_after,
        since=day.calls_since_general,
    )
    return (prioritised if reason == Reason.PRIORITY else general), reason


def queue(session, day):
    """Everybody who waits, in the order of the calls to come, each with the reason."""
    waiting = session.scalars(_waiting(day.id)).all()
    ordered = in_order(waiting, after=day.general_after, since=day.calls_since_general)
    return [
        {"position": position, "place": place, "reason": reason, "after": day.general_after}
        for position, (place, reason) in enumerate(ordered, start=1)
    ]


def next_calls(session, day, most):
    """For whom the next calls are, if nobody else came; no more are read than can be among so many."""
    waiting = _waiting(day.id).limit(most)
    prioritised = session.scalars(waiting.where(Place.prioritised).order_by(*BY_CLASS)).all()
    general = session.scalars(waiting.where(~Place.prioritised).order_by(*BY_ARRIVAL)).all()
    ordered = in_order([*prioritised, *general], after=day.general_after, since=day.calls_since_general)
    return [place for place, _reason in islice(ordered, most)]


def on_screen(session, public_day_id):
    """Who is called or inside, the last called first."""
    shown = select(Place).where(Place.public_day_id == public_day_id, Place.status.in_(UNFINISHED))
    return session.scalars(shown.order_by(Place.called_at.desc(), Place.number.desc())).all()


def list_page(reading, *, public_day_id, status, limit, cursor):
    """One page of the places of a day, by number."""
    query = select(Place).where(Place.public_day_id == public_day_id)
    if status is not None:
        query = query.where(Place.status == status)
    return page(reading.session, query, order=(Place.number,), kinds=(int,), limit=limit, cursor=cursor)


def day_of_place(session, place_id):
    """The public day that a place belongs to, by id; ``NotFound("place.not_found")`` when there is no such place."""
    found = session.scalar(select(Place.public_day_id).where(Place.id == place_id))
    if found is None:
        raise NotFound("place.not_found")
    return found


def remaining(session, public_day_id):
    """Who has neither been received nor gone, locked, when the day is closed."""
    rest = select(Place).where(Place.public_day_id == public_day_id, Place.status.in_(GONE_AT_CLOSE))
    return session.scalars(rest.order_by(Place.number).with_for_update()).all()


def _waiting(public_day_id):
    return select(Place).where(Place.public_day_id == public_day_id, Place.status == Status.WAITING)
