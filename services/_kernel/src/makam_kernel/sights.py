"""What somebody may see, asked from outside of one noun: which of many things, and what there is about a person.

A service has one table of ``Sight``, a row per noun. Whoever tells of changes, or gathers what is known of a person
over all services, asks by it, so that nothing is told there that the thing's own page would not show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, true

from makam_kernel.persons import SUBJECT
from makam_kernel.remote import Desk, query
from makam_kernel.schema import NAMED, Boolean, Command, Id, Instant, Integer, ListOf, Nested, Text, View

NAME = {"example": "Ayşe Yılmaz"}
MOST_PERSONS = 50


@dataclass(frozen=True)
class Sight:
    """The things of one noun as somebody may read them: by which action, and which of them. ``line`` gives what a
    person's history says of one: number, title, status and when it was (``at``)."""

    model: type
    action: str
    within: Callable = lambda actor: true()
    line: Callable | None = None

    def reached(self, look):
        """The criterion of those that whoever looks may read."""
        return self.within(look.actor)


class DatedSight(Sight):
    """Things of which it depends on the day, too, who may read them: ``within`` is told who looks and when."""

    def reached(self, look):
        """The criterion of those that whoever looks may read at that time."""
        return self.within(look)


class ListVisible(Command):
    """Asks which of these things the caller may read."""

    subjects = ListOf(Text(most=100, metadata=SUBJECT), required=True)


class VisibleList(View):
    """Those that the caller may read; others may exist or not."""

    subjects = ListOf(Text(metadata=SUBJECT), required=True)


class WhoIs(Command):
    """Asks who the persons behind these things are, by which they are found in every service."""

    ids = ListOf(Id(), required=True, most=MOST_PERSONS)


class PersonKeys(View):
    """A person as one thing knows them."""

    about = NAMED

    id = Id(required=True)
    noun = Text(required=True, metadata={"example": "citizen"})
    name = Text(required=True, allow_none=True, metadata=NAME)
    phone = Text(required=True, allow_none=True, metadata={"example": "+905550000001"})
    national_id = Text(required=True, allow_none=True, metadata={"example": "10000000146"})


class PersonKeysList(View):
    """The persons that the caller may know of."""

    items = ListOf(Nested(PersonKeys), required=True)


class PersonMeant(Command):
    """A person by all that is known of them; ``key`` is the caller's own name for the answer."""

    key = Text(required=True, most=100)
    name = Text(load_default=None, allow_none=True, most=200, metadata=NAME)
    phone = Text(load_default=None, allow_none=True, most=30, metadata={"example": "+905550000001"})
    national_id = Text(load_default=None, allow_none=True, most=11, metadata={"example": "10000000146"})
    subjects = ListOf(Text(most=100, metadata=SUBJECT), most=20, load_default=list)


class ListHistory(Command):
    """Asks what there was with these persons, the latest first, at most so many things for each."""

    persons = ListOf(Nested(PersonMeant), required=True, most=MOST_PERSONS)
    most = Integer(load_default=50, least=1, most=200)


class MatterOfPerson(View):
    """One thing that there was with a person; one that is not ``certain`` fits only in part."""

    about = NAMED

    id = Id(required=True)
    noun = Text(required=True, metadata={"example": "request"})
    number = Text(required=True, allow_none=True, metadata={"example": "TLP-2026-000001"})
    title = Text(required=True, allow_none=True, metadata={"example": "Yolda çukur"})
    status = Text(required=True, metadata={"example": "solved"})
    at = Instant(required=True)
    certain = Boolean(required=True)


class PersonHistory(View):
    """What there was with one person; ``count`` is of all, with those that are not listed."""

    key = Text(required=True)
    count = Integer(required=True)
    lines = ListOf(Nested(MatterOfPerson), required=True)


class PersonHistoryList(View):
    """What there was with each of the persons."""

    items = ListOf(Nested(PersonHistory), required=True)


