"""The RPC method by which a calendar learns what an occasion is."""

from uuid import UUID

from makam_kernel.errors import NotFound
from makam_kernel.remote import Desk, query
from protocol_service.ceremonies.models import Ceremony
from protocol_service.invitations.models import Invitation
from protocol_service.occasions import schemas


class OccasionsDesk(Desk):
    """Handed over to the agenda, which asks because of an event."""

    @query(schemas.GetOccasionWords, returns=schemas.OccasionWords, allow="occasion.hand_over")
    def get_occasion_words(self, reading, subject):
        """What stands in the calendar."""
        noun, _, id = subject.partition("/")
        if noun == Ceremony.noun:
            return _words(reading.get(Ceremony, _id(id)), "title")
        if noun == Invitation.noun:
            return _words(reading.get(Invitation, _id(id)), "occasion")
        raise NotFound("occasion.not_found")


def _words(thing, summary):
    facts = {name: getattr(thing, name) for name in ("id", "noun", "place", "travel_minutes", "preparation_minutes")}
    return facts | {"summary": getattr(thing, summary)}


def _id(text):
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("occasion.not_found") from None
