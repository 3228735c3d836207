"""What is asked and told about requests."""

from makam_kernel.schema import (
    Boolean,
    Code,
    Command,
    Day,
    Id,
    Instant,
    Integer,
    ListOf,
    Nested,
    Page,
    Text,
    View,
)

from requests_service.citizens.schemas import CitizenFacts, CitizenView
from requests_service.requests.workflow import Status

KINDS = ["request", "complaint", "suggestion", "information", "thanks", "report"]
CHANNELS = ["desk", "phone", "web", "letter", "email", "public_day"]
ANSWERS = ["yes", "no"]
DECISIONS = ["reopen", "close"]

NUMBER = {"example": "TLP-2026-000001"}
TOPIC = {"example": "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur"}


class RequestFacts(Command):
    """What somebody asks for."""

    citizen = Nested(CitizenFacts, required=True)
    kind = Code(KINDS, load_default="request")
    topic = Text(required=True, metadata=TOPIC)
    neighbourhood = Text(load_default=None, allow_none=True, most=100, metadata={"example": "Çınaraltı"})
    address = Text(load_default=None, allow_none=True, most=300)


class RegisterRequest(RequestFacts):
    """Registers a citizen's request at the desk; routing rules are applied at once."""

    channel = Code(CHANNELS, required=True)
    category = Text(load_default=None, allow_none=True, most=60, metadata={"example": "YOL.CUKUR"})
    received_at = Instant(load_default=None, allow_none=True)


class SubmitRequest(RequestFacts):
    """Registers what a citizen writes on the public page."""


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


class ListRequests(Page):
    """Asks for requests, the most urgent or the newest first."""

    status = Code(Status, load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    origin = Text(load_default=None, allow_none=True, most=100)
    open = Boolean(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    order = Code(["due", "newest"], load_default="newest")


class TrackRequest(Command):
    """A citizen asks how their request stands, with its number and code."""

    number = Text(required=True, most=30, metadata=NUMBER)
    code = Text(required=True, most=30, metadata={"example": "7K2M-QX9D"})


class AnswerConfirmation(Command):
    """A citizen answers, once per solution, whether their request is solved."""

    number = Text(required=True, most=30, metadata=NUMBER)
    token = Text(required=True, most=60, metadata={"example": "1-QX9D7K2M"})
    answer = Code(ANSWERS, required=True)
    note = Text(load_default=None, allow_none=True, most=2000)


class CountRequests(Command):
    """Asks how many requests stand where."""


class UnitLine(View):
    """A unit, to be shown."""

    id = Id(required=True)
    code = Text(required=True, metadata={"example": "FEN"})
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})


class CategoryLine(View):
    """A category, to be shown."""

    id = Id(required=True)
    code = Text(required=True, metadata={"example": "YOL.CUKUR"})
    name = Text(required=True, metadata={"example": "Yolda çukur"})


class HistoryLine(View):
    """One thing that happened to a request."""

    act = Text(required=True, metadata={"example": "registered"})
    at = Instant(required=True)
    actor_id = Text(required=True)
    actor_name = Text(required=True, metadata={"example": "Sevil TAN"})
    note = Text(allow_none=True)
    from_status = Code(Status, allow_none=True)
    to_status = Code(Status, required=True)


class RequestLine(View):
    """A request in a list."""

    id = Id(required=True)
    version = Integer(required=True)
    number = Text(required=True, metadata=NUMBER)
    kind = Code(KINDS, required=True)
    channel = Code(CHANNELS, required=True)
    topic = Text(required=True, metadata=TOPIC)
    neighbourhood = Text(allow_none=True)
    status = Code(Status, required=True)
    unit = Nested(UnitLine, allow_none=True)
    category = Nested(CategoryLine, allow_none=True)
    received_at = Instant(required=True)
    statutory_due_on = Day(required=True)
    internal_due_on = Day(allow_none=True)
    decision_due_on = Day(allow_none=True)
    reopen_count = Integer(required=True)


