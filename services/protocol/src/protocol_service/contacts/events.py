"""What is told about contacts: from when until when somebody is in their office; never who it is."""

from makam_kernel.events import Event
from makam_kernel.schema import Day


class ContactEvent(Event):
    """What every fact about a contact says."""

    from_on = Day(required=True)
    until_on = Day(required=True, allow_none=True)


class ContactAdded(ContactEvent):
    """Somebody came into an office."""

    type = "contact.added.v1"


class ContactChanged(ContactEvent):
    """What is known of somebody in an office was set right."""

    type = "contact.changed.v1"


class ContactLeft(ContactEvent):
    """Somebody left an office, or is going to."""

    type = "contact.left.v1"


class ContactErased(ContactEvent):
    """Who it was is no longer known."""

    type = "contact.erased.v1"


class ContactSnapshot(ContactEvent):
    """Where a contact stands, told anew."""

    type = "contact.snapshot.v1"


TOLD = tuple(ContactEvent.__subclasses__())
