"""What becomes true at its instant."""

from uuid import UUID

from protocol_service.notices import tell_office
from protocol_service.tasks.models import CeremonyTask


def mark_task_late(tx, task_id):
    """The day of an item of work is over: if it is not done, its unit and the protocol office are told."""
    task = tx.get(CeremonyTask, UUID(task_id))
    if late := task.become_late(at=tx.at):
        tx.change(task, late)
        unit = (f"unit/{task.unit_id}",) if task.unit_id else ()
        facts = {"title": task.ceremony.title, "name": task.name, "due": f"{task.due_on:%d.%m.%Y}"}
        tell_office(tx, task.subject, "ceremony_task_late", "role/protocol_officer", *unit, **facts)


JOBS = {"mark_task_late": mark_task_late}
