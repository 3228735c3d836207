"""What is told about urgent items: how they get on; never what they say."""

from documents_service.urgent_items.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant, Integer


class UrgentItemEvent(Event):
    """What every fact about an urgent item says: where it stands now."""

    status = Code(Status, required=True)
    rank = Integer(required=True)
    unit_id = Id(allow_none=True)
    arrived_at = Instant(required=True)
    seen_at = Instant(allow_none=True)
    minutes = Integer(allow_none=True)


class UrgentItemArrived(UrgentItemEvent):
    """Something came in that may have to reach the mayor at once."""

    type = "urgent_item.arrived.v1"


class UrgentItemFiltered(UrgentItemEvent):
    """The office says how important it is."""

    type = "urgent_item.filtered.v1"


class UrgentItemLaid(UrgentItemEvent):
    """It lies before the mayor."""

    type = "urgent_item.laid.v1"


class UrgentItemSeen(UrgentItemEvent):
    """The mayor has seen it; ``minutes`` after it arrived."""

    type = "urgent_item.seen.v1"


class UrgentItemDismissed(UrgentItemEvent):
    """It does not have to reach the mayor."""

    type = "urgent_item.dismissed.v1"


class UrgentItemErased(UrgentItemEvent):
    """Its words were erased."""

    type = "urgent_item.erased.v1"


class UrgentItemSnapshot(UrgentItemEvent):
    """Where an urgent item stands, told anew."""

    type = "urgent_item.snapshot.v1"


TOLD = tuple(UrgentItemEvent.__subclasses__())
