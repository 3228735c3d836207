"""How an appointment takes times of calendars and gives them back.

Whoever does so locks the calendars first, all in one order, then the appointment: so nobody waits for each other.
"""

from collections import namedtuple
from datetime import timedelta
from uuid import UUID

from agenda_service.appointments import queries
from agenda_service.appointments.models import Appointment
from agenda_service.appointments.notices import tell_expired, tell_time_taken
from agenda_service.appointments.workflow import Because, Hold
from agenda_service.calendars.models import Calendar
from agenda_service.entries import booking
from agenda_service.entries.kinds import Kind
from agenda_service.entries.slots import free_slots, is_in_hours
from agenda_service.entries.workflow import Status as EntryStatus
from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict, Invalid

MOST_FREE = 3
LOOKED_AHEAD = timedelta(days=30)

Free = namedtuple("Free", "starts_at ends_at")


def take(tx, appointment_id, *, version=None, calendars=()):
    """The appointment, locked, after its calendars and these others."""
    for id in sorted({*calendars, *queries.calendars_of(tx.session, appointment_id)}):
        calendar = tx.get(Calendar, id)
        if calendar.holder_id is None:
            raise Invalid("appointment.calendar_of_room")
    visible, allowed = queries.within(tx.actor), queries.within(tx.actor, tx.action)
    return tx.get(Appointment, appointment_id, visible, version=version, allowed=allowed)


def check(tx, time, *, outside_hours):
    """Refuse a time that is over, and one in which its calendar offers none unless whoever gives it says so: what the
    office writes by mistake is told to the petitioner at once."""
    if time.starts_at < tx.at:
        raise Invalid("appointment.time_past")
    calendar = tx.session.get(Calendar, time.calendar_id)
    if not outside_hours and not is_in_hours(calendar, tx.process.calendar, time.starts_at, time.ends_at):
        raise Conflict("appointment.outside_hours")


def hold(tx, appointment, time, **facts):
    """Take the time in its calendar; ``facts`` are those of an entry: whether it is firm, or until when it is held."""
    calendar = tx.session.get(Calendar, time.calendar_id)
    entry = booking.book(
        tx,
        calendar,
        kind=Kind.APPOINTMENT,
        summary=appointment.label,
        place=calendar.place,
        source=f"{appointment.subject}#{time.position}",
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        **facts,
    )
    tx.session.flush()
    time.entry_id = entry.id


def give_back(tx, appointment):
    """Free the times that are held for it no longer."""
    released = [time.entry_id for time in appointment.times if time.status == Hold.RELEASED and time.entry_id]
    for entry in queries.entries_of(tx.session, released):
        if entry.is_expired(tx.at):
            tx.change(entry, *entry.advance(by=tx.actor, at=tx.at))
        elif entry.status == EntryStatus.TENTATIVE:
            booking.release(tx, entry)
        elif entry.is_ahead:
            booking.cancel(tx, entry)


def displace(tx, appointment):
    """Weigh again the requests for the time that it has now, since it is taken."""
    for rival in queries.rivals_of(tx.session, appointment.calendar_id, appointment.starts_at, appointment.ends_at):
        rival = tx.get(Appointment, rival.id)
        tx.change(rival, rival.weigh(because=Because.TIME_TAKEN))
        tell_time_taken(tx, rival, free_instead(tx, rival))


def expire(tx, appointment_id):
    """Free the offered times that nobody took until now, and tell whoever took the request down."""
    appointment = take(tx, UUID(appointment_id))
    until, times = appointment.held_until, [time for time in appointment.times if time.status == Hold.HELD]
    if expired := appointment.expire(at=tx.at):
        tx.change(appointment, expired)
        give_back(tx, appointment)
        tell_expired(tx, appointment, until, times)


def free_instead(look, appointment):
    """The first times that are free for a pending request, from the day on that was asked for."""
    if not appointment.is_pending:
        return []
    calendar = look.session.get(Calendar, appointment.calendar_id)
    first = max(day_of(appointment.preferred_at or look.at), day_of(look.at))
    days = {"first": first, "last": first + LOOKED_AHEAD, "length": appointment.minutes, "place": calendar.place}
    found = free_slots(look.session, calendar, look.process.calendar, at=look.at, limit=MOST_FREE, **days)
    return [Free(*span) for span in found]
