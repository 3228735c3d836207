"""What becomes true at its instant."""

from uuid import UUID

from agenda_service.absences.models import Absence
from agenda_service.deputisings.models import Deputising


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


JOBS = {"advance_absence": advance_absence, "advance_deputising": advance_deputising}
