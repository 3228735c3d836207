"""What is asked and told about instructions."""

from documents_service.instructions.kinds import Escalation, Kind
from documents_service.instructions.workflow import Status
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View

WORDS = {"example": "Pazar yerindeki aydınlatma cuma akşamına kadar tamam olsun."}
NUMBER = {"example": "TLM-2026-000012"}
NOTE = {"example": "Direklerin yarısı yenilendi."}
EVIDENCE = {"example": "Tutanak 2026/41 ve yerinde çekilen fotoğraflar."}
REASON = {"example": "Armatürler 30 Kasım'da teslim edilecek."}
SOURCE = {"example": "promise/019a2f60-7c00-7000-8000-000000000001"}


class GiveInstruction(Command):
    """Records what was ordered of one unit or several, in writing or by word of mouth; ``given_at`` is when, if not
    just now. ``escalates_to`` is the person who is told when it does not go on as it should; without one, the director
    of the office is."""

    unit_ids = ListOf(Id(), required=True, least=1, most=50)
    kind = Code(Kind, load_default=Kind.INSTRUCTION)
    oral = Boolean(load_default=False)
    words = Text(required=True, most=4000, metadata=WORDS)
    due_at = Instant(required=True)
    given_by = Text(load_default=None, allow_none=True, most=200, metadata={"example": "Elif KARACA"})
    given_at = Instant(load_default=None, allow_none=True)
    escalates_to = Id(load_default=None, allow_none=True)
    restricted = Boolean(load_default=False)


class OfInstruction(Command):
    """Names an instruction and the version that the caller saw."""

    instruction_id = Id(required=True)
    version = Integer(required=True, least=1)


class DeliverInstruction(OfInstruction):
    """Says that it has reached the unit."""


class AcknowledgeInstruction(OfInstruction):
    """Confirms, for the unit, that it has it."""


class ReportInstruction(OfInstruction):
    """Says how far the unit is."""

    note = Text(required=True, most=2000, metadata=NOTE)


class FinishInstruction(OfInstruction):
    """Says that it is done, and what shows it."""

    evidence = Text(required=True, most=2000, metadata=EVIDENCE)


class AcceptInstruction(OfInstruction):
    """Accepts what was done."""


class WithReason(OfInstruction):
    """Names an instruction, and says why."""

    reason = Text(required=True, most=2000, metadata=REASON)


class ReturnInstruction(WithReason):
    """Says that what was done is not enough, and why."""


class WithdrawInstruction(WithReason):
    """Says that it is no longer to be carried out, and why."""


class AskExtension(WithReason):
    """Asks for more time."""

    until = Instant(required=True)


class ApproveExtension(WithReason):
    """Gives the time that was asked for."""


class RefuseExtension(WithReason):
    """Gives no more time."""


class GetInstruction(Command):
    """Asks for an instruction."""

    instruction_id = Id(required=True)


class ListInstructions(Page):
    """Asks for instructions, the first due first; late ones are those with which their unit is not done in time."""

    unit_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    escalated = Boolean(load_default=None, allow_none=True)
    source = Text(load_default=None, allow_none=True, most=100, metadata=SOURCE)


class GetOrder(Command):
    """Asks for all that was ordered at once."""

    order_id = Id(required=True)


class ListWeek(Page):
    """Asks for what is on the mayor's list of the week in which the day is: every order that was open in it, once."""

    day = Day(required=True)


class InstructionLine(View):
    """An instruction in a list."""

    about = "instruction"

    id = Id(required=True)
    version = Integer(required=True)
    order_id = Id(required=True)
    number = Text(required=True, metadata=NUMBER)
    kind = Code(Kind, required=True)
    oral = Boolean(required=True)
    words = Text(required=True, metadata=WORDS)
    source = Text(allow_none=True, metadata=SOURCE)
    unit_id = Id(required=True)
    restricted = Boolean(required=True)
    status = Code(Status, required=True)
    given_at = Instant(required=True)
    receipt_due_at = Instant(required=True)
    first_due_at = Instant(required=True)
    due_at = Instant(required=True)
    asked_until = Instant(allow_none=True)
    escalated_for = Code(Escalation, allow_none=True)
    escalated_at = Instant(allow_none=True)


class InstructionStepView(View):
    """One thing that happened to an instruction."""

    act = Text(required=True, metadata={"example": "reported"})
    at = Instant(required=True)
    actor_id = Text(required=True)
    actor_name = Text(required=True, metadata={"example": "Hakan YILDIZ"})
    note = Text(allow_none=True, metadata=NOTE)
    until_at = Instant(allow_none=True)


class InstructionView(InstructionLine):
    """An instruction with all that happened to it."""

    given_by = Text(allow_none=True, metadata={"example": "Elif KARACA"})
    escalates_to = Id(allow_none=True)
    evidence = Text(allow_none=True, metadata=EVIDENCE)
    closed_at = Instant(allow_none=True)
    steps = ListOf(Nested(InstructionStepView), required=True, most=1000)


class InstructionPage(View):
    """A page of instructions."""

    items = ListOf(Nested(InstructionLine), required=True)
    next_cursor = Text(allow_none=True)


class OrderView(View):
    """What was ordered at once, and of how many of its units it was accepted."""

    id = Id(required=True)
    number = Text(required=True, metadata=NUMBER)
    given_at = Instant(required=True)
    units = Integer(required=True, metadata={"example": 4})
    accepted = Integer(required=True, metadata={"example": 3})
    items = ListOf(Nested(InstructionLine), required=True)


class OrderPage(View):
    """A page of orders."""

    items = ListOf(Nested(OrderView), required=True)
    next_cursor = Text(allow_none=True)
