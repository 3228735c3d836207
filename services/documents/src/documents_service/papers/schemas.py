"""What is asked and told about papers."""

from documents_service.distributions.schemas import DistributionView
from documents_service.distributions.workflow import Purpose
from documents_service.papers.editions import INITIAL, SIGN, StepStatus
from documents_service.papers.grades import HISTORIC, INCOMING, Grade, Kind, Medium, Urgency
from documents_service.papers.workflow import Status
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View

MOST_CHARACTERS = 100_000
SUBJECT = {"example": "Mobil Zabıta Uygulaması"}
FILE_CODE = {"example": "880"}
NUMBER = {"example": "E-12345678-880-1"}
NAME = {"example": "İlknur GÜNEŞ"}
TITLE = {"example": "Zabıta Müdürü"}
UNIT_NAME = {"example": "Zabıta Müdürlüğü"}


class Reviewer(Command):
    """Somebody in the way round of a paper."""

    person_id = Id(required=True)
    name = Text(required=True, most=200, metadata=NAME)
    title = Text(load_default=None, allow_none=True, most=200, metadata=TITLE)


class Addressee(Command):
    """A unit of the house, or by ``name`` somebody outside."""

    unit_id = Id(load_default=None, allow_none=True)
    name = Text(load_default=None, allow_none=True, most=200)
    purpose = Code(Purpose, required=True)


class AttachmentFacts(Command):
    """What comes with a paper, as far as it is known."""

    title = Text(required=True, most=300)
    medium = Code(Medium, load_default=Medium.ELECTRONIC)
    grade = Code(Grade, load_default=Grade.NONE)


class Head(Command):
    """What stands above the words of every paper."""

    grade = Code(Grade, load_default=Grade.NONE)
    is_physical = Boolean(load_default=False)
    urgency = Code(Urgency, load_default=Urgency.NORMAL)
    due_on = Day(load_default=None, allow_none=True)
    attachments = ListOf(Nested(AttachmentFacts), most=100, load_default=list)


class Draft(Head):
    """All that whoever drafts a paper sets; the last of the circle signs, those before initial."""

    file_code = Text(required=True, most=15, metadata=FILE_CODE)
    subject = Text(required=True, most=300, metadata=SUBJECT)
    body = Text(load_default=None, allow_none=True, most=MOST_CHARACTERS)
    circle = ListOf(Nested(Reviewer), least=1, most=20, required=True)
    addressees = ListOf(Nested(Addressee), most=200, load_default=list)


class DraftPaper(Draft):
    """Writes a paper of a unit."""

    kind = Code(Kind, required=True)
    unit_id = Id(required=True)


class OfPaper(Command):
    """Names a paper and the version that the caller saw."""

    paper_id = Id(required=True)
    version = Integer(required=True, least=1)


class RevisePaper(Draft):
    """Changes a draft: all that it says is as given here."""

    paper_id = Id(required=True)
    version = Integer(required=True, least=1)


class CirculatePaper(OfPaper):
    """Sends a draft on its way round."""


class InitialPaper(OfPaper):
    """Initials a paper (paraf)."""


class SignPaper(OfPaper):
    """Signs a paper (imza)."""


class ReturnPaper(OfPaper):
    """Gives a paper back to be changed."""

    note = Text(required=True, most=2000, metadata={"example": "Mali tablo eklensin"})


class RecallPaper(OfPaper):
    """Takes a paper back from its way round."""


class RefusePaper(OfPaper):
    """Refuses to sign a paper."""

    note = Text(required=True, most=2000)


class DistributePaper(OfPaper):
    """Sends a paper to its addressees."""


class FilePaper(OfPaper):
    """Puts a paper into its file."""


class RegisterPaper(Head):
    """Registers a paper that came in; ``historic_marking`` is what stood on it before the grade was given up."""

    subject = Text(required=True, most=300, metadata=SUBJECT)
    sender = Text(required=True, most=300, metadata={"example": "Çankırı Valiliği"})
    origin_number = Text(required=True, most=100, metadata={"example": "E-87654321-051-1234"})
    origin_on = Day(required=True)
    file_code = Text(load_default=None, allow_none=True, most=15, metadata=FILE_CODE)
    historic_marking = Code([HISTORIC], load_default=None, allow_none=True)


class ForwardPaper(OfPaper):
    """Sends what came in to those whom it concerns."""

    addressees = ListOf(Nested(Addressee), least=1, most=200, required=True)


