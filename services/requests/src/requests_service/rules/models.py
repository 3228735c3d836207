"""Which unit a request goes to by itself."""

from fnmatch import fnmatchcase

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Noun
from makam_kernel.turkish import fold
from requests_service.rules.events import RuleChanged


class RoutingRule(Noun, Base):
    """One rule of the ordered list; the first that matches decides. What a rule does not name, it does not ask for."""

    __tablename__ = "routing_rules"
    noun = "rule"

    position: Mapped[int] = mapped_column(unique=True)
    category: Mapped[str | None] = mapped_column(String(60))
    neighbourhood: Mapped[str | None] = mapped_column(String(100))
    unit_id: Mapped[object] = mapped_column(Uuid)
    active: Mapped[bool] = mapped_column(default=True)

    def set(self, **facts):
        """Take these facts over."""
        for name, value in facts.items():
            setattr(self, name, value)
        return RuleChanged.of(position=self.position, unit_id=self.unit_id, active=self.active)

    def matches(self, *, category, neighbourhood):
        """Whether a request with this category code (or None) and neighbourhood falls under the rule. ``YOL.*`` names
        all categories under ``YOL``; neighbourhoods are compared as Turks read them."""
        if self.category and not (category and fnmatchcase(category, self.category)):
            return False
        if self.neighbourhood and fold(self.neighbourhood) != fold(neighbourhood or ""):
            return False
        return self.active
