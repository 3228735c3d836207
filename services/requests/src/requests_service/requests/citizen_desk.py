"""The RPC methods that are open to every citizen: register, follow, confirm."""

from makam_kernel.errors import Conflict, NotFound
from makam_kernel.remote import Desk, command, query
from requests_service.requests import codes, commands, views
from requests_service.requests.confirmation import take_word
from requests_service.requests.queries import by_number
from requests_service.requests.registration import register
from requests_service.requests.workflow import Status


class CitizenDesk(Desk):
    """What citizens do themselves, with the number and the code on their slip."""

    @command(commands.SubmitRequest, returns=views.SubmittedView, allow="request.submit")
    def submit_request(self, tx, **facts):
        """Register what a citizen writes on the public page."""
        request = register(tx, channel="web", **facts)
        code = codes.tracking_code(self.process.keys.secret, request)
        return {
            "number": request.number,
            "code": code,
            "received_on": request.received_on,
            "statutory_due_on": request.statutory_due_on,
        }

    @query(commands.TrackRequest, returns=views.TrackingView, allow="request.track")
    def track_request(self, reading, number, code):
        """How a request stands; a wrong code answers like a number that does not exist."""
        request = by_number(reading.session, number)
        if not codes.is_same(code, codes.tracking_code(self.process.keys.secret, request)):
            raise NotFound("request.not_found")
        return self._tracking(request)

    @command(commands.AnswerConfirmation, returns=views.TrackingView, allow="request.track")
    def answer_confirmation(self, tx, number, token, answer, note):
        """The citizen's yes or no to a solution; each solution is answered once (``link.used``)."""
        request = by_number(tx.session, number, lock=True)
        secret = self.process.keys.secret
        if not codes.was_ours(secret, request, token):
            raise NotFound("request.not_found")
        present = codes.is_same(token, codes.confirmation_token(secret, request))
        if not present or request.status != Status.SOLVED:
            raise Conflict("link.used", state=str(request.status))
        return self._tracking(take_word(tx, request, answer, note))

    def _tracking(self, request):
        waits = request.status == Status.SOLVED
        token = codes.confirmation_token(self.process.keys.secret, request) if waits else None
        return {
            "number": request.number,
            "topic": request.topic,
            "status": request.status,
            "unit": request.unit.name if request.unit else None,
            "received_on": request.received_on,
            "statutory_due_on": request.statutory_due_on,
            "solution": request.solution,
            "closing_reason": request.closing_reason,
            "confirmation_token": token,
            "steps": request.history,
        }
