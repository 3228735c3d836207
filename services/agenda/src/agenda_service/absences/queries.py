"""Every SELECT about absences."""

from uuid import UUID

from sqlalchemy import select

from agenda_service.absences.models import Absence
from agenda_service.absences.workflow import AHEAD, Status
from agenda_service.people.models import Person
from agenda_service.people.queries import UnitsOf
from agenda_service.policy import POLICY, reach
from agenda_service.spans import meets, touches
from makam_kernel.clock import day_of
from makam_kernel.cursor import instant, page


def within(look, action="absence.read"):
    """The absences that whoever looks reaches by an action; those beyond ``absence.read`` do not exist for them."""
    units = (UnitsOf(Absence.person_id, day_of(look.at)),)
    return reach(look.actor, action).where(units=units, own=Absence.person_id)


def people_within(look):
    """The people for whom whoever looks may do what they are about to do."""
    return reach(look.actor, look.action).where(own=Person.id)


def list_page(reading, *, person_id, day, status, open, limit, cursor):
    """One page of the absences that the actor may see, by their first instant; the last first where only what is over
    is asked for."""
    query = select(Absence).where(within(reading))
    if person_id is not None:
        query = query.where(Absence.person_id == person_id)
    if day is not None:
        query = query.where(touches(Absence, day))
    if status is not None:
        query = query.where(Absence.status == status)
    if open is not None:
        query = query.where(Absence.status.in_(AHEAD) if open else Absence.status.not_in(AHEAD))
    order, kinds = (Absence.from_at, Absence.id), (instant, UUID)
    last_first = open is False
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor, descending=last_first)


def away_in(session, person_id, from_at, until_at):
    """An absence of the person in this span, the first of them, or None."""
    kept = select(Absence).where(Absence.person_id == person_id, Absence.status != Status.CANCELLED)
    return session.scalar(kept.where(meets(Absence, from_at, until_at)).order_by(Absence.from_at).limit(1))


def away_between(session, person_id, from_at, until_at):
    """The absences of a person that have a part in this span."""
    kept = select(Absence).where(Absence.person_id == person_id, Absence.status != Status.CANCELLED)
    return session.scalars(kept.where(meets(Absence, from_at, until_at)).order_by(Absence.from_at)).all()


def open_to(look, ids):
    """Those of the absences of which whoever looks may know why. Whoever fills the place of the absent one may not,
    though that place could."""
    actor, action = look.actor, "absence.read_private"
    if not actor.service and not POLICY.may(actor, action):
        return set()
    represented = [UUID(id) for id, _ in actor.acting_for]
    private = select(Absence.id).where(Absence.id.in_(ids), within(look, action))
    return set(look.session.scalars(private.where(Absence.person_id.not_in(represented))))
