"""What is told about requests: states, ids and dates; never the words of a citizen."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Day, Id, Integer, Text
from requests_service.requests.workflow import Status


class RequestEvent(Event):
    """What every fact about a request says: where it stands now. A receiver's copy needs no other."""

    number = Text(required=True, metadata={"example": "TLP-2026-000001"})
    status = Code(Status, required=True)
    category_id = Id(allow_none=True)
    restricted = Boolean(required=True)
    unit_id = Id(allow_none=True)
    origin = Text(allow_none=True, metadata={"example": "wish/019a2f60-7c00-7000-8000-000000000002"})
    received_on = Day(required=True)
    statutory_due_on = Day(required=True)
    internal_due_on = Day(allow_none=True)
    reopen_count = Integer(required=True)


class RequestRegistered(RequestEvent):
    """A request was received and has its number."""

    type = "request.registered.v1"


class RequestRouted(RequestEvent):
    """A request was sent to a unit."""

    type = "request.routed.v1"


class RequestReturned(RequestEvent):
    """The unit sent a request back."""

    type = "request.returned.v1"


class RequestAccepted(RequestEvent):
    """The unit took a request on."""

    type = "request.accepted.v1"


class RequestStarted(RequestEvent):
    """The unit began to work on a request."""

    type = "request.started.v1"


class RequestSolved(RequestEvent):
    """The unit answered; the citizen's word is awaited."""

    type = "request.solved.v1"


class RequestNotReached(RequestEvent):
    """The citizen was called for their word and not reached; it is still awaited."""

    type = "request.not_reached.v1"


class RequestConfirmed(RequestEvent):
    """The citizen said that it is solved."""

    type = "request.confirmed.v1"


class RequestObjected(RequestEvent):
    """The citizen said that it is not solved."""

    type = "request.objected.v1"


class RequestReopened(RequestEvent):
    """The unit has to work on a request again."""

    type = "request.reopened.v1"


class RequestClosedWithReason(RequestEvent):
    """An objection was answered with a reason; never counted as confirmed."""

    type = "request.closed.v1"


class RequestUnconfirmed(RequestEvent):
    """The citizen kept silent; closed, and counted apart."""

    type = "request.unconfirmed.v1"


class RequestExtended(RequestEvent):
    """The statutory term of an information request was extended, once."""

    type = "request.extended.v1"


class RequestWithdrawn(RequestEvent):
    """The citizen took a request back."""

    type = "request.withdrawn.v1"


class RequestVoided(RequestEvent):
    """A request was registered in error; its number is never given again."""

    type = "request.voided.v1"


class RequestErased(RequestEvent):
    """The words of a request were erased, by decision or since its term is over; where it stood stands."""

    type = "request.erased.v1"


class RequestSnapshot(RequestEvent):
    """Where a request stands, told anew."""

    type = "request.snapshot.v1"


TOLD = tuple(RequestEvent.__subclasses__())
