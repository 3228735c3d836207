"""What is known here of the municipality's units; the gateway owns them."""

from datetime import date

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base


class Unit(Base):
    """A copy of a unit: enough to route to it and to name it."""

    __tablename__ = "units"
    noun = "unit"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    def is_valid(self, day):
        """Whether the unit exists on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
