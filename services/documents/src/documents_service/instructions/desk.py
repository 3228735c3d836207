"""The RPC methods about instructions."""

from documents_service.instructions import queries, schemas
from documents_service.instructions.giving import give, notify, watch_due, written
from documents_service.instructions.models import Instruction, Order
from documents_service.policy import POLICY
from makam_kernel.clock import day_of
from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit


class InstructionsDesk(Desk):
    """What is ordered of units, and what they do about it."""

    @command(schemas.GiveInstruction, returns=schemas.OrderView, allow="instruction.give")
    def give_instruction(self, tx, due_at, given_at, restricted, **facts):
        """Record what was ordered; each unit is told, and has an instruction of its own."""
        if given_at and given_at > tx.at:
            raise Invalid("instruction.given_in_future")
        if due_at <= tx.at:
            raise Invalid("instruction.due_in_past")
        if restricted and not POLICY.reach(tx.actor, tx.action).sees_restricted:
            raise Forbidden("instruction.not_cleared")
        for unit_id in facts["unit_ids"]:
            known_unit(tx.session, unit_id, day_of(tx.at))
        return Order(give(tx, due_at=due_at, given_at=given_at, restricted=restricted, **facts))

    @command(schemas.DeliverInstruction, returns=schemas.InstructionView, allow="instruction.deliver")
    def deliver_instruction(self, tx, instruction_id, version):
        """It has reached the unit."""
        return self._act(tx, Instruction.deliver, instruction_id, version)

    @command(schemas.AcknowledgeInstruction, returns=schemas.InstructionView, allow="instruction.work")
    def acknowledge_instruction(self, tx, instruction_id, version):
        """The unit has it."""
        return self._act(tx, Instruction.acknowledge, instruction_id, version)

    @command(schemas.ReportInstruction, returns=schemas.InstructionView, allow="instruction.work")
    def report_instruction(self, tx, instruction_id, version, note):
        """The unit says how far it is."""
        return self._act(tx, Instruction.report, instruction_id, version, note=note)

    @command(schemas.FinishInstruction, returns=schemas.InstructionView, allow="instruction.work")
    def finish_instruction(self, tx, instruction_id, version, evidence):
        """The unit says that it is done; the secretariat is asked to accept it."""
        instruction = self._act(tx, Instruction.finish, instruction_id, version, evidence=evidence)
        notify(tx, instruction, "instruction_done", "role/secretary")
        return instruction

    @command(schemas.AcceptInstruction, returns=schemas.InstructionView, allow="instruction.accept")
    def accept_instruction(self, tx, instruction_id, version):
        """The office accepts what was done."""
        return self._act(tx, Instruction.accept, instruction_id, version)

    @command(schemas.ReturnInstruction, returns=schemas.InstructionView, allow="instruction.accept")
    def return_instruction(self, tx, instruction_id, version, reason):
        """What was done is not enough."""
        instruction = self._act(tx, Instruction.give_back, instruction_id, version, reason=reason)
        return self._tell_unit(tx, instruction, "instruction_returned")

    @command(schemas.WithdrawInstruction, returns=schemas.InstructionView, allow="instruction.give")
    def withdraw_instruction(self, tx, instruction_id, version, reason):
        """It is no longer to be carried out."""
        instruction = self._act(tx, Instruction.withdraw, instruction_id, version, reason=reason)
        return self._tell_unit(tx, instruction, "instruction_withdrawn")

    @command(schemas.AskExtension, returns=schemas.InstructionView, allow="instruction.work")
    def ask_extension(self, tx, instruction_id, version, **facts):
        """The unit asks for more time."""
        instruction = self._act(tx, Instruction.ask_extension, instruction_id, version, **facts)
        until = written(instruction.asked_until)
        notify(tx, instruction, "instruction_extension_asked", "role/director", until=until)
        return instruction

    @command(schemas.ApproveExtension, returns=schemas.InstructionView, allow="instruction.extend")
    def approve_extension(self, tx, instruction_id, version, reason):
        """There is more time; the first due date stays in sight."""
        instruction = self._act(tx, Instruction.extend, instruction_id, version, reason=reason)
        watch_due(tx, instruction)
        return self._tell_unit(tx, instruction, "instruction_extended")

    @command(schemas.RefuseExtension, returns=schemas.InstructionView, allow="instruction.extend")
    def refuse_extension(self, tx, instruction_id, version, reason):
        """There is no more time."""
        instruction = self._act(tx, Instruction.refuse_extension, instruction_id, version, reason=reason)
        return self._tell_unit(tx, instruction, "instruction_extension_refused")

    @query(schemas.GetInstruction, returns=schemas.InstructionView, allow="instruction.read")
    def get_instruction(self, reading, instruction_id):
        """An instruction with all that happened to it."""
        return reading.get(Instruction, instruction_id, queries.within(reading.actor))

    @query(schemas.ListInstructions, returns=schemas.InstructionPage, allow="instruction.read")
    def list_instructions(self, reading, **filters):
        """A page of instructions."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetOrder, returns=schemas.OrderView, allow="instruction.read")
    def get_order(self, reading, order_id):
        """All that was ordered at once."""
        return queries.order_of(reading, order_id)

    @query(schemas.ListWeek, returns=schemas.OrderPage, allow="instruction.review")
    def list_weekly_orders(self, reading, **facts):
        """The mayor's list of a week."""
        return queries.week_page(reading, **facts)

    def _act(self, tx, act, instruction_id, version, **facts):
        allowed = queries.within(tx.actor, tx.action)
        visible = queries.within(tx.actor)
        instruction = tx.get(Instruction, instruction_id, visible, version=version, allowed=allowed)
        return tx.change(instruction, act(instruction, actor=tx.actor, at=tx.at, **facts))

    def _tell_unit(self, tx, instruction, template):
        notify(tx, instruction, template, f"unit/{instruction.unit_id}")
        return instruction
