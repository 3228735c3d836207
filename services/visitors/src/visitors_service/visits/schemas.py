"""What is asked and told about visits."""

from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from visitors_service.visits.workflow import Status

ROLES = ["head", "member", "interpreter", "companion"]
NAME = {"example": "Anna WEISS"}
TITLE = {"example": "Bürgermeisterin"}
PURPOSE = {"example": "Kardeş şehir heyetinin ziyareti"}
INSTITUTION = {"example": "Grünhagen Belediyesi"}
HOST = {"example": "Elif KARACA"}
LANGUAGE = {"example": "Almanca"}


class MemberFacts(Command):
    """A person of a visit; a single guest is its head."""

    name = Text(required=True, most=200, metadata=NAME)
    title = Text(load_default=None, allow_none=True, most=200, metadata=TITLE)
    role = Code(ROLES, required=True)


class PlanVisit(Command):
    """Plans a visit. Without ``host_unit_id`` the guests are those of the mayor's own office."""

    planned_at = Instant(required=True)
    purpose = Text(required=True, most=2000, metadata=PURPOSE)
    institution = Text(load_default=None, allow_none=True, most=200, metadata=INSTITUTION)
    languages = ListOf(Text(most=40, metadata=LANGUAGE), load_default=list, most=20)
    host_name = Text(required=True, most=200, metadata=HOST)
    host_unit_id = Id(load_default=None, allow_none=True)
    members = ListOf(Nested(MemberFacts), required=True, least=1, most=100)


class OfVisit(Command):
    """Names a visit and the version that the caller saw."""

    visit_id = Id(required=True)
    version = Integer(required=True, least=1)


class ConfirmVisit(OfVisit):
    """It is certain that the guests come."""


class ArriveVisit(OfVisit):
    """The guests check in, with a card or without."""

    card_number = Integer(load_default=None, allow_none=True, least=1, most=9999, metadata={"example": 14})


class ReceiveVisit(OfVisit):
    """The host receives the guests."""


class DepartVisit(OfVisit):
    """The guests check out and give the card back."""


class CancelVisit(OfVisit):
    """The guests will not come."""

    reason = Text(required=True, most=2000)


class CloseVisitsDay(Command):
    """Ends a day at the desk: who did not come, and who was not seen leaving, is marked."""

    day = Day(required=True)


class GetVisit(Command):
    """Asks for a visit."""

    visit_id = Id(required=True)


class ListVisits(Page):
    """Asks for visits, by their planned time."""

    day = Day(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    host_unit_id = Id(load_default=None, allow_none=True)


class MemberView(View):
    """A person of a visit."""

    name = Text(required=True, metadata=NAME)
    title = Text(allow_none=True, metadata=TITLE)
    role = Code(ROLES, required=True)


class VisitView(View):
    """A visit."""

    about = "visit"

    id = Id(required=True)
    version = Integer(required=True)
    planned_at = Instant(required=True)
    purpose = Text(required=True, metadata=PURPOSE)
    institution = Text(allow_none=True, metadata=INSTITUTION)
    languages = ListOf(Text(metadata=LANGUAGE), required=True)
    host_name = Text(required=True, metadata=HOST)
    host_unit_id = Id(allow_none=True)
    members = ListOf(Nested(MemberView), required=True)
    status = Code(Status, required=True)
    card_number = Integer(allow_none=True, metadata={"example": 14})
    arrived_at = Instant(allow_none=True)
    received_at = Instant(allow_none=True)
    departed_at = Instant(allow_none=True)
    reason = Text(allow_none=True)
    source = Text(allow_none=True, metadata={"example": "appointment/019a2f60-7c00-7000-8000-000000000001"})


class VisitPage(View):
    """A page of visits."""

    items = ListOf(Nested(VisitView), required=True)
    next_cursor = Text(allow_none=True)


class VisitsDayView(View):
    """What the end of the day found; ``missing_cards`` went out and did not come back."""

    day = Day(required=True)
    no_show = Integer(required=True)
    day_closed = Integer(required=True)
    missing_cards = ListOf(Integer(metadata={"example": 14}), required=True)
