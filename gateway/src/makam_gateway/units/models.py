"""The units of the municipality."""

from datetime import date

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.units.events import UnitChanged, UnitSnapshot
from makam_kernel.db import Base, Noun
from makam_kernel.turkish import sort_key

FACTS = ("code", "name", "detsis_no", "parent_id", "valid_from", "valid_to", "successor_id")


class Unit(Noun, Base):
    """A unit with its number in the state's register (DETSİS), its parent, its validity and, once closed, its
    successor."""

    __tablename__ = "units"
    noun = "unit"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_sort: Mapped[str] = mapped_column(String(2000))
    detsis_no: Mapped[str | None] = mapped_column(String(20))
    parent_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    successor_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"))

    def set(self, **facts):
        """Take these facts over."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.name_sort = sort_key(self.name)
        return self._told(UnitChanged)

    def snapshot(self):
        """All that is told of it."""
        return self._told(UnitSnapshot)

    def _told(self, event):
        return event.of(**{name: getattr(self, name) for name in FACTS})
