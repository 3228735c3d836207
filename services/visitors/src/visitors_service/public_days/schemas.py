"""What is asked and told about public days."""

from makam_kernel.schema import Code, Command, Day, Hour, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from visitors_service.places.workflow import Status as PlaceStatus
from visitors_service.promises.schemas import PromiseLine
from visitors_service.public_days.priority import GENERAL_AFTER, PRIORITISED, PriorityClass
from visitors_service.public_days.workflow import Status
from visitors_service.wishes.ends import End

LABEL = {"example": "A-03"}
ROOM = {"example": "Makam odası"}
NAME = {"example": "Hatice ÖZDEMİR"}
RESUMES = {"example": "2026-12-02T11:30:00Z"}


class AnnouncePublicDay(Command):
    """Announces a public day; its rule of priority is data and can differ from day to day."""

    day = Day(required=True)
    starts = Hour(required=True)
    ends = Hour(required=True, metadata={"example": "17:00"})
    capacity = Integer(required=True, least=1, most=1000)
    minutes_per_person = Integer(load_default=8, least=1, most=120)
    rooms = ListOf(Text(most=60, metadata=ROOM), required=True, least=1, most=20)
    priority_classes = ListOf(Code(PriorityClass), load_default=lambda: [str(one) for one in PRIORITISED])
    general_after = Integer(load_default=GENERAL_AFTER, least=1, most=100)


class OfPublicDay(Command):
    """Names a public day."""

    public_day_id = Id(required=True)


class ChangeOfPublicDay(OfPublicDay):
    """Names a public day and the version that the caller saw."""

    version = Integer(required=True, least=1)


class OpenPublicDay(ChangeOfPublicDay):
    """Begins registration."""


class StartPublicDay(ChangeOfPublicDay):
    """The mayor begins to receive."""


class PausePublicDay(ChangeOfPublicDay):
    """The mayor is away for a while, until ``resumes_at`` if that is known."""

    resumes_at = Instant(load_default=None, allow_none=True, metadata=RESUMES)


class ResumePublicDay(ChangeOfPublicDay):
    """The mayor receives again."""


class ClosePublicDay(ChangeOfPublicDay):
    """Ends a public day; whoever still waits has left."""


class ReportPublicDay(ChangeOfPublicDay):
    """Gives the mayor the day's report."""


class GetPublicDay(OfPublicDay):
    """Asks for a public day."""


class GetPublicDayReport(OfPublicDay):
    """Asks for the report of a public day."""


class ListPublicDays(Page):
    """Asks for public days, the newest first."""

    status = Code(Status, load_default=None, allow_none=True)


class PublicDayView(View):
    """A public day."""

    id = Id(required=True)
    version = Integer(required=True)
    day = Day(required=True)
    starts = Hour(required=True)
    ends = Hour(required=True, metadata={"example": "17:00"})
    capacity = Integer(required=True)
    minutes_per_person = Integer(required=True)
    rooms = ListOf(Text(metadata=ROOM), required=True)
    priority_classes = ListOf(Code(PriorityClass), required=True)
    general_after = Integer(required=True)
    status = Code(Status, required=True)
    registered = Integer(required=True)
    started_at = Instant(allow_none=True)
    closed_at = Instant(allow_none=True)
    reported_at = Instant(allow_none=True)
    resumes_at = Instant(allow_none=True, metadata=RESUMES)


class PublicDayPage(View):
    """A page of public days."""

    items = ListOf(Nested(PublicDayView), required=True)
    next_cursor = Text(allow_none=True)


class ReportPerson(View):
    """Somebody who had a number, as the report lists them; who never came has no arrival."""

    about = "place"

    id = Id(required=True)
    label = Text(required=True, metadata=LABEL)
    name = Text(required=True, metadata=NAME)
    priority_class = Code(PriorityClass, required=True)
    status = Code(PlaceStatus, required=True)
    arrived_at = Instant(allow_none=True)
    waited_minutes = Integer(allow_none=True)


class EndCount(View):
    """How many wishes had this end."""

    end = Code(End, required=True)
    count = Integer(required=True)


class CategoryCount(View):
    """How many wishes were about this category; those without one have none."""

    category = Text(allow_none=True, metadata={"example": "YOL.CUKUR"})
    count = Integer(required=True)


class UnitCount(View):
    """How many wishes are with this unit, as a request or a referral."""

    unit_id = Id(allow_none=True)
    unit = Text(allow_none=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    count = Integer(required=True)


class ReportPromise(PromiseLine):
    """A promise in a report, with the day on which it was given and its owner."""

    given_on = Day(required=True)
    unit = Text(allow_none=True, metadata={"example": "Fen İşleri Müdürlüğü"})


class PublicDayReportView(View):
    """The report of a public day. Registered = came + absent, and came = met + left + those still there."""

    day = Day(required=True)
    status = Code(Status, required=True)
    registered = Integer(required=True)
    came = Integer(required=True)
    absent = Integer(required=True)
    met = Integer(required=True)
    left = Integer(required=True)
    average_wait_minutes = Integer(allow_none=True)
    people = ListOf(Nested(ReportPerson), most=1000, required=True)
    wishes = Integer(required=True)
    by_end = ListOf(Nested(EndCount), required=True)
    by_category = ListOf(Nested(CategoryCount), required=True)
    by_unit = ListOf(Nested(UnitCount), required=True)
    promises = ListOf(Nested(ReportPromise), most=1000, required=True)
    earlier_promises = ListOf(Nested(ReportPromise), most=1000, required=True)
