"""Every SELECT about the work for ceremonies."""

from uuid import UUID

from sqlalchemy import func, select

from makam_kernel.cursor import instant, page
from protocol_service.policy import POLICY
from protocol_service.tasks.models import CeremonyTask
from protocol_service.tasks.workflow import SETTLED, TO_DO


def within(actor, action="ceremony_task.read"):
    """The items that an actor reaches by an action; those beyond ``ceremony_task.read`` do not exist for them. An item
    is with the unit that has to do it."""
    return POLICY.reach(actor, action).where(units=(CeremonyTask.unit_id,))


def list_page(reading, *, open, limit, cursor, **equal):
    """One page of the items that the actor may see, by the day on which they are due; ``equal`` names columns and the
    values wanted in them."""
    query = select(CeremonyTask).where(within(reading.actor))
    if open is not None:
        query = query.where(CeremonyTask.status.in_(TO_DO) if open else CeremonyTask.status.not_in(TO_DO))
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(CeremonyTask, name) == wanted)
    order = (CeremonyTask.due_at, CeremonyTask.id)
    return page(reading.session, query, order=order, kinds=(instant, UUID), limit=limit, cursor=cursor)


def of_ceremony(session, ceremony_id):
    """All items of a ceremony, in the template's order."""
    return session.scalars(_of(ceremony_id)).all()


def unsettled_of(session, ceremony_id):
    """The items of a ceremony that are neither done nor dropped, locked."""
    unsettled = _of(ceremony_id).where(CeremonyTask.status.not_in(SETTLED))
    return session.scalars(unsettled.with_for_update(of=CeremonyTask)).all()


def undone_before(session, ceremony_id):
    """How many items are not done that are due before the day of the ceremony."""
    undone = CeremonyTask.ceremony_id == ceremony_id, CeremonyTask.offset < 0, CeremonyTask.status.not_in(SETTLED)
    return session.scalar(select(func.count()).select_from(CeremonyTask).where(*undone))


def waited_for(session, task):
    """The first of the items that have to be done before ``task`` and are not, or None."""
    before = _of(task.ceremony_id).where(CeremonyTask.code.in_(task.after), CeremonyTask.status.not_in(SETTLED))
    return session.scalar(before.limit(1))


def _of(ceremony_id):
    return select(CeremonyTask).where(CeremonyTask.ceremony_id == ceremony_id).order_by(CeremonyTask.position)
