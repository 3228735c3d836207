"""A rule of courtesies: what is written on them, how long before they are delivered, and on which days none is sent."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Noun
from protocol_service.rules.events import CourtesyRuleSet, CourtesyRuleSnapshot


class CourtesyRule(Noun, Base):
    """What holds for a kind of courtesy, on every day (``*``) or on one day of the year (``05-19``)."""

    __tablename__ = "courtesy_rules"
    __table_args__ = (Index("uq_courtesy_rules_kind_day", "kind", "day", unique=True),)
    noun = "courtesy_rule"

    kind: Mapped[str] = mapped_column(String(15))
    day: Mapped[str] = mapped_column(String(5))
    is_sent: Mapped[bool]
    words: Mapped[str | None] = mapped_column(Text)
    minutes_before: Mapped[int]
    source: Mapped[str | None] = mapped_column(String(300))

    def set(self, **facts):
        """Take these facts over; what was proposed before stays as it is."""
        for name, value in facts.items():
            setattr(self, name, value)
        return self._told(CourtesyRuleSet)

    def snapshot(self):
        """All that is told of it."""
        return self._told(CourtesyRuleSnapshot)

    def _told(self, event):
        return event.of(kind=self.kind, day=self.day, is_sent=self.is_sent, minutes_before=self.minutes_before)
