"""What is asked and told about sessions."""

from makam_gateway.credentials.schemas import CodeText, SecondFactorView
from makam_gateway.people.passwords import Password
from makam_gateway.posts.schemas import HeldPost
from makam_gateway.sessions.signin import STATES
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Nested, Text, View, f


class Nothing(Command):
    """Says all by its address."""


class BeginSession(Command):
    """Signs in."""

    login = Text(required=True, most=60, metadata={"example": "sevil"})
    password = Password(required=True, least=1, metadata={"example": "uzun ve akılda kalan bir söz"})
    code = CodeText(load_default=None, allow_none=True)


class Somebody(View):
    """A person, by name."""

    id = Id(required=True)
    name = Text(required=True, metadata={"example": "Elif KARACA"})


class MeView(View):
    """Whoever is signed in: what they are, for whom they act at this instant of business time, how far the present
    session goes, and which actions of which service are theirs."""

    id = Text(required=True, metadata={"example": "019a2f60-7c00-7000-8000-000000000001"})
    name = Text(required=True, metadata={"example": "Sevil TAN"})
    state = Code(STATES, required=True)
    roles = ListOf(Text(metadata={"example": "front_desk"}), required=True)
    unit_ids = ListOf(Id(), required=True)
    posts = ListOf(Nested(HeldPost), required=True)
    acting_for = ListOf(Nested(Somebody), required=True)
    second_factor = Nested(SecondFactorView, required=True, allow_none=True)
    allowed = f.Dict(
        keys=f.String(), values=ListOf(Text()), required=True, metadata={"example": {"requests": ["request.read"]}}
    )
    at = Instant(required=True)


class SessionLine(View):
    """One of a person's sessions."""

    id = Id(required=True)
    began_at = Instant(required=True)
    seen_at = Instant(required=True)
    method = Text(required=True, metadata={"example": "password"})
    device = Text(required=True, metadata={"example": "Firefox, Windows"})
    current = Boolean(required=True)


class SessionList(View):
    """A person's sessions, the newest first."""

    items = ListOf(Nested(SessionLine), most=1000, required=True)


class EndPersonSessions(Command):
    """Ends all sessions of a person."""

    person_id = Id(required=True)


class SessionsEndedView(View):
    """How many sessions of a person were ended."""

    person_id = Id(required=True)
    ended = Integer(required=True)
