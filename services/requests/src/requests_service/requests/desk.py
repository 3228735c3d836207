"""The RPC methods about requests, for those who work in the municipality."""

from makam_kernel import audit, messages
from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from requests_service.citizens.schemas import ContactView
from requests_service.requests import codes, commands, deadlines, queries, views
from requests_service.requests.confirmation import end_silence, take_word
from requests_service.requests.models import SILENCE, Request
from requests_service.requests.notices import fill, tell_citizen, tell_office, without_codes
from requests_service.requests.registration import register


class RequestsDesk(Desk):
    """What the desk, the units and the director do with a request."""

    @command(commands.RegisterRequest, returns=views.RegisteredView, allow="request.register")
    def register_request(self, tx, **facts):
        """Register a request and give it its number."""
        request = register(tx, **facts)
        code = codes.tracking_code(self.process.keys.secret, request)
        return {
            "request": request,
            "id": request.id,
            "version": request.version,
            "number": request.number,
            "code": code,
        }

    @command(commands.RouteRequest, returns=views.RequestView, allow="request.route")
    def route_request(self, tx, request_id, version, unit_id):
        """Send a request to a unit."""
        request = self._take(tx, request_id, version)
        unit = known_unit(tx.session, unit_id, day_of(tx.at))
        return tx.change(request, request.route(unit=unit, rule=None, actor=tx.actor, at=tx.at))

    @command(commands.ReturnRequest, returns=views.RequestView, allow="request.work")
    def return_request(self, tx, request_id, version, reason):
        """Send a request back to the desk; the office is told."""
        request = self._take(tx, request_id, version)
        unit = request.unit
        tx.change(request, request.give_back(reason=reason, actor=tx.actor, at=tx.at))
        office = "role/director" if request.restricted else "role/front_desk"
        tell_office(tx, request, "office_returned", office, unit=unit.name, reason=reason)
        return request

    @command(commands.AcceptRequest, returns=views.RequestView, allow="request.work")
    def accept_request(self, tx, request_id, version):
        """Take a request on for the unit."""
        request = self._take(tx, request_id, version)
        return tx.change(request, request.accept(actor=tx.actor, at=tx.at))

    @command(commands.StartRequest, returns=views.RequestView, allow="request.work")
    def start_request(self, tx, request_id, version):
        """Begin to work on a request."""
        request = self._take(tx, request_id, version)
        return tx.change(request, request.start(actor=tx.actor, at=tx.at))

    @command(commands.SolveRequest, returns=views.RequestView, allow="request.work")
    def solve_request(self, tx, request_id, version, solution):
        """Answer a request; the citizen is asked, and silence has its day."""
        request = self._take(tx, request_id, version)
        tx.change(request, request.solve(solution=solution, actor=tx.actor, at=tx.at))
        tx.later("close_silently", request.subject, tx.at + SILENCE)
        tell_citizen(tx, request, "solved", solution=solution)
        return request

    @command(commands.ConfirmRequest, returns=views.RequestView, allow="request.confirm")
    def confirm_request(self, tx, request_id, version, answer, note):
        """Record the citizen's word that came by phone or at the desk."""
        return take_word(tx, self._take(tx, request_id, version), answer, note)

    @command(commands.TryConfirmation, returns=views.RequestView, allow="request.confirm")
    def try_confirmation(self, tx, request_id, version, note):
        """The citizen was called for their word and not reached. Each try is kept and the word still awaited, unless
        the time for it was over and all that was missing were the calls of another day."""
        request = self._take(tx, request_id, version)
        return end_silence(tx, tx.change(request, request.miss(note=note, actor=tx.actor, at=tx.at)))

    @command(commands.DecideRequest, returns=views.RequestView, allow="request.decide")
    def decide_request(self, tx, request_id, version, decision, reason):
        """Answer an objection; the citizen is told either way."""
        request = self._take(tx, request_id, version)
        if decision == "reopen":
            tx.change(request, request.grant(reason=reason, actor=tx.actor, at=tx.at))
            self._tell_of_reopening(tx, request)
        else:
            tx.change(request, request.close_with_reason(reason=reason, actor=tx.actor, at=tx.at))
            tell_citizen(tx, request, "closed", reason=reason)
        return request

    @command(commands.ReopenRequest, returns=views.RequestView, allow="request.confirm")
    def reopen_request(self, tx, request_id, version, note):
        """Open a silently closed request again, at the citizen's word."""
        request = self._take(tx, request_id, version)
        tx.change(request, request.reopen(note=note, actor=tx.actor, at=tx.at))
        self._tell_of_reopening(tx, request)
        return request

    @command(commands.ExtendRequest, returns=views.RequestView, allow="request.extend")
    def extend_request(self, tx, request_id, version, reason):
        """Extend the term of an information request; the applicant is told why."""
        request = self._take(tx, request_id, version)
        calendar = self.process.calendar
        tx.change(request, request.extend(reason=reason, actor=tx.actor, at=tx.at, calendar=calendar))
        tell_citizen(tx, request, "extended", reason=reason)
        return request

    @command(commands.WithdrawRequest, returns=views.RequestView, allow="request.withdraw")
    def withdraw_request(self, tx, request_id, version, reason):
        """Take a request back, at the citizen's wish."""
        request = self._take(tx, request_id, version)
        tx.change(request, request.withdraw(reason=reason, actor=tx.actor, at=tx.at))
        tell_citizen(tx, request, "withdrawn")
        return request

    @command(commands.VoidRequest, returns=views.RequestView, allow="request.void")
    def void_request(self, tx, request_id, version, reason):
        """Declare a request registered in error; the citizen, who has its number, is told."""
        request = self._take(tx, request_id, version)
        tx.change(request, request.void(reason=reason, actor=tx.actor, at=tx.at))
        tell_citizen(tx, request, "voided", reason=reason)
        return request

    @query(commands.GetRequest, returns=views.RequestView, allow="request.read")
    def get_request(self, reading, request_id):
        """A request, whole."""
        return self._see(reading, request_id)

    @command(commands.UnmaskCitizen, returns=ContactView, allow="citizen.unmask")
    def unmask_citizen(self, tx, request_id, reason):
        """How the citizen of a request is reached, and their identity number, whole; the reason goes on record."""
        allowed = queries.within(tx.actor, tx.action)
        citizen = tx.get(Request, request_id, queries.within(tx.actor), allowed=allowed).citizen
        audit.put(tx, "citizen.unmasked", citizen.subject, {"reason": reason, "request": str(request_id)})
        return citizen

    @query(commands.FindCitizens, returns=views.KnownCitizens, allow="citizen.find")
    def find_citizens(self, reading, phone):
        """Who has a telephone number, as far as the caller may see what they asked for."""
        found = queries.of_phone(reading, phone)
        known = {}
        for request in found[: queries.MOST]:
            known.setdefault(request.citizen, []).append(request)
        items = [{"citizen": citizen, "requests": requests} for citizen, requests in known.items()]
        return {"items": items, "more": len(found) > queries.MOST}

    @query(commands.ListRequests, returns=views.RequestPage, allow="request.read")
    def list_requests(self, reading, **filters):
        """A page of requests."""
        return queries.list_page(reading, **filters, today=day_of(reading.at))

    @query(commands.GetDeadlines, returns=views.DeadlinesView, allow="request.read")
    def get_deadlines(self, reading, request_id):
        """When a request must be answered, and why."""
        return {"items": deadlines.explain(self._see(reading, request_id), self.process.calendar)}

    @query(commands.GetReceipt, returns=views.ReceiptView, allow="request.register")
    def get_receipt(self, reading, request_id):
        """The slip that the citizen takes home."""
        request = self._see(reading, request_id, queries.within(reading.actor, reading.action))
        return {
            "id": request.id,
            "number": request.number,
            "code": codes.tracking_code(self.process.keys.secret, request),
            "received_at": request.received_at,
            "topic": request.topic,
            "name": request.citizen.name,
            "statutory_due_on": request.statutory_due_on,
            "text": fill("receipt", request, self.process.keys.secret),
        }

    @query(commands.ListNotices, returns=views.NoticeList, allow="request.read")
    def list_notices(self, reading, request_id):
        """What was written to whom about a request. Only those who take the citizen's word get the codes by which it is
        given: a unit that could read them would confirm its own work."""
        request = self._see(reading, request_id)
        notices = messages.about(reading.session, request.subject)
        if not queries.reaches(reading, request, "request.confirm"):
            notices = [without_codes(notice, self.process.keys.secret, request) for notice in notices]
        return {"id": request.id, "items": notices}

    @query(commands.CountRequests, returns=views.CountsView, allow="request.read")
    def count_requests(self, reading):
        """How many requests stand where."""
        return queries.counts(reading, day_of(reading.at))

    def _tell_of_reopening(self, tx, request):
        tell_citizen(tx, request, "reopened")
        tell_office(tx, request, "office_reopened", f"unit/{request.unit_id}")

    def _take(self, tx, request_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Request, request_id, queries.within(tx.actor), version=version, allowed=allowed)

    def _see(self, reading, request_id, *allowed):
        return reading.get(Request, request_id, queries.within(reading.actor), *allowed)
