"""The numbers of units in the state's register (DETSİS): whose register gives a paper its number."""

from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base
from makam_kernel.errors import Conflict
from makam_kernel.subscribe import subscribe


class DetsisNumber(Base):
    """A copy of a unit's number; the rest of the unit is kept apart."""

    __tablename__ = "detsis_numbers"

    unit_id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20))


def register_of(session, unit_id):
    """The number under which a unit's papers are registered; without one it can sign none."""
    kept = session.get(DetsisNumber, unit_id)
    if kept is None or kept.number is None:
        raise Conflict("paper.unit_without_detsis")
    return kept.number


@subscribe("unit.changed.v1", "unit.snapshot.v1", source="gateway")
class KeepDetsisNumber:
    """Keeps the copy of a unit's number."""

    def apply(self, tx, event, _words):
        """Set the number."""
        unit_id = UUID(event.subject_id)
        kept = tx.session.get(DetsisNumber, unit_id) or DetsisNumber(unit_id=unit_id)
        kept.number = event.data["detsis_no"]
        tx.session.add(kept)
