"""What becomes of the data of petitioners."""

from sqlalchemy import or_, select

from agenda_service.appointments.models import Appointment
from agenda_service.appointments.queries import IS_OWED, entries_of
from agenda_service.appointments.workflow import Status
from agenda_service.personal import AFTER_APPOINTMENT
from makam_kernel import messages
from makam_kernel.keeping import Keeper

TOLD = ("name", "phone", "email", "title", "institution", "mediator", "topic", "companions", "status", "reason")
TIMES = ("received_at", "preferred_at", "starts_at")


class AppointmentsKeeper(Keeper):
    """A petitioner is known by telephone and name. Who comes with them, and who put in a word for them, is named by
    hand."""

    nouns = (Appointment,)

    def tell(self, session, thing):
        """An appointment with what was written about it."""
        written = [{"channel": one.channel, "body": one.body} for one in messages.about(session, thing.subject)]
        times = {name: (when := getattr(thing, name)) and when.isoformat() for name in TIMES}
        return {name: getattr(thing, name) for name in TOLD} | times | {"messages": written}

    def open_matters(self, session, thing):
        """An appointment that is still to be answered, or to come."""
        return [thing.received_at.isoformat()] if thing.is_open else []

    def erase(self, tx, thing, **record):
        """Empty an appointment and the entries that stand for it in the calendars."""
        entries = [one for one in entries_of(tx.session, _entry_ids(thing)) if one.erased_at is None]
        for entry in entries:
            entry.erase(at=tx.at)
            tx.change(entry, action="entry.erased", **record)
        tx.change(thing, thing.erase(at=tx.at), **record)
        return [thing, *entries], [thing.subject]

    def due(self, session, at, most):
        """Appointments that were asked for, and over, so long ago that nobody needs to know of whom."""
        last = at - AFTER_APPOINTMENT
        over = or_(Appointment.ends_at.is_(None), Appointment.ends_at <= last)
        query = select(Appointment).where(Appointment.erased_at.is_(None), Appointment.received_at <= last, over)
        query = query.where(~IS_OWED, Appointment.status != Status.SCHEDULED)
        return session.scalars(query.order_by(Appointment.received_at, Appointment.id).limit(most)).all()


def _entry_ids(appointment):
    return [time.entry_id for time in appointment.times if time.entry_id]
