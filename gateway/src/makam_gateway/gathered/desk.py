"""The methods behind what is gathered: who may ask, and for what. The parts are put in after, by the routes."""

from makam_gateway.gathered import schemas
from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, query

NOTHING = {"open": 0, "late": 0}


class GatheredDesk(Desk):
    """What is looked at over all services."""

    @query(schemas.GetToday, returns=schemas.TodayView, allow="today.read")
    def get_today(self, reading, day):
        """The day that is meant."""
        return {"day": day or day_of(reading.at), "parts": [], "comers": []}

    @query(schemas.ListFollowUp, returns=schemas.FollowUpView, allow="follow_up.read")
    def list_follow_up(self, reading, **filters):
        """A page that is still empty."""
        return {"items": [], "counts": NOTHING, "parts": [], "next_cursor": None}

    @query(schemas.GetPersonHistory, returns=schemas.PersonHistoryView, allow="person.history")
    def get_person_history(self, reading, citizen_id):
        """The person who is meant."""
        return {"id": citizen_id, "name": None, "items": [], "parts": []}
