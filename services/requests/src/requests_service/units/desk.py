"""The RPC methods about units."""

from makam_kernel.remote import Desk, query
from requests_service.units.queries import all_units
from requests_service.units.schemas import ListUnits, UnitList


class UnitsDesk(Desk):
    """Units are owned by the gateway; here they are looked up."""

    @query(ListUnits, returns=UnitList, allow="unit.read")
    def list_units(self, reading):
        """The units that requests can be routed to."""
        return {"items": all_units(reading.session)}
