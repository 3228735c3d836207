"""What is asked and told about calls."""

from agenda_service.calls.models import LAST
from agenda_service.calls.workflow import RESULTS, Outcome, Status
from makam_kernel.contact import ContactFacts
from makam_kernel.personal import UNMASK_REASONS
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Masked, Nested, Page, Text, View

NAME = {"example": "Murat TOPRAK"}
PHONE = {"example": "+905550000001"}
EMAIL = {"example": "murat@example.org"}
TITLE = {"example": "Vali Yardımcısı"}
INSTITUTION = {"example": "Sarıova Valiliği"}
WORDS = {"example": "Kış hazırlıkları"}
DUE = {"example": "2026-11-25T09:00:00Z"}
WHEN = {"example": "2026-11-25T06:12:00Z"}
CATEGORY = {"example": "YOL.CUKUR"}
RANK = {"example": 12}
TURNED_TO = ["appointment", "request"]


class LogCall(ContactFacts):
    """Logs a call, with ``due_at`` where the caller is to be called back; ``rank`` is their place in the list of
    precedence."""

    calendar_id = Id(required=True)
    title = Text(load_default=None, allow_none=True, most=200, metadata=TITLE)
    institution = Text(load_default=None, allow_none=True, most=200, metadata=INSTITUTION)
    words = Text(required=True, most=4000, metadata=WORDS)
    rank = Integer(load_default=LAST, least=1, most=LAST, metadata=RANK)
    due_at = Instant(load_default=None, allow_none=True, metadata=DUE)


class OfCall(Command):
    """Names a call and the version that the caller saw."""

    call_id = Id(required=True)
    version = Integer(required=True, least=1)


class PromiseCallBack(OfCall):
    """Somebody is to be called back by an hour."""

    due_at = Instant(required=True, metadata=DUE)


class TryCall(OfCall):
    """Somebody was called back and not reached."""

    outcome = Code(Outcome, required=True)
    note = Text(load_default=None, allow_none=True, most=2000)


class CloseCall(OfCall):
    """A call has its result."""

    result = Code(sorted(RESULTS), required=True)
    note = Text(load_default=None, allow_none=True, most=4000)


class TurnCallToAppointment(OfCall):
    """The caller asks for an appointment; their words are its topic."""

    minutes = Integer(load_default=30, least=5, most=480, metadata={"example": 30})
    preferred_at = Instant(load_default=None, allow_none=True, metadata={"example": "2026-12-01T07:00:00Z"})


class TurnCallToRequest(OfCall):
    """What the caller asks is to become a citizen's request."""

    category = Text(load_default=None, allow_none=True, most=60, metadata=CATEGORY)


class GetCall(Command):
    """Asks for a call."""

    call_id = Id(required=True)


class UnmaskCall(Command):
    """Asks to see whole, for a reason, how a caller is reached."""

    call_id = Id(required=True)
    reason = Code(UNMASK_REASONS, required=True)


class GetCallWords(Command):
    """Asks for the words of a call that is to become a request."""

    call_id = Id(required=True)


class ListCalls(Page):
    """Asks for calls, the last one first."""

    calendar_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)


class ListCallsToMake(Page):
    """Asks who is to be called back, by precedence, then by hour."""

    calendar_id = Id(load_default=None, allow_none=True)


class TryView(View):
    """A try to call back that reached nobody."""

    tried_at = Instant(required=True, metadata=WHEN)
    tried_by = Id(required=True, allow_none=True)
    outcome = Code(Outcome, required=True)
    note = Text(allow_none=True)


class CallView(View):
    """A telephone call."""

    about = "call"

    id = Id(required=True)
    version = Integer(required=True)
    calendar_id = Id(required=True)
    logged_by = Id(required=True, allow_none=True)
    logged_at = Instant(required=True, metadata=WHEN)
    rank = Integer(required=True, metadata=RANK)
    name = Text(required=True, metadata=NAME)
    phone = Masked("phone", unmask="call.contact", allow_none=True, metadata=PHONE)
    email = Masked("email", unmask="call.contact", allow_none=True, metadata=EMAIL)
    title = Text(allow_none=True, metadata=TITLE)
    institution = Text(allow_none=True, metadata=INSTITUTION)
    words = Text(required=True, metadata=WORDS)
    status = Code(Status, required=True)
    due_at = Instant(required=True, allow_none=True, metadata=DUE)
    closed_at = Instant(required=True, allow_none=True, metadata=WHEN)
    note = Text(allow_none=True)
    tries = ListOf(Nested(TryView), required=True)
    turned_to = Code(TURNED_TO, required=True, allow_none=True)
    appointment_id = Id(required=True, allow_none=True)


class CallPage(View):
    """A page of calls."""

    items = ListOf(Nested(CallView), required=True)
    next_cursor = Text(allow_none=True)


class CallToMakeView(View):
    """A call to make, and whether its hour has passed."""

    overdue = Boolean(required=True)
    call = Nested(CallView, required=True)


class CallsToMakePage(View):
    """A page of the calls to make."""

    items = ListOf(Nested(CallToMakeView), required=True)
    next_cursor = Text(allow_none=True)


class CallContactView(View):
    """How a caller is reached, whole."""

    about = "call"

    id = Id(required=True)
    phone = Text(allow_none=True, metadata=PHONE)
    email = Text(allow_none=True, metadata=EMAIL)


class CallerView(View):
    """Who called."""

    name = Text(required=True, metadata=NAME)
    phone = Text(required=True, allow_none=True, metadata=PHONE)
    email = Text(required=True, allow_none=True, metadata=EMAIL)
    national_id = Text(required=True, allow_none=True)


class CallWordsView(View):
    """The words of a call that is to become a request."""

    about = "call"

    id = Id(required=True)
    citizen = Nested(CallerView, required=True)
    words = Text(required=True, metadata=WORDS)
    category = Text(required=True, allow_none=True, metadata=CATEGORY)
    received_at = Instant(required=True, metadata=WHEN)
    origin_label = Text(required=True, metadata={"example": "TELEFON:2026-11-25 09.12"})
