"""What of the visitors and the mayor's promises is still open, and what of it belongs to a day."""

from datetime import datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, raiseload

from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.matters import Matters
from visitors_service.hosting.kinds import TITLES
from visitors_service.hosting.models import HostingTask
from visitors_service.hosting.queries import within as hosting_within
from visitors_service.hosting.workflow import Status as HostingStatus
from visitors_service.policy import POLICY
from visitors_service.promises.models import Promise
from visitors_service.promises.queries import within as promises_within
from visitors_service.promises.workflow import OPEN
from visitors_service.public_days.models import PublicDay
from visitors_service.visits.models import Visit
from visitors_service.visits.queries import within as visits_within
from visitors_service.visits.workflow import EXPECTED, INSIDE

MOST = 100


def _promise(promise):
    facts = {"number": promise.wish.origin_label, "title": promise.words}
    return facts | {"unit_id": promise.unit_id, "since": promise.given_at}


def _visit(visit):
    return {"title": visit.purpose, "unit_id": visit.host_unit_id, "since": visit.planned_at}


def _hosting(task):
    owner = {"unit_id": task.owner_unit_id, "person_id": task.owner_id}
    return owner | {"title": task.note or TITLES[task.kind], "since": task.planned_at}


PROMISES = Matters(
    model=Promise,
    is_open=Promise.status.in_(OPEN),
    within=promises_within,
    due=Promise.due_on,
    late=lambda at: Promise.due_on < day_of(at),
    line=_promise,
    unit=Promise.unit_id,
)

VISITS = Matters(
    model=Visit,
    is_open=Visit.status.in_(EXPECTED | INSIDE),
    within=visits_within,
    due=Visit.planned_at,
    late=lambda at: Visit.status.in_(EXPECTED) & (Visit.planned_at < at),
    line=_visit,
    unit=Visit.host_unit_id,
    options=(raiseload(Visit.members),),
)

HOSTING = Matters(
    model=HostingTask,
    is_open=HostingTask.status == HostingStatus.OPEN,
    within=hosting_within,
    due=HostingTask.due_at,
    late=lambda at: HostingTask.due_at < at,
    line=_hosting,
    unit=HostingTask.owner_unit_id,
    person=HostingTask.owner_id,
)

OPEN_MATTERS = (PROMISES, VISITS, HOSTING)


def day(reading, day):
    """The public day, the visits of the day, and the promises that are due on it or late; three queries in all."""
    visits, promises = _visits(reading, day), _promises(reading, day)
    return {
        "public_day": _public_day(reading, day),
        "visits": visits[:MOST],
        "more_visits": len(visits) > MOST,
        "promises": promises[:MOST],
        "more_promises": len(promises) > MOST,
    }


def _public_day(reading, day):
    held = select(PublicDay).where(PublicDay.day == day, POLICY.reach(reading.actor, "public_day.read").where())
    return reading.session.scalar(held)


def _visits(reading, day):
    first, end = (datetime.combine(day + timedelta(days=days), time(), ISTANBUL) for days in (0, 1))
    order = (Visit.planned_at, Visit.id)
    of_day = select(Visit.id).where(visits_within(reading.actor), Visit.planned_at >= first, Visit.planned_at < end)
    ids = of_day.order_by(*order).limit(MOST + 1).subquery()
    whole = select(Visit).join(ids, ids.c.id == Visit.id).options(joinedload(Visit.members))
    return reading.session.scalars(whole.order_by(*order)).unique().all()


def _promises(reading, day):
    query = select(Promise).where(promises_within(reading.actor), Promise.status.in_(OPEN))
    due = or_(Promise.due_on == day, Promise.due_on < day_of(reading.at))
    return reading.session.scalars(query.where(due).order_by(Promise.due_on, Promise.id).limit(MOST + 1)).all()
