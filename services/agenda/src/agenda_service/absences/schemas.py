"""What is asked and told about absences."""

from agenda_service.absences.kinds import ABSENT, Kind
from agenda_service.absences.workflow import Status
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View

FROM = {"example": "2026-12-14T06:00:00Z"}
UNTIL = {"example": "2026-12-18T14:00:00Z"}


class PlanAbsence(Command):
    """Plans an absence of a person; the reason is for those who approve it."""

    person_id = Id(required=True)
    kind = Code(Kind, required=True)
    from_at = Instant(required=True, metadata=FROM)
    until_at = Instant(required=True, metadata=UNTIL)
    reason = Text(load_default=None, allow_none=True, most=2000)


class OfAbsence(Command):
    """Names an absence and the version that the caller saw."""

    absence_id = Id(required=True)
    version = Integer(required=True, least=1)


class ApproveAbsence(OfAbsence):
    """Grants an absence."""


class EndAbsenceEarly(OfAbsence):
    """The person is back; whoever stood in does so no longer."""


class CancelAbsence(OfAbsence):
    """The absence does not take place, and nobody stands in."""


class GetAbsence(Command):
    """Asks for an absence."""

    absence_id = Id(required=True)


class ListAbsences(Page):
    """Asks for absences, by their first instant; ``day`` for those that have a part in it. ``open`` for those of which
    something may still come; without it, those that are over, the last first."""

    person_id = Id(load_default=None, allow_none=True)
    day = Day(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)


class AbsenceView(View):
    """An absence; who may not know why sees ``absent`` for a kind and no reason."""

    about = "absence"

    id = Id(required=True)
    version = Integer(required=True)
    person_id = Id(required=True)
    kind = Code([*Kind, ABSENT], required=True)
    from_at = Instant(required=True, metadata=FROM)
    until_at = Instant(required=True, metadata=UNTIL)
    reason = Text(allow_none=True)
    status = Code(Status, required=True)


class AbsencePage(View):
    """A page of absences."""

    items = ListOf(Nested(AbsenceView), required=True)
    next_cursor = Text(allow_none=True)
