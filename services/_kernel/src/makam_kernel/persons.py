"""The desk for a person's own rights: what is kept of them, that it be erased, and who has seen it.

To be handed everything about somebody, and to erase it, takes two people: who asks for it, and who approves.
"""

from uuid import UUID

from marshmallow import ValidationError, post_load, validates, validates_schema
from sqlalchemy import select

from makam_kernel import audit
from makam_kernel.contact import normal_phone
from makam_kernel.erasing import erase
from makam_kernel.errors import Conflict
from makam_kernel.policy import ALL
from makam_kernel.remote import Desk, command, query
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Nested, Text, View, f

FOUR_EYES = frozenset({"person.export", "person.erase"})
RIGHTS = {
    "person.export": {"director": ALL.restricted},
    "person.erase": {"director": ALL.restricted},
    "looks.read": {"director": ALL.restricted, "auditor": ALL.restricted},
    "person.history": dict.fromkeys(["mayor", "deputy", "director", "secretary"], ALL),
    "visible.read": dict.fromkeys(
        ["mayor", "deputy", "director", "secretary", "front_desk", "protocol_officer"]
        + ["unit_director", "unit_staff", "driver", "auditor", "operator"],
        ALL,
    ),
}
"""What every service's policy says of these; the first two are in its ``four_eyes``. What the last two show is what the
caller may read anyway."""

REASONS = ["own_request", "court_order", "legal_duty"]
"""Why somebody's data are handed out or erased; codes and no words, since the audit is never erased."""

SUBJECT = {"example": "citizen/019a2f60-7c00-7000-8000-000000000001"}


class PersonFacts(Command):
    """Who is meant: by identity number, or by telephone and name; and things that somebody has looked at and found to
    be theirs, by ``subjects``."""

    national_id = Text(load_default=None, allow_none=True, most=11, metadata={"example": "10000000146"})
    phone = Text(load_default=None, allow_none=True, most=30, metadata={"example": "+905550000001"})
    name = Text(load_default=None, allow_none=True, most=200, metadata={"example": "Ayşe Yılmaz"})
    subjects = ListOf(Text(most=100, metadata=SUBJECT), most=100, load_default=list)

    @validates("phone")
    def _phone(self, value, **_kwargs):
        if value is not None and normal_phone(value) is None:
            raise ValidationError("phone")

    @validates_schema(skip_on_field_errors=True)
    def _enough(self, facts, **_kwargs):
        if not (facts["national_id"] or (facts["phone"] and facts["name"]) or facts["subjects"]):
            raise ValidationError("person_unclear", "national_id")

    @post_load
    def _normal(self, facts, **_kwargs):
        return {**facts, "phone": facts["phone"] and normal_phone(facts["phone"])}


class FindPerson(PersonFacts):
    """Asks which things tell of a person, before they are erased."""


class ExportPerson(PersonFacts):
    """Asks for everything that is kept of a person, as two have decided."""

    reason = Code(REASONS, required=True)
    approval_id = Id(required=True)


class ErasePerson(PersonFacts):
    """Erases everything that is kept of a person, as two have decided."""

    reason = Code(REASONS, required=True)
    approval_id = Id(required=True)


class FoundThing(View):
    """A thing that tells of the person; one that is not ``certain`` fits only in part and is left alone. ``open`` are
    the numbers of matters for which they are still needed."""

    subject = Text(required=True, metadata=SUBJECT)
    certain = Boolean(required=True)
    open = ListOf(Text(), required=True, metadata={"example": []})


class FoundPerson(View):
    """The things that tell of a person."""

    items = ListOf(Nested(FoundThing), required=True)


class PersonThing(View):
    """A thing that tells of the person, with all that is kept of them there."""

    subject = Text(required=True, metadata=SUBJECT)
    facts = f.Dict(required=True)


class PersonFile(View):
    """Everything that this service keeps of the person; ``possible`` are things that fit only in part, which somebody
    has to look at."""

    items = ListOf(Nested(PersonThing), most=10000, required=True)
    possible = ListOf(Text(metadata=SUBJECT), required=True)


