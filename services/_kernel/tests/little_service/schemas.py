"""What the little service is asked, and what it tells."""

from makam_kernel.events import Event
from makam_kernel.schema import (
    Boolean,
    Code,
    Command,
    Day,
    Hour,
    Id,
    Instant,
    Integer,
    ListOf,
    Masked,
    Nested,
    Page,
    Text,
    View,
)


class KeepThing(Command):
    """Asks to keep a thing."""

    label = Text(required=True, most=100)


class RenameThing(Command):
    """Asks to give a thing another label."""

    thing_id = Id(required=True)
    version = Integer(required=True, least=1)
    label = Text(required=True, most=100)


class OneThing(Command):
    """Names a thing."""

    thing_id = Id(required=True)


class ListThings(Page):
    """Asks for a page of things."""


class Doze(Command):
    """Asks the database to wait."""

    seconds = Integer(required=True, most=10)


class Fail(Command):
    """Asks for a fault."""

    words = Text(required=True)


class Dozed(View):
    """Nothing but that it is over."""

    done = Boolean(required=True)


class ThingView(View):
    """A thing."""

    id = Id(required=True)
    version = Integer(required=True)
    number = Integer(required=True)
    label = Text(required=True)
    state = Code(["kept", "finished"], required=True)


class ThingPage(View):
    """Some things."""

    items = ListOf(Nested(ThingView), required=True)
    next_cursor = Text(allow_none=True)


class AddOwner(Command):
    """Asks to note a person."""

    name = Text(required=True)
    phone = Text()


class RenameOwner(Command):
    """Asks to write a person's name in another way."""

    owner_id = Id(required=True)
    version = Integer(required=True, least=1)
    name = Text(required=True)


class OneOwner(Command):
    """Names a person."""

    owner_id = Id(required=True)


class ListOwners(Command):
    """Asks for all persons."""


class OwnerView(View):
    """A person."""

    about = "owner"

    id = Id(required=True)
    version = Integer(required=True)
    name = Text(required=True)
    phone = Masked("phone", unmask="owner.contact", allow_none=True)


class OwnerList(View):
    """Some persons."""

    items = ListOf(Nested(OwnerView), required=True)


class ThingKept(Event):
    """A thing is kept."""

    type = "thing.kept.v1"

    number = Integer(required=True)


class ThingSnapshot(ThingKept):
    """Where a thing stands, told anew."""

    type = "thing.snapshot.v1"


class ThingFinished(Event):
    """A thing is finished."""

    type = "thing.finished.v1"

    number = Integer(required=True)


class Inner(Command):
    """A part of a form."""

    count = Integer(required=True)


class Form(Command):
    """One field of each kind, for the traps of each."""

    word = Text(most=20)
    code = Code(["a", "b"])
    id = Id()
    count = Integer(most=100)
    yes = Boolean()
    at = Instant()
    day = Day()
    hour = Hour()
    inner = Nested(Inner)
    many = ListOf(Integer(), most=3)
