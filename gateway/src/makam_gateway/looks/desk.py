"""The RPC method about looks."""

from makam_gateway.looks.schemas import ListSeen, SeenList
from makam_kernel import audit
from makam_kernel.remote import Desk, query


class LooksDesk(Desk):
    """Who saw whose data."""

    @query(ListSeen, returns=SeenList, allow="looks.read")
    def list_seen(self, reading, subject, before, limit):
        """Who has seen the personal data of a subject: what the gateway itself knows; the services' part is put in
        after."""
        entries = audit.looks_at(reading.session, subject, limit, before=before)
        return {"items": [_line(entry) for entry in entries], "away": []}


def _line(entry):
    facts = {name: getattr(entry, name) for name in ("id", "actor_id", "for_id", "action")}
    return facts | {"service": "gateway", "at": entry.machine_at, "actor_name": None, "for_name": None}
