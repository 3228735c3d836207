"""The copy of who stands in for whom: agenda owns it and tells of it, others decide or show by it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Instant
from makam_kernel.subscribe import subscribe

GRANTED = ("approved", "in_force", "ended")


class DeputisingCopy:
    """What is known of a deputising. It knows its own instants, so that it comes and goes without a message."""

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    deputy_id: Mapped[object] = mapped_column(Uuid)
    absent_id: Mapped[object] = mapped_column(Uuid)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)


def keep_deputising(copy):
    """The handler that keeps the rows of this model."""

    @subscribe(
        "deputising.approved.v1",
        "deputising.ended.v1",
        "deputising.cancelled.v1",
        "deputising.snapshot.v1",
        source="agenda",
    )
    class KeepDeputising:
        """Keeps the copy of a deputising; one that was not granted, or was cancelled, never was."""

        def apply(self, tx, event, _words):
            """Set what is known of the deputising."""
            kept = tx.session.get(copy, UUID(event.subject_id))
            if event.data["status"] not in GRANTED:
                if kept:
                    tx.session.delete(kept)
                return
            kept = kept or copy(id=UUID(event.subject_id))
            kept.deputy_id, kept.absent_id = UUID(event.data["deputy_id"]), UUID(event.data["absent_id"])
            kept.from_at = datetime.fromisoformat(event.data["from_at"])
            kept.until_at = datetime.fromisoformat(event.data["until_at"])
            tx.session.add(kept)

    return KeepDeputising
