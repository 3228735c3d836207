"""Who may read what of this service, noun by noun."""

from agenda_service.absences.models import Absence
from agenda_service.absences.queries import within as absences_within
from agenda_service.appointments.models import Appointment
from agenda_service.appointments.queries import within as appointments_within
from agenda_service.calendars.models import Calendar
from agenda_service.calendars.queries import within as calendars_within
from agenda_service.calls.models import Call
from agenda_service.calls.queries import within as calls_within
from agenda_service.deputisings.models import Deputising
from agenda_service.deputisings.queries import visible_to
from agenda_service.entries.models import Entry
from agenda_service.entries.queries import known
from makam_kernel.sights import DatedSight, Sight


def _entry(entry):
    return {"title": entry.summary, "status": entry.status, "at": entry.starts_at}


def _appointment(appointment):
    at = appointment.starts_at or appointment.received_at
    return {"title": appointment.topic, "status": appointment.status, "at": at}


def _call(call):
    return {"title": call.words, "status": call.status, "at": call.logged_at}


SIGHTS = (
    DatedSight(Absence, "absence.read", absences_within),
    DatedSight(Deputising, "deputising.read", visible_to),
    Sight(Calendar, "calendar.read", calendars_within),
    Sight(Appointment, "appointment.read", appointments_within, _appointment),
    Sight(Call, "call.read", calls_within, _call),
    Sight(Entry, "entry.read", known, _entry),
)
