"""What of the agenda is still open, and what of it belongs to the mayor's day."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, raiseload

from agenda_service.appointments.models import Appointment
from agenda_service.appointments.queries import IS_OWED, list_of_day
from agenda_service.appointments.queries import within as appointments_within
from agenda_service.calendars.models import Calendar
from agenda_service.calendars.queries import of_holder
from agenda_service.calendars.queries import within as calendars_within
from agenda_service.calls import workflow as calls
from agenda_service.calls.models import Call
from agenda_service.calls.queries import to_make
from agenda_service.calls.queries import within as calls_within
from agenda_service.entries import sheet
from agenda_service.entries.models import Entry
from agenda_service.entries.queries import known
from agenda_service.entries.workflow import Status
from makam_kernel.matters import Matters

MOST_CALLS = 100


def _holder_of(model):
    return select(Calendar.holder_id).where(Calendar.id == model.calendar_id).scalar_subquery()


def _entry(entry):
    status = "in_conflict" if entry.in_conflict else entry.status
    facts = {"title": entry.summary, "status": status, "person_id": entry.calendar.holder_id}
    return facts | {"since": entry.created_at}


UNDECIDED_ENTRIES = Matters(
    model=Entry,
    is_open=or_(Entry.in_conflict, Entry.status == Status.TENTATIVE),
    within=known,
    due=Entry.starts_at,
    late=lambda at: Entry.starts_at < at,
    line=_entry,
    person=_holder_of(Entry),
    options=(raiseload(Entry.people), raiseload(Entry.history)),
)
"""Entries that stand in a taken time, and those that are not firm."""


def _appointment(appointment):
    title = f"{appointment.label}: {appointment.topic}"
    return {"title": title, "person_id": appointment.calendar.holder_id, "since": appointment.received_at}


APPOINTMENTS = Matters(
    model=Appointment,
    is_open=IS_OWED,
    within=appointments_within,
    due=func.coalesce(Appointment.held_until, Appointment.preferred_at),
    late=lambda at: func.coalesce(Appointment.held_until, Appointment.preferred_at) <= at,
    line=_appointment,
    person=_holder_of(Appointment),
    options=(joinedload(Appointment.calendar), raiseload(Appointment.times)),
)
"""Requests that the office owes an answer: until their offer ends, or the time comes that was asked for."""


def _call(call):
    return {"title": f"{call.label}: {call.words}", "person_id": call.calendar.holder_id, "since": call.logged_at}


CALLS = Matters(
    model=Call,
    is_open=Call.status.in_(calls.OPEN),
    within=calls_within,
    due=Call.due_at,
    late=lambda at: Call.due_at <= at,
    line=_call,
    person=_holder_of(Call),
    options=(joinedload(Call.calendar), raiseload(Call.tries)),
)
"""Calls without a result."""

OPEN_MATTERS = (UNDECIDED_ENTRIES, APPOINTMENTS, CALLS)


def of_day(reading, day):
    """The mayor's day: the programme, row by row, the appointments in it, and the calls to make."""
    mayor = of_holder(reading.session, None, calendars_within(reading.actor))
    if mayor is None:
        return {"programme": [], "appointments": [], "calls": []}
    return {
        "programme": sheet.rows(reading, mayor, day),
        "appointments": list_of_day(reading, mayor.id, day),
        "calls": to_make(reading, calendar_id=mayor.id, limit=MOST_CALLS, cursor=None)["items"],
    }
