"""What is told about calendars."""

from makam_kernel.events import Event
from makam_kernel.schema import Id


class CalendarEvent(Event):
    """What every fact about a calendar says: whose time it is."""

    holder_id = Id(required=True, allow_none=True)


class CalendarCreated(CalendarEvent):
    """Somebody's time, or a room, can be booked."""

    type = "calendar.created.v1"


class CalendarChanged(CalendarEvent):
    """A calendar has another holder or other rules."""

    type = "calendar.changed.v1"


class CalendarSnapshot(CalendarEvent):
    """Whose time a calendar is, told anew."""

    type = "calendar.snapshot.v1"


TOLD = tuple(CalendarEvent.__subclasses__())
