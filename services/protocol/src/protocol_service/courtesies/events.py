"""What is told about courtesies: what kind, and when; never for whom, nor the words on them."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant
from protocol_service.courtesies.workflow import Status
from protocol_service.rules.kinds import Kind


class CourtesyEvent(Event):
    """What every fact about a courtesy says: where it stands now."""

    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    deliver_at = Instant(required=True)
    invitation_id = Id(required=True, allow_none=True)
    expense_id = Id(required=True, allow_none=True)


class CourtesyProposed(CourtesyEvent):
    """Something is to be sent."""

    type = "courtesy.proposed.v1"


class CourtesyApproved(CourtesyEvent):
    """It is going to be sent."""

    type = "courtesy.approved.v1"


class CourtesyMoved(CourtesyEvent):
    """It is delivered at another time or place, with what it is sent for."""

    type = "courtesy.moved.v1"


class CourtesyOrdered(CourtesyEvent):
    """It is ordered."""

    type = "courtesy.ordered.v1"


class CourtesyDelivered(CourtesyEvent):
    """It was delivered."""

    type = "courtesy.delivered.v1"


class CourtesyPaid(CourtesyEvent):
    """It is paid for."""

    type = "courtesy.paid.v1"


class CourtesyCancelled(CourtesyEvent):
    """It is not sent."""

    type = "courtesy.cancelled.v1"


class CourtesyErased(CourtesyEvent):
    """For whom it was is no longer known."""

    type = "courtesy.erased.v1"


class CourtesySnapshot(CourtesyEvent):
    """Where a courtesy stands, told anew."""

    type = "courtesy.snapshot.v1"


TOLD = tuple(CourtesyEvent.__subclasses__())
