"""Every SELECT about requests."""

from datetime import date, datetime
from uuid import UUID

from makam_kernel.cursor import page
from makam_kernel.errors import NotFound
from sqlalchemy import and_, false, func, or_, select, true

from requests_service.categories.models import Category
from requests_service.requests.models import Request
from requests_service.requests.workflow import OPEN, Status

SEES_ALL = ("director", "mayor")
SEES_UNRESTRICTED = ("secretary", "front_desk", "deputy")
SEES_OWN_UNIT = ("unit_director", "unit_staff")

ORDERS = {
    "newest": ((Request.received_at, Request.id), (datetime.fromisoformat, UUID)),
    "due": ((Request.statutory_due_on, Request.id), (date.fromisoformat, UUID)),
}


def visible_to(actor):
    """Which requests exist for an actor. A restricted category exists for its unit and those who see all."""
    if actor.service or actor.has(*SEES_ALL):
        return true()
    seen = []
    if actor.has(*SEES_UNRESTRICTED):
        seen.append(Request.restricted.is_(False))
    if actor.has(*SEES_OWN_UNIT):
        seen.append(Request.unit_id.in_(actor.units))
    return or_(false(), *seen)


def list_page(reading, *, status, unit_id, origin, open, late, order, limit, cursor, today):
    """One page of the requests that the actor may see."""
    query = select(Request).where(visible_to(reading.actor))
    for column, wanted in ((Request.status, status), (Request.unit_id, unit_id), (Request.origin, origin)):
        if wanted is not None:
            query = query.where(column == wanted)
    if open is not None:
        query = query.where(Request.status.in_(OPEN) if open else Request.status.not_in(OPEN))
    if late is not None:
        query = query.where(_late(today) if late else ~_late(today))
    columns, kinds = ORDERS[order]
    return page(
        reading.session,
        query,
        order=columns,
        kinds=kinds,
        limit=limit,
        cursor=cursor,
        descending=order == "newest",
    )


def _late(today):
    """Past the internal or the statutory day, and still to be answered."""
    unanswered = Request.status.in_(OPEN - {Status.SOLVED})
    return and_(
        unanswered,
        or_(Request.statutory_due_on < today, func.coalesce(Request.internal_due_on < today, False)),
    )


def by_number(session, number, *, lock=False):
    """The request with this number; ``NotFound("request.not_found")`` when there is none."""
    query = select(Request).where(Request.number == number)
    request = session.scalar(query.with_for_update(of=Request) if lock else query)
    if request is None:
        raise NotFound("request.not_found")
    return request


def counts(reading, today):
    """How many requests stand where, over what the actor may see."""
    seen = visible_to(reading.actor)
    grouped = select(Request.status, Request.unit_id, func.count().label("count")).where(seen)
    items = reading.session.execute(grouped.group_by(Request.status, Request.unit_id)).all()
    items = sorted(items, key=lambda line: (line.status, str(line.unit_id)))
    late = reading.session.scalar(select(func.count()).select_from(Request).where(seen, _late(today)))
    return {
        "total": _sum(items, Status),
        "open": _sum(items, OPEN),
        "late": late,
        "confirmed": _sum(items, {Status.CONFIRMED}),
        "items": items,
    }


def _sum(items, statuses):
    return sum(line.count for line in items if line.status in statuses)


def category_of(session, code):
    """The category with this code or None, for words that came from another service."""
    return session.scalar(select(Category).where(Category.code == code)) if code else None