class SightsDesk(Desk):
    """What those ask who gather over all services."""

    @query(ListVisible, returns=VisibleList, allow="visible.read")
    def list_visible(self, reading, subjects):
        """Which of these things the caller may read."""
        seen = self._visible(reading, subjects)
        return {"subjects": [subject for subject in dict.fromkeys(subjects) if subject in seen]}

    @query(WhoIs, returns=PersonKeysList, allow="person.history")
    def who_is(self, reading, ids):
        """Who the persons are, as far as the caller may read something that there is with them."""
        things = [thing for model in self._keeper.nouns for thing in _unerased(reading.session, model, ids)]
        behind = {thing.subject: self._keeper.matters(reading.session, thing) for thing in things}
        seen = self._visible(reading, [matter.subject for matters in behind.values() for matter in matters])
        known = [thing for thing in things if any(matter.subject in seen for matter in behind[thing.subject])]
        return {"items": [_keys(thing) for thing in known]}

    @query(ListHistory, returns=PersonHistoryList, allow="person.history")
    def list_history(self, reading, persons, most):
        """What there was with each person, as far as the caller may read it."""
        found = {person["key"]: self._matters(reading.session, **person) for person in persons}
        seen = self._visible(reading, [subject for matters in found.values() for subject in matters])
        return {"items": [self._history(key, matters, seen, most) for key, matters in found.items()]}

    @property
    def _keeper(self):
        return self.process.service.keeper

    @property
    def _sights(self):
        return {sight.model.noun: sight for sight in self.process.service.sights}

    def _visible(self, reading, subjects):
        """The subjects among these that the caller may read: one query for each noun."""
        ids, seen = {}, set()
        for noun, id in map(_parts, subjects):
            ids.setdefault(noun, set()).add(id)
        for noun, sight in self._sights.items():
            wanted = ids.get(noun, set()) - {None}
            if wanted and self.process.service.policy.may(reading.actor, sight.action):
                reached = select(sight.model.id).where(sight.model.id.in_(wanted), sight.reached(reading))
                seen |= {f"{noun}/{id}" for id in reading.session.scalars(reached)}
        return seen

    def _matters(self, session, *, key, subjects, **facts):
        """``{subject: (matter, certain)}`` of a person, in the order of certainty."""
        certain, possible = self._keeper.find(session, **facts) if any(facts.values()) else ([], [])
        named = {id for _, id in map(_parts, subjects)} - {None}
        certain = [*certain, *(thing for model in self._keeper.nouns for thing in _unerased(session, model, named))]
        found = {}
        for things, sure in ((certain, True), (possible, False)):
            for thing in things:
                for matter in [] if thing.erased_at else self._keeper.matters(session, thing):
                    found.setdefault(matter.subject, (matter, sure))
        return found

    def _history(self, key, matters, seen, most):
        told = [matters[subject] for subject in matters.keys() & seen]
        lines = [self._line(*one) for one in told if self._sights[one[0].noun].line]
        lines.sort(key=lambda line: (line["at"], str(line["id"])), reverse=True)
        return {"key": key, "count": len(lines), "lines": lines[:most]}

    def _line(self, matter, certain):
        told = self._sights[matter.noun].line(matter)
        return {"id": matter.id, "noun": matter.noun, "number": None, "title": None, "certain": certain} | told


def _unerased(session, model, ids):
    found = select(model).where(model.id.in_(ids), model.erased_at.is_(None)).order_by(model.id)
    return session.scalars(found).unique().all() if ids else []


def _keys(thing):
    facts = {name: getattr(thing, name, None) for name in ("name", "phone", "national_id")}
    return {"id": thing.id, "noun": thing.noun} | facts


def _parts(subject):
    """``(noun, id)``; the id is None for what no thing can be called."""
    noun, _, id = subject.partition("/")
    try:
        return noun, UUID(id)
    except ValueError:
        return noun, None
