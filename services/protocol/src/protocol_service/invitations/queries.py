"""Every SELECT about invitations."""

from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import instant, page
from protocol_service.invitations.models import Invitation
from protocol_service.invitations.workflow import Status
from protocol_service.policy import POLICY


def within(actor):
    """The invitations that an actor may read: all of them, or none."""
    return POLICY.reach(actor, "invitation.read").where()


def list_page(reading, *, limit, cursor, **equal):
    """One page of invitations by their beginning; ``equal`` names columns and the values wanted in them."""
    query = select(Invitation)
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(Invitation, name) == wanted)
    order = (Invitation.starts_at, Invitation.id)
    return page(reading.session, query, order=order, kinds=(instant, UUID), limit=limit, cursor=cursor)


def standing_between(session, first, end):
    """The invitations to what begins from one instant until another and was neither declined nor taken back."""
    found = select(Invitation).where(Invitation.starts_at >= first, Invitation.starts_at < end)
    found = found.where(Invitation.status.not_in((Status.DECLINED, Status.WITHDRAWN)))
    return session.scalars(found.order_by(Invitation.starts_at, Invitation.id)).all()
