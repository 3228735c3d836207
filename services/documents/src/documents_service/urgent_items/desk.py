"""The RPC methods about urgent items."""

from documents_service.notices import tell_office
from documents_service.policy import POLICY
from documents_service.urgent_items import queries, schemas
from documents_service.urgent_items.models import UrgentItem
from documents_service.urgent_items.shown import shown
from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale
from makam_kernel.units import known_unit


class UrgentItemsDesk(Desk):
    """How news reaches the mayor, and how many minutes it takes."""

    @command(schemas.RegisterUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.register")
    def register_urgent_item(self, tx, unit_id, arrived_at, restricted, **facts):
        """Record what came in; the secretariat is told."""
        if arrived_at and arrived_at > tx.at:
            raise Invalid("urgent_item.arrived_in_future")
        if restricted and not POLICY.reach(tx.actor, tx.action).sees_restricted:
            raise Forbidden("urgent_item.not_cleared")
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        facts |= {"unit_id": unit_id, "arrived_at": arrived_at or tx.at, "restricted": restricted}
        item = tx.add(*UrgentItem.arrive(**facts))
        return self._tell(tx, item, "urgent_item_arrived", "role/secretary")

    @command(schemas.FilterUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.filter")
    def filter_urgent_item(self, tx, urgent_item_id, version, rank):
        """Weigh it."""
        item = self._take(tx, urgent_item_id, version)
        return shown(tx, tx.change(item, item.filter(rank=rank, at=tx.at)))

    @command(schemas.LayUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.filter")
    def lay_urgent_item(self, tx, urgent_item_id, version):
        """Lay it before the mayor, who is told."""
        item = self._take(tx, urgent_item_id, version)
        return self._tell(tx, tx.change(item, item.lay(at=tx.at)), "urgent_item_laid", "role/mayor")

    @command(schemas.SeeUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.see")
    def see_urgent_item(self, tx, urgent_item_id, version):
        """The mayor has seen it."""
        item = self._take(tx, urgent_item_id, version)
        return shown(tx, tx.change(item, item.see(at=tx.at)))

    @command(schemas.DismissUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.filter")
    def dismiss_urgent_item(self, tx, urgent_item_id, version, reason):
        """It does not have to reach the mayor."""
        item = self._take(tx, urgent_item_id, version)
        return shown(tx, tx.change(item, item.dismiss(reason=reason, at=tx.at)))

    @query(schemas.GetUrgentItem, returns=schemas.UrgentItemView, allow="urgent_item.read")
    def get_urgent_item(self, reading, urgent_item_id):
        """An urgent item."""
        return shown(reading, reading.get(UrgentItem, urgent_item_id, queries.within(reading.actor)))

    @query(schemas.ListUrgentItems, returns=schemas.UrgentItemPage, allow="urgent_item.read")
    def list_urgent_items(self, reading, **filters):
        """A page of urgent items."""
        page = queries.list_page(reading, **filters)
        return page | {"items": [shown(reading, item) for item in page["items"]]}

    def _take(self, tx, urgent_item_id, version):
        visible, allowed = queries.within(tx.actor), queries.within(tx.actor, tx.action)
        try:
            return tx.get(UrgentItem, urgent_item_id, visible, version=version, allowed=allowed)
        except Stale as stale:
            raise Stale(shown(tx, stale.thing)) from None

    def _tell(self, tx, item, template, recipient):
        time = f"{item.arrived_at.astimezone(ISTANBUL):%d.%m.%Y %H.%M}"
        tell_office(tx, item.subject, template, recipient, time=time)
        return shown(tx, item)
