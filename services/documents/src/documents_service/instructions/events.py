"""What is told about instructions: to which unit, until when, where they stand; never what was ordered."""

from documents_service.instructions.kinds import Escalation, Kind
from documents_service.instructions.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Id, Instant, Text


class InstructionEvent(Event):
    """What every fact about an instruction says: where it stands now. ``source`` is what it was given for, such as
    ``promise/<id>``."""

    order_id = Id(required=True)
    number = Text(required=True)
    kind = Code(Kind, required=True)
    oral = Boolean(required=True)
    source = Text(allow_none=True)
    unit_id = Id(required=True)
    status = Code(Status, required=True)
    given_at = Instant(required=True)
    first_due_at = Instant(required=True)
    due_at = Instant(required=True)
    escalated_for = Code(Escalation, allow_none=True)


class InstructionGiven(InstructionEvent):
    """Something was ordered of a unit."""

    type = "instruction.given.v1"


class InstructionMoved(InstructionEvent):
    """Another unit is to carry it out."""

    type = "instruction.moved.v1"


class InstructionDelivered(InstructionEvent):
    """It has reached the unit."""

    type = "instruction.delivered.v1"


class InstructionAcknowledged(InstructionEvent):
    """The unit says that it has it."""

    type = "instruction.acknowledged.v1"


class InstructionReported(InstructionEvent):
    """The unit says how far it is."""

    type = "instruction.reported.v1"


class InstructionDone(InstructionEvent):
    """The unit says that it is done, and what shows it."""

    type = "instruction.done.v1"


class InstructionAccepted(InstructionEvent):
    """The office accepts what was done."""

    type = "instruction.accepted.v1"


class InstructionReturned(InstructionEvent):
    """The office wants more to be done."""

    type = "instruction.returned.v1"


class InstructionExtensionAsked(InstructionEvent):
    """The unit asks for more time."""

    type = "instruction.extension_asked.v1"


class InstructionExtended(InstructionEvent):
    """There is more time; the first due date stays."""

    type = "instruction.extended.v1"


class InstructionExtensionRefused(InstructionEvent):
    """There is no more time."""

    type = "instruction.extension_refused.v1"


class InstructionEscalated(InstructionEvent):
    """Somebody above was told that it does not go on as it should."""

    type = "instruction.escalated.v1"


class InstructionWithdrawn(InstructionEvent):
    """It is no longer to be carried out."""

    type = "instruction.withdrawn.v1"


class InstructionErased(InstructionEvent):
    """Its words were erased."""

    type = "instruction.erased.v1"


class InstructionSnapshot(InstructionEvent):
    """Where an instruction stands, told anew."""

    type = "instruction.snapshot.v1"


TOLD = tuple(InstructionEvent.__subclasses__())
