"""What agenda hears of others, reduced to what it needs."""

from datetime import date
from uuid import UUID

from agenda_service.people.models import Holding, Person, Post
from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit


@subscribe("person.changed.v1", source="gateway")
class KeepPerson:
    """Keeps the copy of a person."""

    def apply(self, tx, event, _words):
        """Set whether they are active."""
        person = _kept(tx, Person, event)
        person.active = event.data["active"]


@subscribe("post.changed.v1", source="gateway")
class KeepPost:
    """Keeps the copy of a post."""

    def apply(self, tx, event, _words):
        """Set what the post gives, where and how long."""
        post = _kept(tx, Post, event)
        post.unit_id, post.roles = _id(event.data["unit_id"]), event.data["roles"]
        post.valid_from, post.valid_to = _day(event.data["valid_from"]), _day(event.data["valid_to"])


@subscribe("holding.changed.v1", source="gateway")
class KeepHolding:
    """Keeps the copy of who holds a post."""

    def apply(self, tx, event, _words):
        """Set who holds which post, and on which days."""
        holding = _kept(tx, Holding, event)
        holding.person_id, holding.post_id = UUID(event.data["person_id"]), UUID(event.data["post_id"])
        holding.from_on, holding.until_on = _day(event.data["from_on"]), _day(event.data["until_on"])


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


SUBSCRIPTIONS = (KeepUnit, KeepPerson, KeepPost, KeepHolding)
