"""How something comes to be ordered of units: by hand, by a paper, for a promise."""

from datetime import datetime, time, timedelta

from documents_service.instructions.kinds import Escalation, Kind
from documents_service.instructions.models import Instruction
from documents_service.notices import tell_office
from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.units import Unit
from makam_kernel.workdays import HALVES

RECEIPT = timedelta(hours=4)
"""Within so many hours of work the unit confirms that it has it."""

TERM = 15
"""Working days that a unit has where no day was named: nothing waits without an end."""

REMINDED_AT = time(9)
"""When, on the working day before it is due, the unit is reminded."""

ESCALATED = {
    Escalation.RECEIPT: "instruction_no_receipt",
    Escalation.OVERDUE: "instruction_overdue",
    Escalation.PROMISE: "instruction_promise_broken",
}


def give(tx, *, unit_ids, due_at, given_at=None, escalates_to=None, source=None, restricted=False, **facts):
    """Order something of units; each has an instruction of its own, all under one number."""
    year = day_of(tx.at).year
    shared = {"number": f"TLM-{year}-{tx.number('instruction', year):06}", "given_at": given_at or tx.at}
    shared |= {"due_at": due_at, "receipt_due_at": receipt_due(tx), "escalates_to": escalates_to}
    shared |= {"source": source, "restricted": restricted, "actor": tx.actor, "at": tx.at} | facts
    given = []
    for unit_id in dict.fromkeys(unit_ids):
        instruction, told = Instruction.give(unit_id=unit_id, order_id=given[0].id if given else None, **shared)
        tx.add(instruction, told)
        call_to_unit(tx, instruction, "instruction_given")
        watch_due(tx, instruction)
        given.append(instruction)
    return given


def order_by_paper(tx, paper):
    """Have the units do what a paper that was just signed asks of them (gereği). As restricted as the paper, it says
    what the paper is about; the rest is read there."""
    unit_ids = [copy.unit_id for copy in paper.distributions if copy.is_for_action]
    if unit_ids:
        facts = {"words": paper.present.subject, "kind": Kind.INSTRUCTION, "oral": False}
        facts |= {"source": paper.subject, "restricted": paper.is_graded}
        give(tx, unit_ids=unit_ids, due_at=end_of(tx, paper.due_on), **facts)


def receipt_due(tx):
    """Until when a unit confirms that it has what it is given now."""
    return tx.process.calendar.add_workhours(tx.at, RECEIPT)


def end_of(tx, day):
    """When something is due that has this day, or none: as the office closes."""
    day = day or tx.process.calendar.add_workdays(day_of(tx.at), TERM)
    return datetime.combine(day, HALVES[-1][-1], ISTANBUL)


def call_to_unit(tx, instruction, template):
    """Tell the unit that there is something for it, and see that it confirms."""
    notify(tx, instruction, template, f"unit/{instruction.unit_id}")
    tx.later("escalate_receipt", instruction.subject, instruction.receipt_due_at)


def watch_due(tx, instruction):
    """Have the unit reminded before the instruction is due, and somebody above told when it is overdue."""
    if (reminded_at := reminder(tx, instruction)) > tx.at:
        tx.later("remind_of_instruction", instruction.subject, reminded_at)
    tx.later("escalate_overdue", instruction.subject, instruction.due_at)


def reminder(tx, instruction):
    """When the unit is reminded of what is due."""
    day = tx.process.calendar.previous_workday(day_of(instruction.due_at))
    return datetime.combine(day, REMINDED_AT, ISTANBUL)


def escalate(tx, instruction, why):
    """Tell somebody above that it does not go on as it should."""
    tx.change(instruction, instruction.escalate(why, actor=tx.actor, at=tx.at))
    to = f"person/{instruction.escalates_to}" if instruction.escalates_to else "role/director"
    notify(tx, instruction, ESCALATED[why], to)


def notify(tx, instruction, template, recipient, **facts):
    """Write a notice about an instruction; never its words, which may be graded."""
    unit = tx.session.get(Unit, instruction.unit_id)
    facts |= {"number": instruction.number, "due": written(instruction.due_at), "unit": unit.name}
    tell_office(tx, instruction.subject, template, recipient, **facts)


def written(instant):
    """An instant, as people write it: ``27.11.2026 18.00``."""
    return f"{instant.astimezone(ISTANBUL):%d.%m.%Y %H.%M}"
