"""What agenda does with the data of persons: of those who ask for appointments, of callers, and of those who work
here, why they were absent."""

from sqlalchemy import and_, false, or_, select

from agenda_service.absences.models import Absence
from agenda_service.appointments.keeping import AppointmentsKeeper
from agenda_service.appointments.models import Appointment
from agenda_service.calls.keeping import CallsKeeper
from agenda_service.calls.models import Call
from agenda_service.entries.keeping import EntriesKeeper
from agenda_service.personal import AFTER_ABSENCE
from makam_kernel.keeping import Keeper
from makam_kernel.turkish import fold_name

MOST_POSSIBLE = 50


class AbsencesKeeper(Keeper):
    """Nobody is found by an absence: it is named by hand. Whoever is absent sees their own at any time."""

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


PARTS = (AbsencesKeeper(), EntriesKeeper(), AppointmentsKeeper(), CallsKeeper())
"""One for each kind of thing that tells of a person."""


class AgendaKeeper(Keeper):
    """Petitioners and callers are known by telephone and name; the other things are named by hand."""

    nouns = tuple(noun for part in PARTS for noun in part.nouns)

    def find(self, session, *, national_id, phone, name):
        """Appointments and calls by telephone and name; in part, those with one of both."""
        index, certain, possible = name and fold_name(name), [], []
        for noun in (Appointment, Call):
            facts = ((noun.phone_index, phone), (noun.name_index, index))
            parts = [column == value for column, value in facts if value]
            sure = and_(*parts) if len(parts) == 2 else false()
            query = select(noun).order_by(noun.id)
            certain += session.scalars(query.where(sure)).all()
            others = query.where(or_(false(), *parts), ~sure)
            possible += session.scalars(others.limit(MOST_POSSIBLE)).all()
        return certain, possible

    def tell(self, session, thing):
        """A thing, whole."""
        return _part(thing).tell(session, thing)

    def open_matters(self, session, thing):
        """What is still to be done about a thing."""
        return _part(thing).open_matters(session, thing)

    def erase(self, tx, thing, **record):
        """Empty a thing."""
        return _part(thing).erase(tx, thing, **record)

    def due(self, session, at, most):
        """Things of each kind whose term is over."""
        return [thing for part in PARTS for thing in part.due(session, at, most)][:most]


def _part(thing):
    return next(part for part in PARTS if isinstance(thing, part.nouns))
