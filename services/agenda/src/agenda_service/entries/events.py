"""What is told about entries: whose time is taken from when until when; never for what."""

from agenda_service.entries.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Id, Instant, Text


class EntryEvent(Event):
    """What every fact about an entry says: where it stands now. ``source`` is the thing that it was made for."""

    calendar_id = Id(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    status = Code(Status, required=True)
    in_conflict = Boolean(required=True)
    source = Text(required=True, allow_none=True)


class EntryPlanned(EntryEvent):
    """A time is taken, not firmly."""

    type = "entry.planned.v1"


class EntryConfirmed(EntryEvent):
    """A time is taken."""

    type = "entry.confirmed.v1"


class EntryMoved(EntryEvent):
    """An entry has another time."""

    type = "entry.moved.v1"


class EntryChanged(EntryEvent):
    """An entry's words, place or people are others; its time is the same."""

    type = "entry.changed.v1"


class EntryHeld(EntryEvent):
    """An entry took place."""

    type = "entry.held.v1"


class EntryCancelled(EntryEvent):
    """An entry does not take place; its time is free."""

    type = "entry.cancelled.v1"


class EntryReleased(EntryEvent):
    """A time that was taken for a proposal is free again."""

    type = "entry.released.v1"


class EntryConflicted(EntryEvent):
    """What another service put into the calendar stands in a time that is taken: somebody has to decide."""

    type = "entry.conflicted.v1"


class EntrySettled(EntryEvent):
    """Nothing stands in the way of an entry any more, or the director wants it so."""

    type = "entry.settled.v1"


class EntrySnapshot(EntryEvent):
    """Where an entry stands, told anew."""

    type = "entry.snapshot.v1"


TOLD = tuple(EntryEvent.__subclasses__())
