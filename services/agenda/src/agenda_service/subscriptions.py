"""What agenda hears of others, reduced to what it needs."""

from datetime import date, datetime
from uuid import UUID

from agenda_service.calendars.queries import of_holder
from agenda_service.entries import booking
from agenda_service.entries.kinds import Kind
from agenda_service.entries.queries import all_by_source, by_source
from agenda_service.people.models import Holding, Person, Post
from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit

OCCASION_EVENTS = (
    "ceremony.drafted.v1",
    "ceremony.changed.v1",
    "ceremony.planned.v1",
    "ceremony.rescheduled.v1",
    "ceremony.announced.v1",
    "ceremony.ready.v1",
    "ceremony.held.v1",
    "ceremony.reported.v1",
    "ceremony.postponed.v1",
    "ceremony.cancelled.v1",
    "ceremony.snapshot.v1",
    "invitation.received.v1",
    "invitation.moved.v1",
    "invitation.accepted.v1",
    "invitation.deputised.v1",
    "invitation.declined.v1",
    "invitation.withdrawn.v1",
    "invitation.erased.v1",
    "invitation.snapshot.v1",
)
TO_COME = {"planned", "announced", "ready", "attends", "deputised"}
"""Where a ceremony or an invitation stands when somebody is going to be there."""

OVER = {"held", "reported"}
OCCASION_WORDS = ("summary", "place", "travel_minutes", "preparation_minutes")


@subscribe("person.changed.v1", "person.snapshot.v1", source="gateway")
class KeepPerson:
    """Keeps the copy of a person."""

    def apply(self, tx, event, _words):
        """Set whether they are active."""
        person = _kept(tx, Person, event)
        person.active = event.data["active"]


@subscribe("post.changed.v1", "post.snapshot.v1", source="gateway")
class KeepPost:
    """Keeps the copy of a post."""

    def apply(self, tx, event, _words):
        """Set what the post gives, where and how long."""
        post = _kept(tx, Post, event)
        post.unit_id, post.roles = _id(event.data["unit_id"]), event.data["roles"]
        post.valid_from, post.valid_to = _day(event.data["valid_from"]), _day(event.data["valid_to"])


@subscribe("holding.changed.v1", "holding.snapshot.v1", source="gateway")
class KeepHolding:
    """Keeps the copy of who holds a post."""

    def apply(self, tx, event, _words):
        """Set who holds which post, and on which days."""
        holding = _kept(tx, Holding, event)
        holding.person_id, holding.post_id = UUID(event.data["person_id"]), UUID(event.data["post_id"])
        holding.from_on, holding.until_on = _day(event.data["from_on"]), _day(event.data["until_on"])


@subscribe(*OCCASION_EVENTS, source="protocol")
class KeepOccasion:
    """A ceremony, or an event to which somebody goes by an invitation, stands in that one's calendar: also where the
    time is taken, then in conflict, until somebody decides. Who has no calendar here needs no entry."""

    def fetch(self, owners, event):
        """Ask protocol for the words of what is going to take place."""
        is_wanted = event.data["status"] in TO_COME and event.type != "invitation.erased.v1"
        return owners.protocol.get_occasion_words(subject=event.subject) if is_wanted else None

    def apply(self, tx, event, words):
        """Put it into the calendar, move it there, or take it out."""
        if event.type == "invitation.erased.v1":
            _erase(tx, event.subject)
            return
        entry = by_source(tx.session, event.subject)
        if event.data["status"] in OVER:
            if entry and entry.starts_at <= tx.at:
                tx.change(entry, entry.take_place(by=tx.actor, at=tx.at))
            return
        calendar = of_holder(tx.session, _id(event.data["holder_id"])) if words else None
        if entry and (calendar is None or entry.calendar_id != calendar.id):
            booking.cancel(tx, entry)
            entry = None
        if calendar:
            facts = {name: words[name] for name in OCCASION_WORDS}
            times = {name: datetime.fromisoformat(event.data[name]) for name in ("starts_at", "ends_at")}
            _set_entry(tx, calendar, entry, event.subject, facts, times)


def _erase(tx, source):
    for entry in all_by_source(tx.session, source):
        entry.erase(at=tx.at)
        tx.change(entry, action="entry.erased")


def _set_entry(tx, calendar, entry, source, facts, times):
    if entry is None:
        booking.book(tx, calendar, kind=Kind.CEREMONY, source=source, is_certain=True, **facts, **times)
    elif any(getattr(entry, name) != time for name, time in times.items()):
        booking.move(tx, entry, is_certain=True, **facts, **times)
    elif any(getattr(entry, name) != fact for name, fact in facts.items()):
        booking.change(tx, entry, is_certain=True, **facts)


def _kept(tx, model, event):
    """The copy of what the event is about, a new one if there was none."""
    id = UUID(event.subject_id)
    with tx.session.no_autoflush:
        copy = tx.session.get(model, id) or model(id=id)
    tx.session.add(copy)
    return copy


def _id(text):
    return UUID(text) if text else None


def _day(text):
    return date.fromisoformat(text) if text else None


SUBSCRIPTIONS = (KeepUnit, KeepPerson, KeepPost, KeepHolding, KeepOccasion)
