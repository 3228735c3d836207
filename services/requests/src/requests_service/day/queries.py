"""What of the requests is still open, and what of it concerns the mayor today."""

from sqlalchemy import and_, case, func, null, or_, select
from sqlalchemy.orm import raiseload

from makam_kernel.clock import day_of
from makam_kernel.matters import Matters, counts
from requests_service.requests.models import Request
from requests_service.requests.queries import is_late, within
from requests_service.requests.workflow import OPEN, Status

MOST = 50

DUE = case(
    (Request.status == Status.SOLVED, null()),  # it waits for the citizen, whose silence ends it
    (Request.status == Status.OBJECTED, Request.decision_due_on),
    (func.coalesce(Request.internal_due_on < Request.statutory_due_on, False), Request.internal_due_on),
    else_=Request.statutory_due_on,
)
"""The day by which somebody in the municipality has to act next."""

_WHOLE = (raiseload(Request.history), raiseload(Request.citizen))  # a line shows neither


def _line(request):
    facts = {"number": request.number, "title": request.topic}
    return facts | {"unit_id": request.unit_id, "since": request.received_at}


OPEN_REQUESTS = Matters(
    model=Request,
    is_open=Request.status.in_(OPEN),
    within=within,
    due=DUE,
    late=lambda at: is_late(day_of(at)),
    line=_line,
    unit=Request.unit_id,
    options=_WHOLE,
)


def day(reading, day):
    """Late requests, those due on the day, and objections that wait for a decision; the first due first."""
    concerns = or_(is_late(day_of(reading.at)), DUE == day, Request.status == Status.OBJECTED)
    query = select(Request).where(and_(Request.status.in_(OPEN), within(reading.actor), concerns)).options(*_WHOLE)
    found = reading.session.scalars(query.order_by(DUE, Request.id).limit(MOST + 1)).all()
    return {
        "requests": found[:MOST],
        "more": len(found) > MOST,
        "counts": counts(reading, [OPEN_REQUESTS]),
    }
