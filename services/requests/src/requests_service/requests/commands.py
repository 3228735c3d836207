"""What may be asked of requests."""

from marshmallow import ValidationError, post_load, validates

from makam_kernel.contact import normal_phone
from makam_kernel.personal import UNMASK_REASONS
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, Nested, Page, Text
from requests_service.citizens.schemas import CitizenFacts, PublicCitizenFacts
from requests_service.requests.workflow import Status

KINDS = ["request", "complaint", "suggestion", "information", "thanks", "report"]
CHANNELS = ["desk", "phone", "web", "letter", "email", "public_day"]
ANSWERS = ["yes", "no"]
DECISIONS = ["reopen", "close"]

NUMBER = {"example": "TLP-2026-000001"}
TOPIC = {"example": "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur"}
CODE = {"example": "7K2M-QX9D"}
TOKEN = {"example": "1-QX9D7K2M"}


class Number(Text):
    """The number of a request, also as people type it: in small letters."""

    def _deserialize(self, value, attr, data, **kwargs):
        return super()._deserialize(value, attr, data, **kwargs).upper()


class RequestFacts(Command):
    """What somebody asks for."""

    kind = Code(KINDS, load_default="request")
    topic = Text(required=True, metadata=TOPIC)
    neighbourhood = Text(load_default=None, allow_none=True, most=100, metadata={"example": "Çınaraltı"})
    address = Text(load_default=None, allow_none=True, most=300)


class RegisterRequest(RequestFacts):
    """Registers a citizen's request at the desk; routing rules are applied at once."""

    citizen = Nested(CitizenFacts, required=True)
    channel = Code(CHANNELS, required=True)
    category = Text(load_default=None, allow_none=True, most=60, metadata={"example": "YOL.CUKUR"})
    received_at = Instant(load_default=None, allow_none=True)


class SubmitRequest(RequestFacts):
    """Registers what a citizen writes on the public page."""

    citizen = Nested(PublicCitizenFacts, required=True)


class OfRequest(Command):
    """Names a request."""

    request_id = Id(required=True)


class ChangeOfRequest(OfRequest):
    """Names a request and the version that the caller saw."""

    version = Integer(required=True, least=1)


class GetRequest(OfRequest):
    """Asks for a request."""


class RouteRequest(ChangeOfRequest):
    """Sends a request to a unit, by hand."""

    unit_id = Id(required=True)


class ReturnRequest(ChangeOfRequest):
    """Sends a request back to the desk."""

    reason = Text(required=True, most=2000)


class AcceptRequest(ChangeOfRequest):
    """Takes a request on for the unit."""


class StartRequest(ChangeOfRequest):
    """Begins to work on a request."""


class SolveRequest(ChangeOfRequest):
    """Answers a request and asks the citizen's word."""

    solution = Text(required=True)


class ConfirmRequest(ChangeOfRequest):
    """Records the citizen's word that came by phone or at the desk."""

    answer = Code(ANSWERS, required=True)
    note = Text(load_default=None, allow_none=True, most=2000)


class TryConfirmation(ChangeOfRequest):
    """Records that the citizen was called for their word and not reached. Silence closes a request after 14 days, and
    where the citizen has a telephone not before calls on three different days."""

    note = Text(load_default=None, allow_none=True, most=2000)


class DecideRequest(ChangeOfRequest):
    """Answers an objection: work again, or close with a reason that the citizen is told."""

    decision = Code(DECISIONS, required=True)
    reason = Text(load_default=None, allow_none=True)


class ReopenRequest(ChangeOfRequest):
    """Opens a silently closed request again, at the citizen's word."""

    note = Text(required=True, most=2000)


class ExtendRequest(ChangeOfRequest):
    """Extends the term of an information request, once."""

    reason = Text(required=True, most=2000)


class WithdrawRequest(ChangeOfRequest):
    """Takes a request back, at the citizen's wish."""

    reason = Text(required=True, most=2000)


class VoidRequest(ChangeOfRequest):
    """Declares a request registered in error."""

    reason = Text(required=True, most=2000)


class UnmaskCitizen(Command):
    """Asks to see whole, for a reason, how a citizen is reached and who they are."""

    request_id = Id(required=True)
    reason = Code(UNMASK_REASONS, required=True)


class FindCitizens(Command):
    """Asks who has this telephone number, however it is written, and what they asked for."""

    phone = Text(required=True, most=30, metadata={"example": "+905550000001"})

    @validates("phone")
    def _phone(self, value, **_kwargs):
        if normal_phone(value) is None:
            raise ValidationError("phone")

    @post_load
    def _normal(self, facts, **_kwargs):
        return facts | {"phone": normal_phone(facts["phone"])}


class ListRequests(Page):
    """Asks for requests: the most urgent first, or the newest, or of those that have an answer the oldest answer;
    ``void`` as status gives the list of void numbers."""

    number = Number(load_default=None, allow_none=True, most=30, metadata=NUMBER)
    status = Code(Status, load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    origin = Text(load_default=None, allow_none=True, most=100)
    open = Boolean(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    order = Code(["due", "newest", "solved"], load_default="newest")


class TrackRequest(Command):
    """A citizen asks how their request stands, with its number and code."""

    number = Number(required=True, most=30, metadata=NUMBER)
    code = Text(required=True, most=30, metadata=CODE)


class AnswerConfirmation(Command):
    """A citizen answers, once per solution, whether their request is solved."""

    number = Number(required=True, most=30, metadata=NUMBER)
    token = Text(required=True, most=60, metadata=TOKEN)
    answer = Code(ANSWERS, required=True)
    note = Text(load_default=None, allow_none=True, most=2000)


class CountRequests(Command):
    """Asks how many requests stand where."""


class GetDeadlines(OfRequest):
    """Asks when a request must be answered, and why."""


class GetReceipt(OfRequest):
    """Asks for the slip that the citizen takes home."""


class ListNotices(OfRequest):
    """Asks what was written to whom about a request."""
