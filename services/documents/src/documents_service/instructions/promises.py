"""The mayor's promises that a unit carries out by an instruction, since no request is behind them."""

from documents_service.instructions.giving import call_to_unit, end_of, escalate, give, receipt_due
from documents_service.instructions.kinds import Escalation, Kind
from documents_service.instructions.queries import all_of, last_of
from makam_kernel.clock import day_of
from makam_kernel.units import known_unit

SETTLED = {"released": "Vatandaş sözden vazgeçti.", "kept": "Söz yerine getirildi."}
"""When there is nothing to carry out any more, and the reason that is kept."""

ERASED = "Vatandaşın verileri silindi."


def carry_out(tx, source, *, words, restricted, unit_id, due_on, anew):
    """A unit has to do what was promised: it gets an instruction, or the one that another unit had. After one that is
    closed there is another where the promise was given to a unit ``anew``."""
    known_unit(tx.session, unit_id, day_of(tx.at))
    instruction = last_of(tx.session, source)
    if instruction is None or (instruction.is_closed and anew):
        order = {"unit_ids": [unit_id], "due_at": end_of(tx, due_on), "kind": Kind.INSTRUCTION, "oral": True}
        give(tx, words=words, source=source, restricted=restricted, **order)
        return
    instruction.restricted = instruction.restricted or restricted
    if instruction.unit_id != unit_id and not instruction.is_closed:
        facts = {"receipt_due_at": receipt_due(tx), "actor": tx.actor, "at": tx.at}
        tx.change(instruction, instruction.move(unit_id=unit_id, **facts))
        call_to_unit(tx, instruction, "instruction_moved")


def follow(tx, source, status, *, is_erased):
    """The promise stands so: what is still to be done about it follows."""
    reason = ERASED if is_erased else SETTLED.get(status)
    for instruction in all_of(tx.session, source):
        if not instruction.is_closed and reason:
            tx.change(instruction, instruction.withdraw(reason=reason, actor=tx.actor, at=tx.at))
        elif not instruction.is_closed and status == "broken" and instruction.escalated_for != Escalation.PROMISE:
            escalate(tx, instruction, Escalation.PROMISE)
        if is_erased:
            tx.change(instruction, instruction.erase(at=tx.at))
