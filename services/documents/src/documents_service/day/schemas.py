"""What is asked and told about what is open, and about the mayor's day."""

from documents_service.instructions.schemas import InstructionLine
from documents_service.papers.schemas import PaperLine
from documents_service.urgent_items.schemas import UrgentItemView
from makam_kernel.matters import OpenMatters
from makam_kernel.schema import Code, Command, Day, ListOf, Nested, View

NOUNS = ["paper", "distribution", "instruction", "urgent_item"]


class ListOpenMatters(OpenMatters):
    """Asks for papers that wait for initials, for a signature or to be sent, copies that nobody has received,
    instructions that are not closed, and urgent items that the mayor has not seen; what is due first before the rest.
    """

    kind = Code(NOUNS, load_default=None, allow_none=True)


class GetDay(Command):
    """Asks for what of the documents concerns the caller on a day."""

    day = Day(required=True)


class DayView(View):
    """The papers that wait for the caller, or for somebody they stand in for; instructions that are late, or of which
    somebody above was told; urgent items that the mayor has not seen."""

    papers = ListOf(Nested(PaperLine), required=True)
    instructions = ListOf(Nested(InstructionLine), required=True)
    urgent_items = ListOf(Nested(UrgentItemView), required=True)
