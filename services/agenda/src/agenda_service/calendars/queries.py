"""Every SELECT about calendars."""

from uuid import UUID

from sqlalchemy import select

from agenda_service.calendars.kinds import Kind
from agenda_service.calendars.models import Calendar
from agenda_service.policy import reach
from makam_kernel.cursor import page


def within(actor, action="calendar.read"):
    """The calendars that an actor reaches by an action; those beyond ``calendar.read`` do not exist for them."""
    return reach(actor, action).where(own=Calendar.holder_id)


def list_page(reading, *, limit, cursor):
    """One page of the calendars that the actor may see, by name."""
    query, order = select(Calendar).where(within(reading.actor)), (Calendar.name, Calendar.id)
    return page(reading.session, query, order=order, kinds=(str, UUID), limit=limit, cursor=cursor)


def of_holder(session, holder_id, *visible):
    """The calendar of a person; without one, the mayor's; None when there is none."""
    wanted = Calendar.holder_id == holder_id if holder_id else Calendar.kind == Kind.MAYOR
    return session.scalar(select(Calendar).where(wanted, *visible))
