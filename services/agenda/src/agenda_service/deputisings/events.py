"""What is told about deputising: who stands in for whom, from when until when."""

from agenda_service.deputisings.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant


class DeputisingEvent(Event):
    """What every fact about a deputising says: all of it, as it stands now."""

    absence_id = Id(required=True)
    deputy_id = Id(required=True)
    absent_id = Id(required=True)
    from_at = Instant(required=True)
    until_at = Instant(required=True)
    status = Code(Status, required=True)


class DeputisingProposed(DeputisingEvent):
    """Somebody is to stand in for another, if it is approved."""

    type = "deputising.proposed.v1"


class DeputisingApproved(DeputisingEvent):
    """Somebody is going to stand in for another, from an instant until another."""

    type = "deputising.approved.v1"


class DeputisingBegun(DeputisingEvent):
    """A deputising is in force."""

    type = "deputising.begun.v1"


class DeputisingEnded(DeputisingEvent):
    """A deputising is over, as planned or before."""

    type = "deputising.ended.v1"


class DeputisingCancelled(DeputisingEvent):
    """A deputising does not take place."""

    type = "deputising.cancelled.v1"


class DeputisingSnapshot(DeputisingEvent):
    """Where a deputising stands, told anew."""

    type = "deputising.snapshot.v1"


TOLD = tuple(DeputisingEvent.__subclasses__())
