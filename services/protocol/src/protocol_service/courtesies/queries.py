"""Every SELECT about courtesies."""

from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import instant
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.workflow import TO_DELIVER
from protocol_service.lists import dated_page
from protocol_service.policy import POLICY


def within(actor):
    """The courtesies that an actor may read: all of them, or none."""
    return POLICY.reach(actor, "courtesy.read").where()


def list_page(reading, **filters):
    """One page of courtesies by the time of their delivery."""
    columns, is_open = (Courtesy.deliver_at, Courtesy.id), Courtesy.status.in_(TO_DELIVER)
    return dated_page(reading, select(Courtesy), columns=columns, kinds=(instant, UUID), is_open=is_open, **filters)


def to_deliver_for(session, invitation_id):
    """The courtesies of an invitation that are still to be sent, locked."""
    open = select(Courtesy).where(Courtesy.invitation_id == invitation_id, Courtesy.status.in_(TO_DELIVER))
    return session.scalars(open.order_by(Courtesy.id).with_for_update()).all()


def paid_by(session, expense_id):
    """The courtesy that an expense pays for, locked; or None."""
    return session.scalar(select(Courtesy).where(Courtesy.expense_id == expense_id).with_for_update())


def due_on(session, first, end):
    """The courtesies that are to be delivered from one instant until another, and are not."""
    due = select(Courtesy).where(Courtesy.deliver_at >= first, Courtesy.deliver_at < end)
    return session.scalars(due.where(Courtesy.status.in_(TO_DELIVER)).order_by(Courtesy.deliver_at, Courtesy.id)).all()
