"""What is told about the copies of papers: which unit has which, and how far it is."""

from documents_service.distributions.workflow import Purpose, Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id


class DistributionEvent(Event):
    """What every fact about a copy says: where it stands now; ``unit_id`` is null for an addressee outside."""

    paper_id = Id(required=True)
    unit_id = Id(required=True, allow_none=True)
    purpose = Code(Purpose, required=True)
    status = Code(Status, required=True)


class DistributionSent(DistributionEvent):
    """A copy is on its way."""

    type = "distribution.sent.v1"


class DistributionReceived(DistributionEvent):
    """A copy was received."""

    type = "distribution.received.v1"


class DistributionRead(DistributionEvent):
    """A copy was read."""

    type = "distribution.read.v1"


class DistributionDone(DistributionEvent):
    """What the paper asks of this addressee is done."""

    type = "distribution.done.v1"


class DistributionSnapshot(DistributionEvent):
    """Where a copy stands, told anew."""

    type = "distribution.snapshot.v1"


TOLD = tuple(DistributionEvent.__subclasses__())
