"""What is written to whom when something happens to an appointment."""

from agenda_service.calendars.models import Calendar
from agenda_service.notices import tell_office, tell_person
from agenda_service.spans import written
from makam_kernel.units import Unit


def tell_time(tx, appointment, template):
    """Tell the petitioner when they are received, and by whom."""
    starts = written(appointment.starts_at)
    tell_person(tx, appointment, template, name=appointment.name, starts=starts, host=_host(tx, appointment))


def tell_offer(tx, appointment, times):
    """Tell the petitioner which times they may choose from, and until when."""
    offered = ", ".join(f"{written(time.starts_at)} ({_name(tx, time.calendar_id)})" for time in times)
    until = written(appointment.held_until)
    tell_person(tx, appointment, "appointment_proposed", name=appointment.name, times=offered, until=until)


def tell_cancelled(tx, appointment, starts_at):
    """Tell the petitioner that they are not received at that time."""
    tell_person(tx, appointment, "appointment_cancelled", name=appointment.name, starts=written(starts_at))


def tell_declined(tx, appointment):
    """Tell the petitioner that they are not received; the reason stays in the office."""
    tell_person(tx, appointment, "appointment_declined", name=appointment.name)


def tell_referred(tx, appointment):
    """Tell the petitioner who deals with it now, and that one, too."""
    tell_person(tx, appointment, "appointment_referred", name=appointment.name, host=_host(tx, appointment))
    facts = {"name": appointment.label, "topic": appointment.topic}
    if appointment.unit_id:
        to = f"unit/{appointment.unit_id}"
    else:
        to = f"person/{tx.session.get(Calendar, appointment.calendar_id).holder_id}"
    tell_office(tx, appointment.subject, "office_referred", to, **facts)


def tell_expired(tx, appointment, until, times):
    """Tell whoever took the request down that nobody answered."""
    to = f"person/{appointment.received_by}" if appointment.received_by else "role/secretary"
    facts = {"name": appointment.label, "topic": appointment.topic, "until": written(until), "times": _written(times)}
    tell_office(tx, appointment.subject, "office_offer_expired", to, **facts)


def tell_time_taken(tx, appointment, free):
    """Tell the secretaries that the time that was asked for is taken, and what is free instead."""
    facts = {"name": appointment.label, "topic": appointment.topic, "times": _written(free) or "–"}
    starts = written(appointment.preferred_at)
    tell_office(tx, appointment.subject, "office_time_taken", "role/secretary", starts=starts, **facts)


def _written(times):
    return ", ".join(written(time.starts_at) for time in times)


def _host(tx, appointment):
    if appointment.unit_id:
        return tx.session.get(Unit, appointment.unit_id).name
    return _name(tx, appointment.calendar_id)


def _name(tx, calendar_id):
    return tx.session.get(Calendar, calendar_id).name
