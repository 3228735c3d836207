"""Every SELECT about hosting tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import page
from makam_kernel.errors import Conflict
from visitors_service.hosting.models import HostingTask
from visitors_service.hosting.workflow import Status
from visitors_service.policy import POLICY


def within(actor, action="hosting_task.read"):
    """The hosting tasks that an actor reaches by an action; those beyond ``hosting_task.read`` do not exist for them.
    A task is with the unit that has it to do, and with the one that is host to the visit."""
    return POLICY.reach(actor, action).where(units=(HostingTask.owner_unit_id, HostingTask.host_unit_id))


def list_page(reading, *, limit, cursor, **wanted):
    """One page of the hosting tasks that the actor may see, by when they have to be ready."""
    query = select(HostingTask).where(within(reading.actor))
    query = query.filter_by(**{name: value for name, value in wanted.items() if value is not None})
    order, kinds = (HostingTask.due_at, HostingTask.id), (datetime.fromisoformat, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def tasks_of(session, visit_id):
    """All tasks of a visit, by when they have to be ready, locked."""
    return session.scalars(_of_visit(visit_id).with_for_update()).all()


def told_of(session, visit_id):
    """All tasks of a visit, by when they have to be ready."""
    return session.scalars(_of_visit(visit_id)).all()


def open_of(session, visit_id):
    """The tasks of a visit that are still to be done, locked."""
    return [task for task in tasks_of(session, visit_id) if task.status == Status.OPEN]


def check_unplanned(session, visit_id):
    """Refuse a second plan for a visit, whose row the caller has locked."""
    if session.scalar(_of_visit(visit_id).limit(1)):
        raise Conflict("hosting_task.already_planned")


def task_behind(session, source):
    """The hosting task that an expense is for, locked; None for what comes of anything else."""
    noun, _, id = (source or "").partition("/")
    if noun != HostingTask.noun:
        return None
    return session.scalar(select(HostingTask).where(HostingTask.id == UUID(id)).with_for_update())


def _of_visit(visit_id):
    return select(HostingTask).where(HostingTask.visit_id == visit_id).order_by(HostingTask.due_at, HostingTask.id)
