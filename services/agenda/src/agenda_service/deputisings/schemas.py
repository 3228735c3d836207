"""What is asked and told about deputising."""

from agenda_service.deputisings.workflow import Status
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View

FROM = {"example": "2026-12-14T06:00:00Z"}
UNTIL = {"example": "2026-12-18T14:00:00Z"}


class ProposeDeputising(Command):
    """Proposes who stands in for somebody absent: from the absence's beginning until its end, where nothing else is
    said."""

    absence_id = Id(required=True)
    deputy_id = Id(required=True)
    from_at = Instant(load_default=None, allow_none=True, metadata=FROM)
    until_at = Instant(load_default=None, allow_none=True, metadata=UNTIL)


class OfDeputising(Command):
    """Names a deputising and the version that the caller saw."""

    deputising_id = Id(required=True)
    version = Integer(required=True, least=1)


class ApproveDeputising(OfDeputising):
    """Grants a deputising; it holds from then on, not for what was before."""


class EndDeputising(OfDeputising):
    """The deputy stands in no longer."""


class CancelDeputising(OfDeputising):
    """The deputising does not take place."""


class GetDeputising(Command):
    """Asks for a deputising."""

    deputising_id = Id(required=True)


class ListDeputisings(Page):
    """Asks for deputisings, by their first instant; ``day`` for those that have a part in it, ``open`` for those that
    are not over."""

    absence_id = Id(load_default=None, allow_none=True)
    absent_id = Id(load_default=None, allow_none=True)
    deputy_id = Id(load_default=None, allow_none=True)
    day = Day(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)


class WhoDeputises(Command):
    """Asks who stands in for somebody, now or at another instant."""

    person_id = Id(required=True)
    at = Instant(load_default=None, allow_none=True, metadata=FROM)


class DeputisingView(View):
    """That somebody stands in for one who is absent."""

    id = Id(required=True)
    version = Integer(required=True)
    absence_id = Id(required=True)
    absent_id = Id(required=True)
    deputy_id = Id(required=True)
    from_at = Instant(required=True, metadata=FROM)
    until_at = Instant(required=True, metadata=UNTIL)
    status = Code(Status, required=True)


class DeputisingPage(View):
    """A page of deputisings."""

    items = ListOf(Nested(DeputisingView), required=True)
    next_cursor = Text(allow_none=True)


class DeputyView(View):
    """Who stands in for a person at an instant, and until when; all empty when nobody does."""

    person_id = Id(required=True)
    at = Instant(required=True, metadata=FROM)
    deputising_id = Id(required=True, allow_none=True)
    deputy_id = Id(required=True, allow_none=True)
    until_at = Instant(required=True, allow_none=True, metadata=UNTIL)
