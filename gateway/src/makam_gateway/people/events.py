"""What is told about people: never who they are."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean


class PersonChanged(Event):
    """A person is new, or other than before."""

    type = "person.changed.v1"

    active = Boolean(required=True)


class PersonSnapshot(PersonChanged):
    """Where a person stands, told anew."""

    type = "person.snapshot.v1"
