"""What requests does with the data of persons: its citizens, and the words of their requests."""

from sqlalchemy import select

from makam_kernel import messages
from makam_kernel.keeping import Keeper
from requests_service.citizens.models import Citizen
from requests_service.citizens.queries import fitting
from requests_service.personal import AFTER_CLOSING
from requests_service.requests.models import Request
from requests_service.requests.workflow import OPEN

CITIZEN = ("name", "phone", "email", "national_id")
REQUEST = (
    "number",
    "kind",
    "channel",
    "origin",
    "origin_label",
    "topic",
    "neighbourhood",
    "address",
    "status",
    "law",
    "solution",
    "closed_by",
    "closing_reason",
)
DATES = ("received_on", "statutory_due_on", "internal_due_on", "extended_on", "objected_on", "decision_due_on")
INSTANTS = ("received_at", "solved_at", "closed_at")


class RequestsKeeper(Keeper):
    """A citizen is told and erased with all of their requests. A term runs for each request by itself; with the last of
    them its citizen goes, too."""

    nouns = (Citizen, Request)

    def find(self, session, *, national_id, phone, name):
        """Citizens, as registration knows them again."""
        return fitting(session, national_id=national_id, phone=phone, name=name)

    def matters(self, session, thing):
        """A citizen's requests."""
        return [thing] if isinstance(thing, Request) else _requests_of(session, thing)

    def tell(self, session, thing):
        """A citizen with their requests and every message about them; or one request."""
        if isinstance(thing, Request):
            return _told(session, thing)
        return {name: getattr(thing, name) for name in CITIZEN} | {
            "requests": [_told(session, request) for request in _requests_of(session, thing)]
        }

    def open_matters(self, session, thing):
        """The numbers of requests that are not yet closed."""
        requests = [thing] if isinstance(thing, Request) else _requests_of(session, thing)
        return [request.number for request in requests if request.status in OPEN]

    def erase(self, tx, thing, **record):
        """Empty a citizen and their requests; or one request, and its citizen when it was the last."""
        citizen_id = thing.citizen_id if isinstance(thing, Request) else thing.id
        citizen = tx.get(Citizen, citizen_id)  # its lock keeps new requests of the same person away
        requests = [request for request in _requests_of(tx.session, citizen) if request.erased_at is None]
        if isinstance(thing, Request):
            whole, requests = requests == [thing], [thing]
        else:
            whole = True
        for request in requests:
            tx.change(request, request.erase(at=tx.at), **record)
        if whole:
            tx.change(citizen, citizen.erase(at=tx.at), **record)
        return [*requests, *[citizen] * whole], [request.number for request in requests]

    def due(self, session, at, most):
        """Requests that were closed so long ago that nothing needs their words any more."""
        over = (Request.erased_at.is_(None), Request.closed_at <= at - AFTER_CLOSING, Request.status.not_in(OPEN))
        return session.scalars(select(Request).where(*over).order_by(Request.closed_at, Request.id).limit(most)).all()


def _requests_of(session, citizen):
    query = select(Request).where(Request.citizen_id == citizen.id)
    return session.scalars(query.order_by(Request.received_at, Request.id)).all()


def _told(session, request):
    return {
        **{name: getattr(request, name) for name in REQUEST},
        **{name: _text(getattr(request, name)) for name in (*DATES, *INSTANTS)},
        "category": request.category and request.category.name,
        "unit": request.unit and request.unit.name,
        "history": [
            {"act": row.act, "at": _text(row.at), "by": row.actor_name, "note": row.note} for row in request.history
        ],
        "messages": [
            {
                "channel": message.channel,
                "recipient": message.recipient,
                "body": message.body,
                "written_at": _text(message.written_at),
                "state": message.state,
            }
            for message in messages.about(session, request.subject)
        ],
    }


def _text(when):
    return when and when.isoformat()
