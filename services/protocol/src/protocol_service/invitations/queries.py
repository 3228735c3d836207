"""Every SELECT about invitations."""

from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import instant
from protocol_service.invitations.models import Invitation
from protocol_service.invitations.workflow import OPEN, Status
from protocol_service.lists import dated_page
from protocol_service.policy import POLICY


def within(actor):
    """The invitations that an actor may read: all of them, or none."""
    return POLICY.reach(actor, "invitation.read").where()


def list_page(reading, **filters):
    """One page of invitations by their beginning."""
    columns, is_open = (Invitation.starts_at, Invitation.id), Invitation.status.in_(OPEN)
    return dated_page(
        reading, select(Invitation), columns=columns, kinds=(instant, UUID), is_open=is_open, **filters
    )


def standing_between(session, first, end):
    """The invitations to what begins from one instant until another and was neither declined nor taken back."""
    found = select(Invitation).where(Invitation.starts_at >= first, Invitation.starts_at < end)
    found = found.where(Invitation.status.not_in((Status.DECLINED, Status.WITHDRAWN)))
    return session.scalars(found.order_by(Invitation.starts_at, Invitation.id)).all()
