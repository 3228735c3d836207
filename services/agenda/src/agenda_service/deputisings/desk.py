"""The RPC methods about deputising."""

from agenda_service.absences.models import Absence
from agenda_service.absences.queries import away_in
from agenda_service.absences.queries import within as absences_within
from agenda_service.deputisings import queries, schemas
from agenda_service.deputisings.models import Deputising
from agenda_service.people.queries import is_serving, lock, roles_of
from agenda_service.spans import written
from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query


class DeputisingsDesk(Desk):
    """Who stands in for those who are absent."""

    @command(schemas.ProposeDeputising, returns=schemas.DeputisingView, allow="deputising.arrange")
    def propose_deputising(self, tx, absence_id, **facts):
        """Propose a deputy, for an absence that is not over."""
        allowed = absences_within(tx, tx.action)
        absence = tx.get(Absence, absence_id, absences_within(tx), allowed=allowed)
        deputising, proposed = Deputising.propose(absence=absence, at=tx.at, **facts)
        lock(tx.session, deputising.absent_id, deputising.deputy_id)
        self._check_only_one(tx, deputising)
        self._check_deputy(tx, deputising)
        tx.later("advance_deputising", deputising.subject, deputising.until_at)
        return tx.add(deputising, proposed)

    @command(schemas.ApproveDeputising, returns=schemas.DeputisingView, allow="deputising.approve")
    def approve_deputising(self, tx, deputising_id, version):
        """Grant a deputising; it comes into force and ends by itself."""
        deputising = self._take(tx, deputising_id, version)
        absence = tx.session.get(Absence, deputising.absence_id)
        roles = roles_of(tx.session, deputising.absent_id, day_of(deputising.from_at))
        tx.change(deputising, *deputising.approve(absence=absence, roles=roles, by=tx.actor, at=tx.at))
        self._check_deputy(tx, deputising)
        tx.later("advance_deputising", deputising.subject, deputising.from_at)
        return deputising

    @command(schemas.EndDeputising, returns=schemas.DeputisingView, allow="deputising.arrange")
    def end_deputising(self, tx, deputising_id, version):
        """End a deputising that is in force."""
        deputising = self._take(tx, deputising_id, version)
        return tx.change(deputising, *deputising.end(at=tx.at))

    @command(schemas.CancelDeputising, returns=schemas.DeputisingView, allow="deputising.arrange")
    def cancel_deputising(self, tx, deputising_id, version):
        """Take a deputising back before it is in force."""
        deputising = self._take(tx, deputising_id, version)
        return tx.change(deputising, *deputising.cancel(at=tx.at))

    @query(schemas.GetDeputising, returns=schemas.DeputisingView, allow="deputising.read")
    def get_deputising(self, reading, deputising_id):
        """A deputising."""
        return reading.get(Deputising, deputising_id, queries.visible_to(reading))

    @query(schemas.ListDeputisings, returns=schemas.DeputisingPage, allow="deputising.read")
    def list_deputisings(self, reading, **filters):
        """A page of deputisings."""
        return queries.list_page(reading, **filters)

    @query(schemas.WhoDeputises, returns=schemas.DeputyView, allow="deputising.ask")
    def who_deputises(self, reading, person_id, at):
        """Who stands in for a person."""
        at = at or reading.at
        found = queries.in_force_at(reading.session, person_id, at)
        return {
            "person_id": person_id,
            "at": at,
            "deputising_id": found and found.id,
            "deputy_id": found and found.deputy_id,
            "until_at": found and found.until_at,
        }

    def _take(self, tx, deputising_id, version):
        visible, allowed = queries.visible_to(tx), queries.within(tx, tx.action)
        return tx.get(Deputising, deputising_id, visible, version=version, allowed=allowed)

    def _check_only_one(self, tx, deputising):
        """One stands in at a time; several may, one after the other."""
        span = deputising.from_at, deputising.until_at
        if other := queries.deputised_in(tx, deputising.absence_id, *span):
            raise Conflict("deputising.overlap", from_at=written(other.from_at), until_at=written(other.until_at))

    def _check_deputy(self, tx, deputising):
        """Whoever stands in serves at that time and is there. When and why they are not is not told."""
        if not is_serving(tx.session, deputising.deputy_id, day_of(deputising.from_at)):
            raise Conflict("deputising.deputy_not_serving")
        if away_in(tx.session, deputising.deputy_id, deputising.from_at, deputising.until_at):
            raise Conflict("deputising.deputy_absent")
