"""What is told about places in the queue: numbers and rooms, never who the person is or why they have priority."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Integer, Text
from visitors_service.places.workflow import Status


class PlaceEvent(Event):
    """What every fact about a place says: where it stands now."""

    public_day_id = Id(required=True)
    number = Integer(required=True, metadata={"example": 3})
    status = Code(Status, required=True)
    room = Text(allow_none=True, metadata={"example": "Makam odası"})


class PlaceRegistered(PlaceEvent):
    """Somebody has a number."""

    type = "place.registered.v1"


class PlaceArrived(PlaceEvent):
    """Somebody is there and waits."""

    type = "place.arrived.v1"


class PlaceCalled(PlaceEvent):
    """It is somebody's turn."""

    type = "place.called.v1"


class PlaceAdmitted(PlaceEvent):
    """Somebody is with the mayor."""

    type = "place.admitted.v1"


class PlaceFinished(PlaceEvent):
    """The talk is over."""

    type = "place.finished.v1"


class PlaceSkipped(PlaceEvent):
    """Somebody was called and did not come."""

    type = "place.skipped.v1"


class PlaceRecalled(PlaceEvent):
    """Somebody who was skipped is called again."""

    type = "place.recalled.v1"


class PlaceLeft(PlaceEvent):
    """Somebody went without having met the mayor, or never came."""

    type = "place.left.v1"


class PlaceErased(PlaceEvent):
    """What was kept of the person, with their wishes and the words promised to them, was erased."""

    type = "place.erased.v1"


class PlaceSnapshot(PlaceEvent):
    """Where a place stands, told anew."""

    type = "place.snapshot.v1"


TOLD = tuple(PlaceEvent.__subclasses__())
