"""Every SELECT about calls."""

from uuid import UUID

from sqlalchemy import select

from agenda_service.calls.models import Call
from agenda_service.calls.workflow import Status
from agenda_service.own import Whose
from agenda_service.policy import reach_of_posts
from makam_kernel.cursor import instant, page

WHOSE = Whose(Call.logged_by, Call.calendar_id)


def within(actor, action="call.read"):
    """The calls that an actor reaches by an action; those beyond ``call.read`` do not exist for them."""
    return reach_of_posts(actor, action).where(own=WHOSE)


def list_page(reading, *, calendar_id, status, limit, cursor):
    """One page of the calls that the actor may see, the last one first."""
    query = _seen(reading, calendar_id)
    if status is not None:
        query = query.where(Call.status == status)
    order, kinds = (Call.logged_at, Call.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor, descending=True)


def to_make(reading, *, calendar_id, limit, cursor):
    """One page of the calls to make that the actor may see: by precedence, then by hour; and which are overdue."""
    query = _seen(reading, calendar_id).where(Call.status == Status.TO_CALL_BACK)
    order, kinds = (Call.rank, Call.due_at, Call.id), (int, instant, UUID)
    found = page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)
    return found | {"items": [{"call": call, "overdue": call.is_overdue(reading.at)} for call in found["items"]]}


def _seen(reading, calendar_id):
    query = select(Call).where(within(reading.actor))
    return query if calendar_id is None else query.where(Call.calendar_id == calendar_id)
