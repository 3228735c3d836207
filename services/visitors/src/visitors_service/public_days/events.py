"""What is told about public days."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Day, Integer
from visitors_service.public_days.workflow import Status


class PublicDayEvent(Event):
    """What every fact about a public day says: where it stands now."""

    day = Day(required=True)
    status = Code(Status, required=True)
    capacity = Integer(required=True)
    registered = Integer(required=True)


class PublicDayAnnounced(PublicDayEvent):
    """A public day has its date, hours and capacity."""

    type = "public_day.announced.v1"


class PublicDayOpened(PublicDayEvent):
    """Registration began."""

    type = "public_day.opened.v1"


class PublicDayStarted(PublicDayEvent):
    """The mayor receives."""

    type = "public_day.started.v1"


class PublicDayPaused(PublicDayEvent):
    """The mayor is away for a while; nobody is called."""

    type = "public_day.paused.v1"


class PublicDayResumed(PublicDayEvent):
    """The mayor receives again."""

    type = "public_day.resumed.v1"


class PublicDayClosed(PublicDayEvent):
    """The day is over, and every record of it is finished."""

    type = "public_day.closed.v1"


class PublicDayReported(PublicDayEvent):
    """The mayor has the day's report."""

    type = "public_day.reported.v1"


class PublicDaySnapshot(PublicDayEvent):
    """Where a public day stands, told anew."""

    type = "public_day.snapshot.v1"


TOLD = tuple(PublicDayEvent.__subclasses__())
