"""What is asked and told about what is open, and about the mayor's day."""

from makam_kernel.matters import OpenMatters
from makam_kernel.schema import Code, Command, Day, ListOf, Nested, View
from protocol_service.ceremonies.schemas import CeremonyLine
from protocol_service.courtesies.schemas import CourtesyView
from protocol_service.invitations.schemas import InvitationView

NOUNS = ["ceremony_task", "invitation", "courtesy", "expense"]


class ListOpenMatters(OpenMatters):
    """Asks for the work for ceremonies that is not done, invitations that wait for an answer, courtesies that were not
    delivered, and expenses that are not settled; what is due first before the rest."""

    kind = Code(NOUNS, load_default=None, allow_none=True)


class GetDay(Command):
    """Asks for what of the protocol belongs to a day."""

    day = Day(required=True)


class DayView(View):
    """The ceremonies of a day, the invitations to what takes place on it, and the courtesies that are to be delivered
    on it."""

    ceremonies = ListOf(Nested(CeremonyLine), required=True)
    invitations = ListOf(Nested(InvitationView), required=True)
    courtesies = ListOf(Nested(CourtesyView), required=True)
