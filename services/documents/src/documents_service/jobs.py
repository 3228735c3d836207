"""What becomes true at its instant."""

from uuid import UUID

from documents_service.instructions.giving import escalate, notify, reminder
from documents_service.instructions.kinds import Escalation
from documents_service.instructions.models import Instruction


def escalate_receipt(tx, instruction_id):
    """The hours are over in which the unit was to confirm that it has the instruction."""
    _escalate(tx, instruction_id, Escalation.RECEIPT)


def escalate_overdue(tx, instruction_id):
    """The instruction was due, unless there is more time by now."""
    _escalate(tx, instruction_id, Escalation.OVERDUE)


def remind_of_instruction(tx, instruction_id):
    """The instruction is due on the next working day, unless there is more time by now."""
    instruction = tx.get(Instruction, UUID(instruction_id))
    if instruction.remind(since=reminder(tx, instruction), at=tx.at):
        notify(tx, instruction, "instruction_due_soon", f"unit/{instruction.unit_id}")


def _escalate(tx, instruction_id, why):
    instruction = tx.get(Instruction, UUID(instruction_id))
    if instruction.wants(why, at=tx.at):
        escalate(tx, instruction, why)


JOBS = {
    "escalate_receipt": escalate_receipt,
    "escalate_overdue": escalate_overdue,
    "remind_of_instruction": remind_of_instruction,
}
