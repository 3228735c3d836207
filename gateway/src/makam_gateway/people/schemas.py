"""What is asked and told about people."""

from marshmallow import ValidationError

from makam_gateway.lines import File
from makam_gateway.people.passwords import Password
from makam_gateway.posts.schemas import HeldPost
from makam_kernel.schema import Boolean, Command, Day, Id, Integer, ListOf, Nested, Page, Text, View


class Login(Text):
    """The name by which somebody signs in."""

    def _deserialize(self, value, attr, data, **kwargs):
        login = super()._deserialize(value, attr, data, **kwargs)
        if not login.isascii() or login != login.lower() or not login.replace(".", "").replace("-", "").isalnum():
            raise ValidationError("login")
        return login


class PersonFacts(Command):
    """Who a person is."""

    name = Text(required=True, most=200, metadata={"example": "Sevil TAN"})
    title = Text(load_default=None, allow_none=True, most=200, metadata={"example": "Beyaz Masa görevlisi"})
    active = Boolean(load_default=True)


class CreatePerson(PersonFacts):
    """Adds a person; without a password they cannot sign in by one."""

    login = Login(required=True, most=60, metadata={"example": "sevil"})
    password = Password(load_default=None, allow_none=True, metadata={"example": "uzun ve akılda kalan bir söz"})


class ChangePerson(PersonFacts):
    """Changes who a person is; their sign-in name stays."""

    person_id = Id(required=True)
    version = Integer(required=True, least=1)


class ImportPeople(Command):
    """Adds and changes people, and gives them posts, by a file of CSV, in English or in Turkish; all lines or none. Who
    holds several posts has a line for each."""

    csv = File(
        "login;name;title;post_code;from_on;until_on",
        "sevil;Sevil TAN;Beyaz Masa görevlisi;BEYAZMASA.GOREVLI;2024-01-01;",
    )


class PersonLine(Command):
    """A line of such a file."""

    login = Login(required=True, most=60, metadata={"turkish": "kullanıcı adı"})
    name = Text(required=True, most=200, metadata={"turkish": "ad soyad"})
    title = Text(allow_none=True, most=200, metadata={"turkish": "unvan"})
    post_code = Text(allow_none=True, most=60, metadata={"turkish": "görev kodu"})
    from_on = Day(allow_none=True, metadata={"turkish": "başlangıç"})
    until_on = Day(allow_none=True, metadata={"turkish": "bitiş"})


class GetPerson(Command):
    """Asks for a person."""

    person_id = Id(required=True)


class ListPeople(Page):
    """Asks for the people, by name; those alone in whose names words begin as these do, if any are given."""

    name = Text(load_default=None, allow_none=True, most=200, metadata={"example": "sev tan"})


class PersonView(View):
    """A person. Whoever keeps people reads, too, whether a ``second_factor`` is set up."""

    id = Id(required=True)
    version = Integer(required=True)
    login = Text(required=True, metadata={"example": "sevil"})
    name = Text(required=True, metadata={"example": "Sevil TAN"})
    title = Text(allow_none=True)
    active = Boolean(required=True)
    second_factor = Boolean()


class PeoplePage(View):
    """A page of people."""

    items = ListOf(Nested(PersonView), required=True)
    next_cursor = Text(allow_none=True)


class ListDirectory(Page):
    """Asks who is who among those who work here, by name."""


class DirectoryLine(View):
    """Somebody who works here, with the posts that they hold today."""

    id = Id(required=True)
    name = Text(required=True, metadata={"example": "Sevil TAN"})
    title = Text(allow_none=True)
    posts = ListOf(Nested(HeldPost), required=True)


class DirectoryPage(View):
    """A page of the directory."""

    items = ListOf(Nested(DirectoryLine), required=True)
    next_cursor = Text(allow_none=True)
