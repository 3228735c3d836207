"""What agenda does with the data of persons: why those who work here were absent."""

from sqlalchemy import select

from agenda_service.absences.models import Absence
from agenda_service.personal import AFTER_ABSENCE
from makam_kernel.keeping import Keeper


class AgendaKeeper(Keeper):
    """Names, telephones and identity numbers are not kept here, so that nobody is found by them: an absence is named by
    hand. Whoever is absent sees their own at any time."""

    nouns = (Absence,)

    def tell(self, session, thing):
        """An absence with its reason."""
        times = {name: getattr(thing, name).isoformat() for name in ("from_at", "until_at")}
        return {"kind": thing.kind, "reason": thing.reason, "status": thing.status} | times

    def open_matters(self, session, thing):
        """An absence that is still to be decided or to begin, or that lasts."""
        return [thing.from_at.isoformat()] if thing.is_ahead else []

    def erase(self, tx, thing, **record):
        """Forget why; when somebody was away stays, since their deputies' acts rest on it."""
        thing.erase(at=tx.at)
        tx.change(thing, action="absence.erased", **record)
        return [thing], []

    def due(self, session, at, most):
        """Absences that were over so long ago that nobody needs to know why."""
        old = (Absence.erased_at.is_(None), Absence.until_at <= at - AFTER_ABSENCE)
        return session.scalars(select(Absence).where(*old).order_by(Absence.until_at, Absence.id).limit(most)).all()
