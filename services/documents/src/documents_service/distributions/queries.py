"""Every SELECT about the copies of papers."""

from uuid import UUID

from sqlalchemy import and_, or_, select

from documents_service.distributions.models import Distribution
from documents_service.distributions.workflow import Purpose, Status
from documents_service.papers.models import Paper
from documents_service.policy import reach
from makam_kernel.cursor import instant, page

OPEN = or_(
    Distribution.status.in_((Status.SENT, Status.RECEIVED)),
    and_(Distribution.status == Status.READ, Distribution.purpose == Purpose.ACTION),
)
"""There is still something to be done with the copy; one for information ends when it is read."""


def within(actor, action="distribution.read"):
    """The copies that an actor reaches by an action, once they were sent; those of a graded paper only with the
    clearance for it."""
    reached = reach(actor, action).where(units=(Distribution.unit_id,), restricted=Paper.is_graded)
    paper = select(Paper.id).where(Paper.id == Distribution.paper_id, reached)
    return and_(Distribution.sent_at.is_not(None), paper.correlate(Distribution).exists())


def list_page(reading, *, unit_id, status, open, limit, cursor):
    """One page of the copies that the actor may see, the latest first."""
    query = select(Distribution).where(within(reading.actor))
    if unit_id is not None:
        query = query.where(Distribution.unit_id == unit_id)
    if status is not None:
        query = query.where(Distribution.status == status)
    if open is not None:
        query = query.where(OPEN if open else ~OPEN)
    order, kinds = (Distribution.sent_at, Distribution.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor, descending=True)
