"""The RPC methods about absences."""

from agenda_service.absences import queries, schemas
from agenda_service.absences.models import Absence
from agenda_service.absences.privacy import shown, shown_all
from agenda_service.deputisings.queries import deputises_in, of_absence
from agenda_service.people.models import Person
from agenda_service.spans import written
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale


class AbsencesDesk(Desk):
    """Who is away, and when. What somebody gets to see of it is decided in one place, ``privacy``."""

    @command(schemas.PlanAbsence, returns=schemas.AbsenceView, allow="absence.plan")
    def plan_absence(self, tx, person_id, **facts):
        """Plan an absence, of oneself or of somebody else; it begins and ends by itself once it is approved."""
        tx.get(Person, person_id, allowed=queries.people_within(tx))
        absence, planned = Absence.plan(person_id=person_id, **facts)
        self._check_free(tx, absence)
        tx.add(absence, planned)
        for instant in (absence.from_at, absence.until_at):
            tx.later("advance_absence", absence.subject, instant)
        return shown(tx, _flushed(tx, absence))

    @command(schemas.ApproveAbsence, returns=schemas.AbsenceView, allow="absence.approve")
    def approve_absence(self, tx, absence_id, version):
        """Grant an absence; never one's own."""
        absence = self._take(tx, absence_id, version)
        tx.change(absence, *absence.approve(by=tx.actor, at=tx.at))
        return shown(tx, absence)

    @command(schemas.EndAbsenceEarly, returns=schemas.AbsenceView, allow="absence.plan")
    def end_absence_early(self, tx, absence_id, version):
        """The person is back."""
        absence = self._take(tx, absence_id, version)
        tx.change(absence, *absence.end_early(at=tx.at))
        return self._without_deputies(tx, absence)

    @command(schemas.CancelAbsence, returns=schemas.AbsenceView, allow="absence.plan")
    def cancel_absence(self, tx, absence_id, version):
        """The absence does not take place."""
        absence = self._take(tx, absence_id, version)
        tx.change(absence, *absence.cancel(at=tx.at))
        return self._without_deputies(tx, absence)

    @query(schemas.GetAbsence, returns=schemas.AbsenceView, allow="absence.read")
    def get_absence(self, reading, absence_id):
        """An absence."""
        return shown(reading, reading.get(Absence, absence_id, queries.within(reading)))

    @query(schemas.ListAbsences, returns=schemas.AbsencePage, allow="absence.read")
    def list_absences(self, reading, **filters):
        """A page of absences."""
        page = queries.list_page(reading, **filters)
        return page | {"items": shown_all(reading, page["items"])}

    def _take(self, tx, absence_id, version):
        visible, allowed = queries.within(tx), queries.within(tx, tx.action)
        try:
            return tx.get(Absence, absence_id, visible, version=version, allowed=allowed)
        except Stale as stale:
            raise Stale(shown(tx, stale.thing)) from None

    def _check_free(self, tx, absence):
        """Nobody is absent twice at once, nor while they stand in for another; the person's row is locked."""
        span = absence.person_id, absence.from_at, absence.until_at
        if other := queries.away_in(tx.session, *span):
            raise Conflict("absence.overlap", from_at=written(other.from_at), until_at=written(other.until_at))
        if kept := deputises_in(tx, *span):
            raise Conflict("absence.is_deputy", from_at=written(kept.from_at), until_at=written(kept.until_at))

    def _without_deputies(self, tx, absence):
        """Nobody stands in for somebody who is there."""
        for deputising in of_absence(tx.session, absence.id):
            if facts := deputising.cut(at=tx.at):
                tx.change(deputising, *facts)
        return shown(tx, absence)


def _flushed(tx, thing):
    tx.session.flush()
    return thing
