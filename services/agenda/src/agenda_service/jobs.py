"""What becomes true at its instant."""

from uuid import UUID

from agenda_service.absences.models import Absence
from agenda_service.appointments.times import expire
from agenda_service.calls.models import Call
from agenda_service.deputisings.models import Deputising
from agenda_service.entries.booking import settle_others
from agenda_service.entries.models import Entry
from agenda_service.notices import tell_office
from agenda_service.spans import written


def advance_absence(tx, absence_id):
    """An absence begins or ends."""
    absence = tx.get(Absence, UUID(absence_id))
    if facts := absence.advance(at=tx.at):
        tx.change(absence, *facts)


def advance_deputising(tx, deputising_id):
    """A deputising comes into force or ends, or nobody approved it in time."""
    deputising = tx.get(Deputising, UUID(deputising_id))
    if facts := deputising.advance(at=tx.at):
        tx.change(deputising, *facts)


def advance_entry(tx, entry_id):
    """A time that was held for a proposal is free."""
    entry = tx.get(Entry, UUID(entry_id))
    if facts := entry.advance(by=tx.actor, at=tx.at):
        tx.change(entry, *facts)
        settle_others(tx, entry)


def warn_of_call(tx, call_id):
    """The hour of a call to make has passed: tell the secretaries."""
    call = tx.get(Call, UUID(call_id))
    if call.is_overdue(tx.at):
        facts = {"due": written(call.due_at), "name": call.label, "words": call.words}
        tell_office(tx, call.subject, "office_call_overdue", "role/secretary", **facts)


JOBS = {
    "advance_absence": advance_absence,
    "advance_deputising": advance_deputising,
    "advance_entry": advance_entry,
    "expire_appointment": expire,
    "warn_of_call": warn_of_call,
}
