"""What requests hears of others, reduced to what it needs; the only place that calls another service."""

from datetime import datetime

from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit
from requests_service.requests.queries import by_origin, category_of
from requests_service.requests.registration import register


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


@subscribe("call.turned_to_request.v1", source="agenda", act=True)
class RegisterCall:
    """What somebody asked for on the telephone becomes a request, in the words that were taken down."""

    def fetch(self, owners, event):
        """Ask agenda for the words, which no event carries."""
        return owners.agenda.get_call_words(call_id=event.subject_id)

    def apply(self, tx, event, words):
        """Register the request; its day of receipt is the day of the call."""
        if by_origin(tx.session, event.subject):
            return
        category = category_of(tx.session, words["category"])
        register(
            tx,
            citizen=words["citizen"],
            kind="request",
            channel="phone",
            topic=words["words"],
            neighbourhood=None,
            address=None,
            category=category and category.code,
            received_at=datetime.fromisoformat(words["received_at"]),
            origin=event.subject,
            origin_label=words["origin_label"],
        )


SUBSCRIPTIONS = (KeepUnit, RegisterWish, RegisterCall)