class ClosePaper(OfPaper):
    """What came in is dealt with."""


class ImportPapers(Command):
    """Registers papers that came in by a file of CSV; all lines or none."""

    csv = Text(
        required=True,
        most=1024 * 1024,
        metadata={
            "example": "gönderen;sayı;tarih;konu;gizlilik;ivedilik;gün\n"
            "Çankırı Valiliği;E-87654321-051-1234;24.11.2026;Tören hazırlıkları;;GÜNLÜDÜR;07.12.2026"
        },
    )


class ImportedPapersView(View):
    """How many papers were registered."""

    created = Integer(required=True)


class GetPaper(Command):
    """Asks for a paper."""

    paper_id = Id(required=True)


class ListPapers(Page):
    """Asks for papers, the latest first; by ``text`` for those with words that begin so, with ``mine`` for those that
    wait for the caller."""

    kind = Code([*Kind, INCOMING], load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    text = Text(load_default=None, allow_none=True, most=100)
    mine = Boolean(load_default=False)


class StepView(View):
    """A step of the way round: whose it is, who stands in for them now, and what was done, by whom and as whom."""

    kind = Code([INITIAL, SIGN], required=True)
    person_id = Id(required=True)
    name = Text(required=True, metadata=NAME)
    title = Text(required=True, allow_none=True, metadata=TITLE)
    status = Code(StepStatus, required=True)
    deputy_id = Id(required=True, allow_none=True)
    reached_at = Instant(required=True, allow_none=True)
    acted_at = Instant(required=True, allow_none=True)
    by_name = Text(required=True, allow_none=True)
    for_name = Text(required=True, allow_none=True)
    note = Text(required=True, allow_none=True)


class AttachmentView(View):
    """What a paper comes with."""

    title = Text(required=True)
    medium = Code(Medium, required=True)
    grade = Code(Grade, required=True)


class EditionView(View):
    """A version of a paper; ``difference`` are the lines that are new and gone against the one shown before it."""

    number = Integer(required=True)
    written_at = Instant(required=True)
    subject = Text(required=True, metadata=SUBJECT)
    body = Text(required=True, allow_none=True)
    attachments = ListOf(Nested(AttachmentView), required=True)
    steps = ListOf(Nested(StepView), required=True)
    difference = ListOf(Text(metadata={"example": "+ Mali tablo"}), most=10_000, required=True)


class PaperLine(View):
    """A paper in a list."""

    about = "paper"

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code([*Kind, INCOMING], required=True)
    status = Code(Status, required=True)
    number = Text(required=True, allow_none=True, metadata=NUMBER)
    register_year = Integer(required=True, allow_none=True)
    subject = Text(required=True, metadata=SUBJECT)
    unit_id = Id(required=True, allow_none=True)
    unit_name = Text(required=True, allow_none=True, metadata=UNIT_NAME)
    grade = Code(Grade, required=True)
    urgency = Code(Urgency, required=True)
    due_on = Day(required=True, allow_none=True)
    waiting_for_id = Id(required=True, allow_none=True)
    waiting_since = Instant(required=True, allow_none=True)
    drafted_at = Instant(required=True)
    final_at = Instant(required=True, allow_none=True)


class CopiesView(View):
    """How many copies there are, and how many of them were received, read, and done: the first two of four, three of
    four."""

    total = Integer(required=True)
    received = Integer(required=True)
    read = Integer(required=True)
    done = Integer(required=True)


class ListedPaper(PaperLine):
    """A paper in a list, and how far its copies are."""

    copies = Nested(CopiesView, required=True)


class PaperPage(View):
    """A page of papers."""

    items = ListOf(Nested(ListedPaper), required=True)
    next_cursor = Text(allow_none=True)


class PaperView(PaperLine):
    """A paper whole, with those of its versions that the caller may see."""

    drafter_id = Id(required=True)
    drafter_name = Text(required=True, metadata=NAME)
    file_code = Text(required=True, allow_none=True, metadata=FILE_CODE)
    historic_marking = Text(required=True, allow_none=True, metadata={"example": "ozel"})
    is_physical = Boolean(required=True)
    sender = Text(required=True, allow_none=True)
    origin_number = Text(required=True, allow_none=True)
    origin_on = Day(required=True, allow_none=True)
    editions = ListOf(Nested(EditionView), required=True)
    distributions = ListOf(Nested(DistributionView), required=True)
