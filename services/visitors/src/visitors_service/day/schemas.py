"""What is asked and told about what is open, and about the mayor's day."""

from makam_kernel.matters import OpenMatters
from makam_kernel.schema import Boolean, Code, Command, Day, Id, ListOf, Nested, View
from visitors_service.promises.schemas import PromiseView
from visitors_service.public_days.schemas import PublicDayView
from visitors_service.visits.schemas import MemberView, VisitView


class ListOpenMatters(OpenMatters):
    """Asks for promises, visits and hosting tasks that are still open, what is due first before the rest."""

    kind = Code(["promise", "visit", "hosting_task"], load_default=None, allow_none=True)


class GetDay(Command):
    """Asks for what of the visitors belongs to a day."""

    day = Day(required=True)


class DayMember(MemberView):
    """A person of a visit, by whose id it can be asked what there was with them."""

    id = Id(required=True)


class DayVisit(VisitView):
    """A visit of the day."""

    members = ListOf(Nested(DayMember), required=True)


class DayView(View):
    """The public day, the visits, and the promises that are due on the day or late; ``more_…`` when they are not all
    listed."""

    public_day = Nested(PublicDayView, required=True, allow_none=True)
    visits = ListOf(Nested(DayVisit), required=True)
    more_visits = Boolean(required=True)
    promises = ListOf(Nested(PromiseView), required=True)
    more_promises = Boolean(required=True)
