"""Every SELECT about requests."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager, raiseload

from makam_kernel.cursor import instant, page
from makam_kernel.errors import NotFound
from requests_service.categories.models import Category
from requests_service.citizens.models import Citizen
from requests_service.policy import POLICY
from requests_service.requests.models import Request
from requests_service.requests.workflow import OPEN, Status

MOST = 20
"""How many requests are shown of whoever has a telephone number."""

IS_OPEN = Request.closed_at.is_(None)
"""What has a status of ``OPEN``, in the very words of the indexes over the open ones: a list of statuses as parameters
proves nothing to SQLite's planner."""

ORDERS = {
    "newest": ((Request.received_at, Request.id), (instant, UUID)),
    "due": ((Request.statutory_due_on, Request.id), (date.fromisoformat, UUID)),
    "solved": ((Request.solved_at, Request.id), (instant, UUID)),
}


def within(actor, action="request.read"):
    """The requests that an actor reaches by an action; those beyond ``request.read`` do not exist for them."""
    return POLICY.reach(actor, action).where(units=(Request.unit_id,), restricted=Request.restricted)


def reaches(reading, request, action):
    """Whether the actor reaches a request by an action."""
    reached = select(Request.id).where(Request.id == request.id, within(reading.actor, action))
    return reading.session.scalar(reached) is not None


def list_page(reading, *, open, late, order, limit, cursor, today, **equal):
    """One page of the requests that the actor may see; ``equal`` names columns and the values wanted in them."""
    whole = (raiseload(Request.history), raiseload(Request.citizen))  # a line shows neither
    query = select(Request).where(within(reading.actor)).options(*whole)
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(Request, name) == wanted)
    if open is not None:
        query = query.where(IS_OPEN if open else ~IS_OPEN)
    if late is not None:
        query = query.where(is_late(today) if late else ~is_late(today))
    if order == "solved":
        query = query.where(Request.solved_at.is_not(None))
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


def of_phone(reading, phone):
    """The newest requests that the actor may see of all citizens with this telephone number; one more than is shown."""
    query = select(Request).join(Request.citizen).where(Citizen.phone_index == phone, within(reading.actor))
    query = query.options(contains_eager(Request.citizen), raiseload(Request.history))
    newest = query.order_by(Request.received_at.desc(), Request.id.desc())
    return reading.session.scalars(newest.limit(MOST + 1)).all()


def is_late(today):
    """The criterion for what is past a day by which somebody in the municipality had to act: to answer, or to decide on
    an objection."""
    to_answer = Request.status.in_(OPEN - {Status.SOLVED, Status.OBJECTED})
    past = or_(Request.statutory_due_on < today, func.coalesce(Request.internal_due_on < today, False))
    undecided = func.coalesce(Request.decision_due_on < today, False)
    return or_(and_(to_answer, past), and_(Request.status == Status.OBJECTED, undecided))


def by_number(session, number, *, lock=False):
    """The request with this number; ``NotFound("request.not_found")`` when there is none."""
    query = select(Request).where(Request.number == number)
    request = session.scalar(query.with_for_update(of=Request) if lock else query)
    if request is None:
        raise NotFound("request.not_found")
    return request


def by_origin(session, origin):
    """The id of the request that came of a thing of another service, or None."""
    return session.scalar(select(Request.id).where(Request.origin == origin))


def counts(reading, today):
    """How many requests stand where, over what the actor may see."""
    seen = within(reading.actor)
    grouped = select(Request.status, Request.unit_id, func.count()).where(seen)
    found = reading.session.execute(grouped.group_by(Request.status, Request.unit_id)).all()
    items = [dict(zip(("status", "unit_id", "count"), row, strict=True)) for row in found]
    items.sort(key=lambda line: (line["status"], str(line["unit_id"])))
    late = reading.session.scalar(select(func.count()).select_from(Request).where(seen, is_late(today)))
    return {
        "total": _sum(items, set(Status)),
        "open": _sum(items, OPEN),
        "late": late,
        "confirmed": _sum(items, {Status.CONFIRMED}),
        "items": items,
    }


def _sum(items, statuses):
    return sum(line["count"] for line in items if line["status"] in statuses)


def category_of(session, code):
    """The category with this code or None, for words that came from another service."""
    return session.scalar(select(Category).where(Category.code == code)) if code else None
