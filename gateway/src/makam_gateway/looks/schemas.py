"""What is asked and told about looks at personal data."""

from makam_gateway.approvals.schemas import AwayPart
from makam_kernel.persons import SUBJECT
from makam_kernel.schema import Command, Id, Instant, Integer, ListOf, Nested, Text, View


class ListSeen(Command):
    """Asks who has seen the personal data of a subject, or acted on it, the latest first; before an instant, if one is
    given."""

    subject = Text(required=True, most=100, metadata=SUBJECT)
    before = Instant(load_default=None, allow_none=True)
    limit = Integer(least=1, most=200, load_default=50)


class SeenLine(View):
    """One look or act: who, for whom if they stood in for somebody, when, and by which method of which service."""

    service = Text(required=True, metadata={"example": "requests"})
    id = Id(required=True)
    at = Instant(required=True)
    actor_id = Text(required=True)
    actor_name = Text(required=True, allow_none=True, metadata={"example": "Sevil TAN"})
    for_id = Text(required=True, allow_none=True)
    for_name = Text(required=True, allow_none=True)
    action = Text(required=True, metadata={"example": "saw get_request"})


class SeenList(View):
    """The looks at a subject over all services, the latest first; what those services know that are ``away`` is
    missing."""

    items = ListOf(Nested(SeenLine), most=2000, required=True)
    away = ListOf(Nested(AwayPart), required=True)
