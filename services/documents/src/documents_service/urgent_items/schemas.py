"""What is asked and told about urgent items."""

from documents_service.urgent_items.models import Kind
from documents_service.urgent_items.workflow import Status
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Nested, Page, Text, View

WORDS = {"example": "Çınaraltı Mahallesi'nde su ana borusu patladı; iki sokak susuz."}
SENDER = {"example": "SASKİ nöbetçi amirliği"}


class RegisterUrgentItem(Command):
    """Records what may have to reach the mayor at once; ``arrived_at`` is when it came, if not just now, ``unit_id``
    the unit that sends it."""

    kind = Code(Kind, required=True)
    words = Text(required=True, most=4000, metadata=WORDS)
    sender = Text(required=True, most=200, metadata=SENDER)
    unit_id = Id(load_default=None, allow_none=True)
    arrived_at = Instant(load_default=None, allow_none=True)
    restricted = Boolean(load_default=False)


class OfUrgentItem(Command):
    """Names an urgent item and the version that the caller saw."""

    urgent_item_id = Id(required=True)
    version = Integer(required=True, least=1)


class FilterUrgentItem(OfUrgentItem):
    """Says that it goes to the mayor, and how important it is: 1 comes first."""

    rank = Integer(required=True, least=1, most=5)


class LayUrgentItem(OfUrgentItem):
    """Says that it lies before the mayor."""


class SeeUrgentItem(OfUrgentItem):
    """Says, by the mayor, that it was seen."""


class DismissUrgentItem(OfUrgentItem):
    """Says that it does not have to reach the mayor, and why."""

    reason = Text(required=True, most=2000)


class GetUrgentItem(Command):
    """Asks for an urgent item."""

    urgent_item_id = Id(required=True)


class ListUrgentItems(Page):
    """Asks for urgent items, by rank and arrival."""

    waiting = Boolean(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)


class UrgentItemView(View):
    """An urgent item; ``minutes`` from its arrival to the mayor's eyes, or until now."""

    about = "urgent_item"

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code(Kind, required=True)
    words = Text(required=True, metadata=WORDS)
    sender = Text(required=True, metadata=SENDER)
    unit_id = Id(allow_none=True)
    restricted = Boolean(required=True)
    rank = Integer(required=True)
    status = Code(Status, required=True)
    arrived_at = Instant(required=True)
    filtered_at = Instant(allow_none=True)
    laid_at = Instant(allow_none=True)
    seen_at = Instant(allow_none=True)
    dismissed_at = Instant(allow_none=True)
    reason = Text(allow_none=True)
    minutes = Integer(required=True, metadata={"example": 7})


class UrgentItemPage(View):
    """A page of urgent items."""

    items = ListOf(Nested(UrgentItemView), required=True)
    next_cursor = Text(allow_none=True)
