"""What requests hears of others, reduced to what it needs; the only place that calls another service."""

from datetime import date
from uuid import UUID

from makam_kernel.subscribe import subscribe
from requests_service.requests.queries import by_origin, category_of
from requests_service.requests.registration import register
from requests_service.units.models import Unit


@subscribe("unit.changed.v1", source="gateway")
class KeepUnit:
    """Keeps the copy of a unit."""

    def apply(self, tx, event, _words):
        """Set what is known of the unit."""
        unit = tx.session.get(Unit, UUID(event.subject_id)) or Unit(id=UUID(event.subject_id))
        unit.code, unit.name = event.data["code"], event.data["name"]
        unit.valid_from = date.fromisoformat(event.data["valid_from"])
        unit.valid_to = date.fromisoformat(event.data["valid_to"]) if event.data["valid_to"] else None
        tx.session.add(unit)


@subscribe("wish.recorded.v1", source="visitors", act=True)
class RegisterWish:
    """A wish of a public day that is to become a request becomes one, with the citizen's own words."""

    def fetch(self, owners, event):
        """Ask visitors for the words, which no event carries."""
        return owners.visitors.get_wish_words(wish_id=event.subject_id) if event.data["end"] == "request" else None

    def apply(self, tx, event, words):
        """Register the request; its day of receipt is the day of the wish."""
        if words is None or by_origin(tx.session, event.subject):
            return
        category = category_of(tx.session, words["category"])
        register(
            tx,
            citizen=words["citizen"],
            kind="request",
            channel="public_day",
            topic=words["words"],
            neighbourhood=words["neighbourhood"],
            address=None,
            category=category and category.code,
            received_at=event.time,
            origin=event.subject,
            origin_label=words["origin_label"],
        )


SUBSCRIPTIONS = (KeepUnit, RegisterWish)
