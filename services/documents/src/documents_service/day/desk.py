"""The RPC methods by which the mayor's day and the list of all that is open are put together."""

from documents_service.day import queries, schemas
from makam_kernel.matters import MatterPage, list_open
from makam_kernel.remote import Desk, query


class DayDesk(Desk):
    """The part of the documents."""

    @query(schemas.ListOpenMatters, returns=MatterPage, allow="matter.read")
    def list_open_matters(self, reading, **filters):
        """A page of what is open and may be seen by the caller."""
        return list_open(reading, queries.OPEN_MATTERS, **filters)

    @query(schemas.GetDay, returns=schemas.DayView, allow="day.read")
    def get_day(self, reading, day):
        """What of the documents concerns the caller on a day."""
        return queries.day(reading)