class ErasedPerson(View):
    """What was emptied, and what fits only in part and was left alone."""

    erased = ListOf(Text(metadata=SUBJECT), most=10000, required=True)
    possible = ListOf(Text(metadata=SUBJECT), required=True)


class ListLooks(Command):
    """Asks who has seen the personal data of a subject, or acted on it, the latest first; before an instant, if one is
    given."""

    subject = Text(required=True, most=100, metadata=SUBJECT)
    before = Instant(load_default=None, allow_none=True)
    limit = Integer(least=1, most=200, load_default=50)


class LookLine(View):
    """One look or act: who (and for whom, if they stood in for somebody), when, and by which method."""

    id = Id(required=True)
    at = Instant(required=True, attribute="machine_at")
    actor_id = Text(required=True)
    for_id = Text(required=True, allow_none=True)
    action = Text(required=True, metadata={"example": "saw get_request"})


class LookList(View):
    """The looks at a subject, the latest first."""

    items = ListOf(Nested(LookLine), required=True)


class PersonsDesk(Desk):
    """What a person may ask of the office about their own data."""

    @query(FindPerson, returns=FoundPerson, allow="person.erase")
    def find_person(self, reading, **who):
        """Which things tell of a person."""
        certain, possible = self._find(reading.session, **who)
        found = [(thing, True) for thing in certain] + [(thing, False) for thing in possible]
        return {
            "items": [
                {"subject": thing.subject, "certain": sure, "open": self._open(reading.session, [thing] * sure)}
                for thing, sure in found
            ]
        }

    @command(ExportPerson, returns=PersonFile, allow="person.export")
    def export_person(self, tx, reason, approval_id, **who):
        """Everything that is kept of a person, on record as seen, with the reason."""
        certain, possible = self._find(tx.session, **who)
        subjects = [thing.subject for thing in certain]
        audit.put(tx, "person.exported", f"approval/{approval_id}", {"reason": reason, "subjects": subjects})
        if subjects:
            audit.look(tx, "export_person", subjects)
        items = [{"subject": thing.subject, "facts": self._keeper.tell(tx.session, thing)} for thing in certain]
        return {"items": items, "possible": [thing.subject for thing in possible]}

    @command(ErasePerson, returns=ErasedPerson, allow="person.erase")
    def erase_person(self, tx, reason, approval_id, **who):
        """Erase a person, unless something is still to be done for them."""
        certain, possible = self._find(tx.session, **who)
        if numbers := self._open(tx.session, certain):
            raise Conflict("person.has_open_matters", numbers=numbers)
        record = {"reason": reason, "approval": str(approval_id)}
        erased = erase(tx, [tx.get(type(thing), thing.id) for thing in certain], listed=True, **record)
        audit.put(tx, "person.erased", f"approval/{approval_id}", {"reason": reason, "subjects": erased})
        return {"erased": erased, "possible": [thing.subject for thing in possible]}

    @query(ListLooks, returns=LookList, allow="looks.read")
    def list_looks(self, reading, subject, before, limit):
        """Who has seen the personal data of a subject."""
        return {"items": audit.looks_at(reading.session, subject, limit, before=before)}

    @property
    def _keeper(self):
        return self.process.service.keeper

    def _find(self, session, *, subjects, **facts):
        """The person's things, those named by hand among the certain; each once, and none that was erased."""
        certain, possible = self._keeper.find(session, **facts)
        named = [thing for subject in subjects if (thing := self._named(session, subject))]
        certain = {thing.subject: thing for thing in [*certain, *named] if thing.erased_at is None}
        return list(certain.values()), [thing for thing in possible if thing.subject not in certain]

    def _named(self, session, subject):
        noun, _, id = subject.partition("/")
        model = next((model for model in self._keeper.nouns if model.noun == noun), None)
        try:
            return model and session.scalar(select(model).where(model.id == UUID(id)))
        except ValueError:
            return None

    def _open(self, session, things):
        numbers = [number for thing in things for number in self._keeper.open_matters(session, thing)]
        return list(dict.fromkeys(numbers))
