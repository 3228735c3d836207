"""What the gateway hears of others, reduced to what it needs."""

from datetime import datetime
from uuid import UUID

from makam_gateway.deputisings.models import Deputising
from makam_kernel.subscribe import subscribe

GRANTED = ("approved", "in_force", "ended")


def keep_deputising(type):
    """The handler of one type of what is told about deputising. All have one name, and so one fence against older
    facts: each of them tells the whole, so the newest of any type counts."""

    @subscribe(type, source="agenda")
    class KeepDeputising:
        """Keeps the copy of a deputising; one that was not granted, or was cancelled, never was."""

        def apply(self, tx, event, _words):
            """Set what is known of the deputising."""
            kept = tx.session.get(Deputising, UUID(event.subject_id))
            if event.data["status"] not in GRANTED:
                if kept:
                    tx.session.delete(kept)
                return
            kept = kept or Deputising(id=UUID(event.subject_id))
            kept.deputy_id, kept.absent_id = UUID(event.data["deputy_id"]), UUID(event.data["absent_id"])
            kept.from_at = datetime.fromisoformat(event.data["from_at"])
            kept.until_at = datetime.fromisoformat(event.data["until_at"])
            tx.session.add(kept)

    return KeepDeputising


DEPUTISING_EVENTS = (
    "deputising.approved.v1",
    "deputising.ended.v1",
    "deputising.cancelled.v1",
    "deputising.snapshot.v1",
)

SUBSCRIPTIONS = tuple(keep_deputising(type) for type in DEPUTISING_EVENTS)
