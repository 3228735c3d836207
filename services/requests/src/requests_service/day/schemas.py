"""What is asked and told about what is open, and about the mayor's day."""

from makam_kernel.matters import MatterCounts, OpenMatters
from makam_kernel.schema import Boolean, Code, Command, Day, ListOf, Nested, View
from requests_service.requests.views import RequestLine


class ListOpenMatters(OpenMatters):
    """Asks for requests that are still open, what is due first before the rest."""

    kind = Code(["request"], load_default=None, allow_none=True)


class GetDay(Command):
    """Asks for what of the requests concerns the mayor on a day."""

    day = Day(required=True)


class DayView(View):
    """The requests that are late, due on the day, or objected to; ``more`` when they are not all listed."""

    requests = ListOf(Nested(RequestLine), required=True)
    more = Boolean(required=True)
    counts = Nested(MatterCounts, required=True)
