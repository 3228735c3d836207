"""Every SELECT about urgent items."""

from uuid import UUID

from sqlalchemy import select

from documents_service.policy import POLICY
from documents_service.urgent_items.models import UrgentItem
from documents_service.urgent_items.workflow import WAITING
from makam_kernel.cursor import instant, page


def within(actor, action="urgent_item.read"):
    """The urgent items that an actor reaches by an action; those beyond ``urgent_item.read`` do not exist for them."""
    return POLICY.reach(actor, action).where(restricted=UrgentItem.restricted)


def waiting(reading, most):
    """The urgent items that the mayor has not seen, by rank and arrival."""
    query = select(UrgentItem).where(within(reading.actor), UrgentItem.status.in_(WAITING))
    query = query.order_by(UrgentItem.rank, UrgentItem.arrived_at, UrgentItem.id)
    return reading.session.scalars(query.limit(most)).all()


def list_page(reading, *, waiting, status, limit, cursor):
    """One page of the urgent items that the actor may see, by rank and arrival."""
    query = select(UrgentItem).where(within(reading.actor))
    if waiting is not None:
        query = query.where(UrgentItem.status.in_(WAITING) if waiting else UrgentItem.status.not_in(WAITING))
    if status is not None:
        query = query.where(UrgentItem.status == status)
    order = (UrgentItem.rank, UrgentItem.arrived_at, UrgentItem.id)
    return page(reading.session, query, order=order, kinds=(int, instant, UUID), limit=limit, cursor=cursor)
