"""What is told about visits: times and numbers, never who comes."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant, Integer
from visitors_service.visits.workflow import Status


class VisitEvent(Event):
    """What every fact about a visit says: where it stands now."""

    status = Code(Status, required=True)
    planned_at = Instant(required=True)
    persons = Integer(required=True)
    host_unit_id = Id(allow_none=True)


class VisitPlanned(VisitEvent):
    """Somebody is expected."""

    type = "visit.planned.v1"


class VisitConfirmed(VisitEvent):
    """It is certain that they come."""

    type = "visit.confirmed.v1"


class VisitMoved(VisitEvent):
    """They come at another time."""

    type = "visit.moved.v1"


class VisitArrived(VisitEvent):
    """They are in the house."""

    type = "visit.arrived.v1"


class VisitReceived(VisitEvent):
    """Their host receives them."""

    type = "visit.received.v1"


class VisitDeparted(VisitEvent):
    """They left the house."""

    type = "visit.departed.v1"


class VisitCancelled(VisitEvent):
    """They will not come."""

    type = "visit.cancelled.v1"


class VisitMissed(VisitEvent):
    """They were expected and did not come."""

    type = "visit.missed.v1"


class VisitDayClosed(VisitEvent):
    """The day ended and nobody saw them leave."""

    type = "visit.day_closed.v1"


class VisitErased(VisitEvent):
    """What was kept of the guests, or of one of them, was erased."""

    type = "visit.erased.v1"


class VisitSnapshot(VisitEvent):
    """Where a visit stands, told anew."""

    type = "visit.snapshot.v1"


TOLD = tuple(VisitEvent.__subclasses__())
