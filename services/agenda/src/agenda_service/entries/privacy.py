"""What of an entry somebody gets to see: all, or that the time is taken."""

from agenda_service.entries.kinds import BUSY, DOLU, Part
from agenda_service.entries.queries import open_to


class Shown:
    """A private entry to whoever may not know it: two times. A driver sees where to drive."""

    kind, summary = BUSY, DOLU
    version = travel_minutes = preparation_minutes = 0
    note = status = held_until = source = override_reason = None
    is_private, in_conflict = True, False

    def __init__(self, entry, person_id):
        self.id, self.calendar_id, self.zone = entry.id, entry.calendar_id, entry.zone
        self.starts_at, self.ends_at = entry.starts_at, entry.ends_at
        self.subject = entry.subject
        self.place = entry.place if Part.DRIVER in entry.parts_of(person_id) else None
        self.people, self.history = [], []


def shown_all(look, entries):
    """The entries as whoever looks may see them."""
    known = open_to(look, [entry.id for entry in entries])
    return [entry if entry.id in known else Shown(entry, look.actor.id) for entry in entries]


def shown(look, entry):
    """An entry as whoever looks may see it."""
    return shown_all(look, [entry])[0]
