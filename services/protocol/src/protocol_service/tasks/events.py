"""What is told about the work for ceremonies."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Day, Id
from protocol_service.tasks.workflow import Status


class CeremonyTaskEvent(Event):
    """What every fact about an item of work says: where it stands now."""

    ceremony_id = Id(required=True)
    unit_id = Id(required=True, allow_none=True)
    due_on = Day(required=True)
    status = Code(Status, required=True)


class CeremonyTaskOpened(CeremonyTaskEvent):
    """Something has to be done for a ceremony."""

    type = "ceremony_task.opened.v1"


class CeremonyTaskAssigned(CeremonyTaskEvent):
    """Another unit does it."""

    type = "ceremony_task.assigned.v1"


class CeremonyTaskMoved(CeremonyTaskEvent):
    """It is due on another day, with its ceremony."""

    type = "ceremony_task.moved.v1"


class CeremonyTaskLate(CeremonyTaskEvent):
    """Its day is over and it is not done."""

    type = "ceremony_task.late.v1"


class CeremonyTaskDone(CeremonyTaskEvent):
    """It is done."""

    type = "ceremony_task.done.v1"


class CeremonyTaskHeldBack(CeremonyTaskEvent):
    """It rests, since its ceremony is postponed."""

    type = "ceremony_task.held_back.v1"


class CeremonyTaskDropped(CeremonyTaskEvent):
    """It need not be done."""

    type = "ceremony_task.dropped.v1"


class CeremonyTaskSnapshot(CeremonyTaskEvent):
    """Where an item of work stands, told anew."""

    type = "ceremony_task.snapshot.v1"


TOLD = tuple(CeremonyTaskEvent.__subclasses__())
