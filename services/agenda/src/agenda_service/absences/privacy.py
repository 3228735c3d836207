"""What of an absence somebody gets to see: all, or that somebody is away."""

from agenda_service.absences.kinds import ABSENT, OFFICIAL
from agenda_service.absences.queries import open_to


class Shown:
    """An absence without its reason, and without its kind where that is personal."""

    reason = None

    def __init__(self, absence):
        self._absence = absence

    def __getattr__(self, name):
        return getattr(self._absence, name)

    @property
    def kind(self):
        """The kind, if it is the office's own matter."""
        return self._absence.kind if self._absence.kind in OFFICIAL else ABSENT


def shown_all(look, absences):
    """The absences as whoever looks may see them."""
    known = open_to(look, [absence.id for absence in absences])
    return [absence if absence.id in known else Shown(absence) for absence in absences]


def shown(look, absence):
    """An absence as whoever looks may see it."""
    return shown_all(look, [absence])[0]
