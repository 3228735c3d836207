"""What is asked and told about what is gathered from all services."""

from makam_gateway.routes import SERVICES
from makam_kernel.matters import MatterCounts, MatterLine
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Text, View, f
from makam_kernel.sights import MatterOfPerson

STATES = ["here", "away"]


class GetToday(Command):
    """Asks for the mayor's day, today's unless another is named."""

    day = Day(load_default=None, allow_none=True)


class Part(View):
    """What one service adds. One that is ``away`` did not answer, for the reason that ``code`` names: what it knows is
    missing, and was last told at ``last_good_at``, as far as this process remembers."""

    service = Code(SERVICES, required=True)
    state = Code(STATES, required=True)
    code = Text(required=True, allow_none=True)
    last_good_at = Instant(required=True, allow_none=True)


class DayPart(Part):
    """What one service adds to the day: ``facts`` as its own method ``get_day`` tells them, None while it is away."""

    facts = f.Dict(required=True, allow_none=True, metadata={"example": None})


class ComerLine(MatterOfPerson):
    """One thing that there was with somebody who comes."""

    service = Code(SERVICES, required=True)


class Comer(View):
    """Somebody who comes on the day, and what there was with them: how much, and the latest."""

    id = Id(required=True)
    noun = Text(required=True, metadata={"example": "visit_member"})
    name = Text(required=True, allow_none=True, metadata={"example": "Ayşe Yılmaz"})
    count = Integer(required=True)
    latest = ListOf(Nested(ComerLine), required=True)
    away = ListOf(Code(SERVICES), required=True)


class TodayView(View):
    """The mayor's day, of those services of which the caller may read something; ``comers`` are told to those who may
    ask for a person's history."""

    day = Day(required=True)
    parts = ListOf(Nested(DayPart), required=True)
    comers = ListOf(Nested(Comer), required=True)


class ListFollowUp(Command):
    """Asks for all that is still open anywhere, what is due first before the rest."""

    service = Code(SERVICES, load_default=None, allow_none=True)
    kind = Text(load_default=None, allow_none=True, most=40, metadata={"example": "request"})
    unit_id = Id(load_default=None, allow_none=True)
    person_id = Id(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    due_before = Instant(load_default=None, allow_none=True)
    limit = Integer(least=1, most=100, load_default=25)
    cursor = Text(most=4000, load_default=None)


class FollowUpLine(MatterLine):
    """Something open, and the service that it is with."""

    service = Code(SERVICES, required=True)


class FollowUpPart(Part):
    """What is open with one service, of all that the caller may see, however it is filtered."""

    counts = Nested(MatterCounts, required=True, allow_none=True)


class FollowUpView(View):
    """A page of all that is open. The ``counts`` are of the services that answered."""

    items = ListOf(Nested(FollowUpLine), required=True)
    counts = Nested(MatterCounts, required=True)
    parts = ListOf(Nested(FollowUpPart), required=True)
    next_cursor = Text(required=True, allow_none=True, most=4000)


class GetPersonHistory(Command):
    """Asks what there was with a person: a citizen, a contact, a guest, whoever has an appointment or came to a public
    day, by the id under which any service knows them."""

    citizen_id = Id(required=True)


class HistoryItem(MatterOfPerson):
    """One thing that there was with the person, and the service that it is with."""

    service = Code(SERVICES, required=True)


class HistoryPart(Part):
    """How much there was with one service; it is listed up to a bound."""

    count = Integer(required=True, allow_none=True)


class PersonHistoryView(View):
    """What there was with a person over all services, the latest first."""

    id = Id(required=True)
    name = Text(required=True, allow_none=True, metadata={"example": "Ayşe Yılmaz"})
    items = ListOf(Nested(HistoryItem), most=1000, required=True)
    parts = ListOf(Nested(HistoryPart), required=True)
