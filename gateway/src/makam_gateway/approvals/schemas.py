"""What is asked and told about approvals."""

from makam_gateway.approvals.workflow import Kind, Status
from makam_kernel.persons import REASONS, SUBJECT, PersonFacts
from makam_kernel.schema import Code, Command, Id, Instant, Integer, ListOf, Masked, Nested, Page, Text, View, f

LIFT_REASONS = ["wrongly_restricted", "no_longer_needed"]
PERSON_KINDS = [Kind.ERASE_PERSON, Kind.EXPORT_PERSON]
PART_STATES = ["done", "away", "refused"]


class WhoFacts(PersonFacts):
    """Who is meant."""


class ProposeApproval(Command):
    """Proposes that the data of a person be erased, or handed out, over all services."""

    kind = Code(PERSON_KINDS, required=True)
    reason = Code(REASONS, required=True)
    who = Nested(WhoFacts, required=True)


class ProposeLift(Command):
    """Proposes that the requests of a category be restricted no longer."""

    category_id = Id(required=True)
    reason = Code(LIFT_REASONS, required=True)


class OfApproval(Command):
    """Names an approval and the version that the caller saw."""

    approval_id = Id(required=True)
    version = Integer(required=True, least=1)


class Approve(OfApproval):
    """Agrees, as the second person, and has it carried out."""


class RefuseApproval(OfApproval):
    """Does not agree."""


class WithdrawApproval(OfApproval):
    """Takes one's own proposal back."""


class CarryOutApproval(OfApproval):
    """Has it carried out at the services that were away."""


class OpenApprovalFile(Command):
    """Fetches, once and within a day, everything that is kept of the person."""

    approval_id = Id(required=True)


class GetApproval(Command):
    """Asks for an approval."""

    approval_id = Id(required=True)


class ListApprovals(Page):
    """Asks for approvals, the newest first."""

    status = Code(Status, load_default=None, allow_none=True)


class WhoView(View):
    """Who is meant, as long as that is known; whole to those who decide."""

    national_id = Masked("national_id", unmask="approval.decide", allow_none=True, metadata={"example": "10000000146"})
    phone = Masked("phone", unmask="approval.decide", allow_none=True, metadata={"example": "+905550000001"})
    name = Text(allow_none=True, metadata={"example": "Ayşe Yılmaz"})
    subjects = ListOf(Text(metadata=SUBJECT))


class PartView(View):
    """What became of it at one service: ``erased`` things, and ``possible`` ones, which fit only in part and were left
    alone; ``code`` says why it was not done."""

    service = Text(required=True, metadata={"example": "requests"})
    state = Code(PART_STATES, required=True)
    code = Text(allow_none=True, metadata={"example": None})
    erased = Integer()
    possible = ListOf(Text(metadata=SUBJECT))


class ApprovalView(View):
    """An approval; ``category_id`` names the category that is to be restricted no longer."""

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    reason = Code([*REASONS, *LIFT_REASONS], required=True)
    category_id = Id(allow_none=True)
    proposed_by = Text(required=True)
    proposed_at = Instant(required=True)
    expires_at = Instant(required=True)
    decided_by = Text(allow_none=True)
    decided_at = Instant(allow_none=True)
    parts = ListOf(Nested(PartView), required=True)


class WholeApproval(ApprovalView):
    """An approval with whom it is about; that is forgotten as soon as it is over."""

    about = "approval"

    who = Nested(WhoView, required=True, allow_none=True)


class ApprovalPage(View):
    """A page of approvals."""

    items = ListOf(Nested(ApprovalView), required=True)
    next_cursor = Text(allow_none=True)


class FileThing(View):
    """A thing with everything that is kept of the person there."""

    subject = Text(required=True, metadata=SUBJECT)
    facts = f.Dict(required=True)


class FilePart(View):
    """What one service keeps; ``possible`` are things that fit only in part, which somebody has to look at."""

    service = Text(required=True, metadata={"example": "requests"})
    items = ListOf(Nested(FileThing), most=10000, required=True)
    possible = ListOf(Text(metadata=SUBJECT), required=True)


class AwayPart(View):
    """A service that did not answer, and why: what it keeps is missing here."""

    service = Text(required=True, metadata={"example": "visitors"})
    code = Text(required=True, metadata={"example": "service.away"})


class ApprovalFile(View):
    """Everything that is kept of a person. While a part is ``away`` the file is not whole, and may be fetched again."""

    id = Id(required=True)
    reason = Code(REASONS, required=True)
    parts = ListOf(Nested(FilePart), required=True)
    away = ListOf(Nested(AwayPart), required=True)
