"""What is asked and told about places in the queue."""

from makam_kernel.contact import ContactFacts
from makam_kernel.personal import UNMASK_REASONS
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Masked, Nested, Page, Text, View
from visitors_service.places.order import Reason
from visitors_service.places.workflow import Status
from visitors_service.public_days.priority import PriorityClass
from visitors_service.public_days.workflow import Status as DayStatus

LABEL = {"example": "A-03"}
ROOM = {"example": "Makam odası"}
NAME = {"example": "Hatice ÖZDEMİR"}
PHONE = {"example": "+905550000001"}
EMAIL = {"example": "hatice@example.org"}


class RegisterPlace(ContactFacts):
    """Gives somebody a number of a public day; ``here`` is false for those who register ahead."""

    public_day_id = Id(required=True)
    priority_class = Code(PriorityClass, load_default=str(PriorityClass.GENERAL))
    here = Boolean(load_default=True)


class OfPlace(Command):
    """Names a place in the queue and the version that the caller saw."""

    place_id = Id(required=True)
    version = Integer(required=True, least=1)


class ArrivePlace(OfPlace):
    """Somebody who registered ahead is there."""


class CallNext(Command):
    """Calls whose turn it is to a room or desk."""

    public_day_id = Id(required=True)
    room = Text(required=True, most=60, metadata=ROOM)


class AdmitPlace(OfPlace):
    """The called person goes in to the mayor."""


class FinishPlace(OfPlace):
    """The talk is over."""


class SkipPlace(OfPlace):
    """The called person did not come."""


class RecallPlace(OfPlace):
    """Calls again, out of turn, somebody who was skipped."""

    room = Text(required=True, most=60, metadata=ROOM)


class LeavePlace(OfPlace):
    """Somebody goes without having met the mayor."""


class GetPlace(Command):
    """Asks for a place in the queue."""

    place_id = Id(required=True)


class UnmaskPlace(Command):
    """Asks to see whole, for a reason, how somebody is reached."""

    place_id = Id(required=True)
    reason = Code(UNMASK_REASONS, required=True)


class ListPlaces(Page):
    """Asks for the places of a public day, by number."""

    public_day_id = Id(required=True)
    status = Code(Status, load_default=None, allow_none=True)


class ListQueue(Command):
    """Asks who waits, in the order in which they will be called, and why."""

    public_day_id = Id(required=True)


class GetScreen(Command):
    """Asks for what the display in the waiting room shows."""

    public_day_id = Id(required=True)


class PlaceView(View):
    """A place in the queue, to those who run it; how the person is reached is whole for those who call them back."""

    about = "place"

    id = Id(required=True)
    version = Integer(required=True)
    public_day_id = Id(required=True)
    number = Integer(required=True, metadata={"example": 3})
    label = Text(required=True, metadata=LABEL)
    name = Text(required=True, metadata=NAME)
    phone = Masked("phone", unmask="place.contact", allow_none=True, metadata=PHONE)
    email = Masked("email", unmask="place.contact", allow_none=True, metadata=EMAIL)
    priority_class = Code(PriorityClass, required=True)
    status = Code(Status, required=True)
    room = Text(allow_none=True, metadata=ROOM)
    call_position = Integer(allow_none=True)
    call_reason = Code(Reason, allow_none=True)
    recalls = Integer(required=True)
    registered_at = Instant(required=True)
    arrived_at = Instant(allow_none=True)
    called_at = Instant(allow_none=True)
    admitted_at = Instant(allow_none=True)
    finished_at = Instant(allow_none=True)
    left_at = Instant(allow_none=True)


class ContactView(View):
    """How somebody is reached, whole."""

    about = "place"

    id = Id(required=True)
    name = Text(required=True, metadata=NAME)
    phone = Text(allow_none=True, metadata=PHONE)
    email = Text(allow_none=True, metadata=EMAIL)


class PlacePage(View):
    """A page of places."""

    items = ListOf(Nested(PlaceView), required=True)
    next_cursor = Text(allow_none=True)


class QueueLine(View):
    """Somebody who waits: when they will be called, and why then. ``after`` is the number of prioritised ones after
    whom one of the general is called."""

    position = Integer(required=True)
    place = Nested(PlaceView, required=True)
    reason = Code(Reason, required=True)
    after = Integer(required=True, metadata={"example": 3})


class QueueView(View):
    """The queue, in the order of the calls to come."""

    items = ListOf(Nested(QueueLine), most=1000, required=True)


class ScreenLine(View):
    """A number, and the room to go to; nothing about the person."""

    label = Text(required=True, metadata=LABEL)
    room = Text(required=True, metadata=ROOM)


class ScreenView(View):
    """What the display shows: the calls, the last first, the numbers of the next ones, if nobody else came, where the
    day stands, and until when a pause lasts, if that is known."""

    items = ListOf(Nested(ScreenLine), most=1000, required=True)
    next = ListOf(Text(metadata=LABEL), required=True)
    status = Code(DayStatus, required=True)
    resumes_at = Instant(required=True, allow_none=True, metadata={"example": "2026-12-02T11:30:00Z"})
