"""What is asked and told about people."""

from marshmallow import ValidationError, validates

from makam_gateway.people.models import ROLES
from makam_kernel.schema import Boolean, Code, Command, Id, Integer, ListOf, Nested, Page, Text, View


class PersonFacts(Command):
    """What a person is in the municipality."""

    name = Text(required=True, most=200, metadata={"example": "Sevil TAN"})
    title = Text(load_default=None, allow_none=True, most=200, metadata={"example": "Beyaz Masa görevlisi"})
    roles = ListOf(Code(ROLES), required=True, metadata={"example": ["front_desk"]})
    unit_ids = ListOf(Id(), load_default=list)
    active = Boolean(load_default=True)


class CreatePerson(PersonFacts):
    """Adds a person with a sign-in of their own."""

    login = Text(required=True, most=60, metadata={"example": "sevil"})
    password = Text(required=True, least=8, most=200, metadata={"example": "uzun ve akılda kalan bir söz"})

    @validates("login")
    def _login(self, value, **_kwargs):
        if not value.isascii() or value != value.lower() or not value.replace(".", "").replace("-", "").isalnum():
            raise ValidationError("login")


class ChangePerson(PersonFacts):
    """Changes what a person is; their sign-in name stays."""

    person_id = Id(required=True)
    version = Integer(required=True, least=1)


class GetPerson(Command):
    """Asks for a person."""

    person_id = Id(required=True)


class ListPeople(Page):
    """Asks for the people, by name."""


class PersonView(View):
    """A person."""

    id = Id(required=True)
    version = Integer(required=True)
    login = Text(required=True, metadata={"example": "sevil"})
    name = Text(required=True, metadata={"example": "Sevil TAN"})
    title = Text(allow_none=True)
    roles = ListOf(Code(ROLES), required=True)
    unit_ids = ListOf(Id(), required=True)
    active = Boolean(required=True)


class PeoplePage(View):
    """A page of people."""

    items = ListOf(Nested(PersonView), required=True)
    next_cursor = Text(allow_none=True)