class RequestView(RequestLine):
    """A request, whole."""

    citizen = Nested(CitizenView, required=True)
    address = Text(allow_none=True)
    origin = Text(allow_none=True)
    origin_label = Text(allow_none=True, metadata={"example": "HALK_GUNU:2026-10-14#17"})
    routed_by = Code(["rule", "hand"], allow_none=True)
    rule_id = Id(allow_none=True)
    rule_version = Integer(allow_none=True)
    law = Code(["3071", "4982"], required=True)
    extended_on = Day(allow_none=True)
    solution = Text(allow_none=True)
    solved_at = Instant(allow_none=True)
    closed_at = Instant(allow_none=True)
    closed_by = Code(["citizen", "director", "silence", "error"], allow_none=True)
    closing_reason = Text(allow_none=True)
    history = ListOf(Nested(HistoryLine), most=10000, required=True)


class RegisteredView(View):
    """A request that was just registered, with the code by which its citizen follows it."""

    request = Nested(RequestView, required=True)
    id = Id(required=True)
    version = Integer(required=True)
    number = Text(required=True, metadata=NUMBER)
    code = Text(required=True, metadata={"example": "7K2M-QX9D"})


class RequestPage(View):
    """A page of requests."""

    items = ListOf(Nested(RequestLine), required=True)
    next_cursor = Text(allow_none=True)


class HolidayLine(View):
    """A day off within a term."""

    day = Day(required=True)
    name = Text(required=True, metadata={"example": "Cumhuriyet Bayramı"})


class DueDateLine(View):
    """A due date and the rule that makes it."""

    clock = Code(["statutory", "internal", "decision"], required=True)
    rule = Text(required=True, metadata={"example": "law_3071"})
    law = Text(allow_none=True, metadata={"example": "3071 m.7"})
    days = Integer(allow_none=True)
    starts_on = Day(required=True)
    due_on = Day(required=True)
    act_by_on = Day(required=True)
    holidays = ListOf(Nested(HolidayLine), required=True)


class GetDeadlines(OfRequest):
    """Asks when a request must be answered, and why."""


class DeadlinesView(View):
    """The due dates of a request, explained."""

    items = ListOf(Nested(DueDateLine), required=True)


class GetReceipt(OfRequest):
    """Asks for the slip that the citizen takes home."""


class ReceiptView(View):
    """The slip: date, number, subject, and the code for following it."""

    number = Text(required=True, metadata=NUMBER)
    code = Text(required=True, metadata={"example": "7K2M-QX9D"})
    received_at = Instant(required=True)
    topic = Text(required=True, metadata=TOPIC)
    name = Text(required=True, metadata={"example": "Ayşe Yılmaz"})
    statutory_due_on = Day(required=True)


class ListNotices(OfRequest):
    """Asks what was written to whom about a request."""


class NoticeLine(View):
    """One message to one recipient."""

    channel = Code(["sms", "email", "office"], required=True)
    recipient = Text(required=True)
    body = Text(required=True)
    template = Text(required=True)
    written_at = Instant(required=True)
    state = Code(["waiting", "sent", "dead"], required=True)


class NoticeList(View):
    """The messages about a request, oldest first."""

    items = ListOf(Nested(NoticeLine), most=10000, required=True)


class TrackingStep(View):
    """A stage, as the citizen sees it."""

    act = Text(required=True, metadata={"example": "registered"})
    at = Instant(required=True)


class TrackingView(View):
    """What a citizen sees of their request; no name, for whoever holds the slip may look."""

    number = Text(required=True, metadata=NUMBER)
    topic = Text(required=True, metadata=TOPIC)
    status = Code(Status, required=True)
    unit = Text(allow_none=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    received_on = Day(required=True)
    statutory_due_on = Day(required=True)
    solution = Text(allow_none=True)
    closing_reason = Text(allow_none=True)
    confirmation_token = Text(allow_none=True, metadata={"example": "1-QX9D7K2M"})
    steps = ListOf(Nested(TrackingStep), most=10000, required=True)


class SubmittedView(View):
    """What a citizen is told at once: the number and the code to follow it with."""

    number = Text(required=True, metadata=NUMBER)
    code = Text(required=True, metadata={"example": "7K2M-QX9D"})
    received_on = Day(required=True)
    statutory_due_on = Day(required=True)


class CountLine(View):
    """How many requests of a unit stand in a status."""

    status = Code(Status, required=True)
    unit_id = Id(allow_none=True)
    count = Integer(required=True)


class CountsView(View):
    """How many requests stand where, over what the caller may see; ``confirmed`` counts the citizens' own words only."""

    total = Integer(required=True)
    open = Integer(required=True)
    late = Integer(required=True)
    confirmed = Integer(required=True)
    items = ListOf(Nested(CountLine), most=10000, required=True)
