"""What is asked and told about what is open, and about the mayor's day."""

from agenda_service.appointments.schemas import AppointmentView
from agenda_service.calls.schemas import CallToMakeView
from agenda_service.entries.schemas import SheetRow
from makam_kernel.matters import OpenMatters
from makam_kernel.schema import Code, Command, Day, ListOf, Nested, View


class ListOpenMatters(OpenMatters):
    """Asks for what of the agenda is still open, what is due first before the rest."""

    kind = Code(["entry", "appointment", "call"], load_default=None, allow_none=True)


class GetDay(Command):
    """Asks for what of the agenda belongs to a day of the mayor."""

    day = Day(required=True)


class DayView(View):
    """The mayor's programme with the ways between, who comes by appointment, and who is to be called back."""

    programme = ListOf(Nested(SheetRow), required=True)
    appointments = ListOf(Nested(AppointmentView), required=True)
    calls = ListOf(Nested(CallToMakeView), required=True)
