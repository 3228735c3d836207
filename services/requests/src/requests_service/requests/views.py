"""What is told about requests."""

from makam_kernel.schema import Boolean, Code, Day, Id, Instant, Integer, ListOf, Masked, Nested, Text, View
from requests_service.citizens.schemas import CitizenView
from requests_service.requests.commands import CHANNELS, CODE, KINDS, NUMBER, TOKEN, TOPIC
from requests_service.requests.deadlines import RULES
from requests_service.requests.workflow import Status


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

    about = "request"

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
    solved_at = Instant(allow_none=True)
    reopen_count = Integer(required=True)
    tries = Integer(required=True, metadata={"example": 2})
    tried_days = Integer(required=True, metadata={"example": 2})
    last_tried_at = Instant(allow_none=True)


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
    code = Text(required=True, metadata=CODE)


class RequestPage(View):
    """A page of requests."""

    items = ListOf(Nested(RequestLine), required=True)
    next_cursor = Text(allow_none=True)


class KnownCitizen(View):
    """A citizen with their requests, the newest first."""

    citizen = Nested(CitizenView, required=True)
    requests = ListOf(Nested(RequestLine), required=True)


class KnownCitizens(View):
    """The citizens with a telephone number, who asked last first; ``more`` when not all their requests are listed."""

    items = ListOf(Nested(KnownCitizen), required=True)
    more = Boolean(required=True)


class HolidayLine(View):
    """A day off within a term."""

    day = Day(required=True)
    name = Text(required=True, metadata={"example": "Cumhuriyet Bayramı"})


class DueDateLine(View):
    """A due date and the rule that makes it."""

    clock = Code(["statutory", "internal", "decision"], required=True)
    rule = Code(RULES, required=True)
    law = Text(allow_none=True, metadata={"example": "3071 m.7"})
    days = Integer(required=True, metadata={"example": 30})
    starts_on = Day(required=True)
    due_on = Day(required=True)
    act_by_on = Day(required=True)
    holidays = ListOf(Nested(HolidayLine), required=True)


class DeadlinesView(View):
    """The due dates of a request, explained."""

    items = ListOf(Nested(DueDateLine), required=True)


class ReceiptView(View):
    """The slip: date, number, subject, and the code for following it; ``text`` is all of it, to be printed."""

    about = "request"

    id = Id(required=True)
    number = Text(required=True, metadata=NUMBER)
    code = Text(required=True, metadata=CODE)
    received_at = Instant(required=True)
    topic = Text(required=True, metadata=TOPIC)
    name = Text(required=True, metadata={"example": "Ayşe Yılmaz"})
    statutory_due_on = Day(required=True)
    text = Text(required=True)


class NoticeLine(View):
    """One message to one recipient."""

    channel = Code(["sms", "email", "office"], required=True)
    recipient = Masked("recipient", unmask="citizen.contact", required=True)
    body = Text(required=True)
    template = Text(required=True)
    written_at = Instant(required=True)
    state = Code(["waiting", "sent", "dead"], required=True)


class NoticeList(View):
    """The messages about a request, oldest first."""

    about = "request"

    id = Id(required=True)
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
    confirmation_token = Text(allow_none=True, metadata=TOKEN)
    steps = ListOf(Nested(TrackingStep), most=10000, required=True)


class SubmittedView(View):
    """What a citizen is told at once: the number and the code to follow it with."""

    number = Text(required=True, metadata=NUMBER)
    code = Text(required=True, metadata=CODE)
    received_on = Day(required=True)
    statutory_due_on = Day(required=True)


class CountLine(View):
    """How many requests of a unit stand in a status."""

    status = Code(Status, required=True)
    unit_id = Id(allow_none=True)
    count = Integer(required=True)


class CountsView(View):
    """How many requests stand where, over what the caller may see; ``confirmed`` counts citizens' own words only."""

    total = Integer(required=True)
    open = Integer(required=True)
    late = Integer(required=True)
    confirmed = Integer(required=True)
    items = ListOf(Nested(CountLine), most=10000, required=True)
