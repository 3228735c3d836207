"""What is told about promises: whose they are, when due, where they stand; never the words."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Day, Id
from visitors_service.promises.workflow import Status


class PromiseEvent(Event):
    """What every fact about a promise says: where it stands now."""

    wish_id = Id(required=True)
    public_day_id = Id(required=True)
    request_id = Id(allow_none=True)
    status = Code(Status, required=True)
    unit_id = Id(allow_none=True)
    due_on = Day(required=True)
    awaiting_citizen = Boolean(required=True)


class PromiseGiven(PromiseEvent):
    """The mayor gave a promise."""

    type = "promise.given.v1"


class PromiseOwned(PromiseEvent):
    """A unit answers for a promise."""

    type = "promise.owned.v1"


class PromiseAwaited(PromiseEvent):
    """The unit says that it is done; the citizen's word is awaited."""

    type = "promise.awaited.v1"


class PromiseKept(PromiseEvent):
    """A promise was kept."""

    type = "promise.kept.v1"


class PromiseReopened(PromiseEvent):
    """A promise that seemed kept is not."""

    type = "promise.reopened.v1"


class PromiseBroken(PromiseEvent):
    """The office says that a promise was not kept."""

    type = "promise.broken.v1"


class PromiseReleased(PromiseEvent):
    """The citizen no longer wants what was promised."""

    type = "promise.released.v1"


class PromiseErased(PromiseEvent):
    """What was promised was erased."""

    type = "promise.erased.v1"


class PromiseSnapshot(PromiseEvent):
    """Where a promise stands, told anew."""

    type = "promise.snapshot.v1"


TOLD = tuple(PromiseEvent.__subclasses__())
