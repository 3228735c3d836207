"""The RPC methods about visits."""

from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from visitors_service.hosting.following import drop_hosting
from visitors_service.notices import tell_office
from visitors_service.visits import queries, schemas
from visitors_service.visits.models import Visit
from visitors_service.visits.workflow import Status


class VisitsDesk(Desk):
    """What the private office and the front desk do with guests."""

    @command(schemas.PlanVisit, returns=schemas.VisitView, allow="visit.plan")
    def plan_visit(self, tx, host_unit_id, **facts):
        """Plan a visit; at the end of its day the desk's closing looks at it."""
        if host_unit_id:
            known_unit(tx.session, host_unit_id, day_of(tx.at))
        visit = tx.add(*Visit.plan(host_unit_id=host_unit_id, **facts))
        tx.later("close_visit", visit.subject, visit.closes_at)
        return visit

    @command(schemas.ConfirmVisit, returns=schemas.VisitView, allow="visit.plan")
    def confirm_visit(self, tx, visit_id, version):
        """It is certain that they come."""
        visit = self._take(tx, visit_id, version)
        return tx.change(visit, visit.confirm())

    @command(schemas.ArriveVisit, returns=schemas.VisitView, allow="visit.receive")
    def arrive_visit(self, tx, visit_id, version, card_number):
        """Check in; the host is told, once."""
        visit = self._take(tx, visit_id, version)
        arrived = visit.arrive(card_number=card_number, at=tx.at)
        self._check_card(tx, visit)
        tx.change(visit, arrived)
        host = f"unit/{visit.host_unit_id}" if visit.host_unit_id else "role/secretary"
        facts = {"name": visit.head.name, "time": visit.time, "persons": len(visit.members)}
        facts["institution"] = f" ({visit.institution})" if visit.institution else ""
        tell_office(tx, visit.subject, "guest_arrived", host, **facts)
        return visit

    @command(schemas.ReceiveVisit, returns=schemas.VisitView, allow="visit.receive")
    def receive_visit(self, tx, visit_id, version):
        """Their host receives them."""
        visit = self._take(tx, visit_id, version)
        return tx.change(visit, visit.receive(at=tx.at))

    @command(schemas.DepartVisit, returns=schemas.VisitView, allow="visit.receive")
    def depart_visit(self, tx, visit_id, version):
        """Check out."""
        visit = self._take(tx, visit_id, version)
        return tx.change(visit, visit.depart(at=tx.at))

    @command(schemas.CancelVisit, returns=schemas.VisitView, allow="visit.plan")
    def cancel_visit(self, tx, visit_id, version, reason):
        """They will not come."""
        visit = self._take(tx, visit_id, version)
        tx.change(visit, visit.cancel(reason=reason))
        drop_hosting(tx, visit, reason)
        return visit

    @command(schemas.CloseVisitsDay, returns=schemas.VisitsDayView, allow="visit.receive")
    def close_visits_day(self, tx, day):
        """End the day at the desk, for this day's visits and any forgotten before."""
        if day > day_of(tx.at):
            raise Invalid("visit.day_in_future", day=day.isoformat())
        closed = [tx.change(visit, visit.close_day()) for visit in queries.unfinished_until(tx.session, day)]
        forgotten = [visit for visit in closed if visit.status == Status.DAY_CLOSED]
        return {
            "day": day,
            "no_show": len(closed) - len(forgotten),
            "day_closed": len(forgotten),
            "missing_cards": sorted(visit.card_number for visit in forgotten if visit.card_number),
        }

    @query(schemas.GetVisit, returns=schemas.VisitView, allow="visit.read")
    def get_visit(self, reading, visit_id):
        """A visit."""
        return reading.get(Visit, visit_id, queries.within(reading.actor))

    @query(schemas.ListVisits, returns=schemas.VisitPage, allow="visit.read")
    def list_visits(self, reading, **filters):
        """A page of visits."""
        return queries.list_page(reading, **filters)

    def _take(self, tx, visit_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Visit, visit_id, queries.within(tx.actor), version=version, allowed=allowed)

    def _check_card(self, tx, visit):
        """A card is out with one visit at most."""
        if visit.card_number:
            with tx.session.no_autoflush:
                holder = queries.holder_of_card(tx.session, visit.card_number)
            if holder is not None and holder.id != visit.id:
                raise Conflict("visit.card_out", card=visit.card_number)
