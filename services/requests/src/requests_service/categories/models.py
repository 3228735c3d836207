"""What requests are about, who answers for it, and in how many days."""

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Noun
from requests_service.categories.events import CategoryChanged, CategorySnapshot


class Category(Noun, Base):
    """A category. ``internal_days`` are working days; ``law`` sets the statutory due date (3071 or 4982); a
    ``restricted`` category exists only for its unit and the private office's director."""

    __tablename__ = "categories"
    noun = "category"

    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[object] = mapped_column(Uuid)
    internal_days: Mapped[int | None]
    law: Mapped[str] = mapped_column(String(4), default="3071")
    restricted: Mapped[bool] = mapped_column(default=False)

    def set(self, **facts):
        """Take these facts over. Open requests keep the days that they were promised."""
        for name, value in facts.items():
            setattr(self, name, value)
        return self._told()

    def lift(self):
        """It is restricted no longer; requests that were registered under it stay so."""
        self.restricted = False
        return self._told()

    def snapshot(self):
        """All that is told of it."""
        return self._told(CategorySnapshot)

    def _told(self, event=CategoryChanged):
        return event.of(code=self.code, unit_id=self.unit_id, law=self.law, restricted=self.restricted)
