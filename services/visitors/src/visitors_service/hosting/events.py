"""What is told about hosting tasks: kinds, states, times, prices; never who comes, nor what was noted."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant, Integer
from visitors_service.hosting.kinds import Kind
from visitors_service.hosting.workflow import Status


class HostingTaskEvent(Event):
    """What every fact about a hosting task says: where it stands now. The price is in kuruş."""

    visit_id = Id(required=True)
    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    due_at = Instant(required=True)
    owner_id = Id(allow_none=True)
    owner_unit_id = Id(allow_none=True)
    persons = Integer(allow_none=True)
    price = Integer(allow_none=True)


class HostingTaskPlanned(HostingTaskEvent):
    """It is to be done for the guests."""

    type = "hosting_task.planned.v1"


class HostingTaskAssigned(HostingTaskEvent):
    """Somebody has it to do, until then."""

    type = "hosting_task.assigned.v1"


class HostingTaskMoved(HostingTaskEvent):
    """The visit moved, and the task with it."""

    type = "hosting_task.moved.v1"


class HostingTaskPriced(HostingTaskEvent):
    """It costs money. Whoever opens an expense asks for the words."""

    type = "hosting_task.priced.v1"


class HostingTaskDone(HostingTaskEvent):
    """It is done."""

    type = "hosting_task.done.v1"


class HostingTaskDropped(HostingTaskEvent):
    """It will not be done."""

    type = "hosting_task.dropped.v1"


class HostingTaskErased(HostingTaskEvent):
    """Its words were erased with the guests."""

    type = "hosting_task.erased.v1"


class HostingTaskSnapshot(HostingTaskEvent):
    """Where a hosting task stands, told anew."""

    type = "hosting_task.snapshot.v1"


TOLD = tuple(HostingTaskEvent.__subclasses__())
