"""An urgent item (ivedi bilgi): news, information or a paper that has to reach the mayor fast."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from documents_service.urgent_items import events
from documents_service.urgent_items.workflow import Status, move
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Sealed

UNRANKED = 3
MINUTE = timedelta(minutes=1)


class Kind(StrEnum):
    """What it is."""

    NEWS = "news"
    INFORMATION = "information"
    PAPER = "paper"


class UrgentItem(Noun, Erasable, Base):
    """An urgent item; ``rank`` 1 comes first. Each method is one thing that can happen to it and returns the fact to
    tell."""

    __tablename__ = "urgent_items"
    __table_args__ = (
        Index("ix_urgent_items_rank_arrived_at_id", "rank", "arrived_at", "id"),
        Index(
            "ix_urgent_items_unerased",
            "arrived_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "urgent_item"

    kind: Mapped[str] = mapped_column(String(11))
    words: Mapped[str] = mapped_column(Sealed("urgent_items.words"))
    sender: Mapped[str] = mapped_column(Sealed("urgent_items.sender"))
    unit_id: Mapped[object | None] = mapped_column(Uuid)
    restricted: Mapped[bool]
    rank: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    filtered_at: Mapped[datetime | None] = mapped_column(Instant)
    laid_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    dismissed_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Sealed("urgent_items.reason"))

    @classmethod
    def arrive(cls, **facts):
        """Something came in; nobody has weighed it yet."""
        item = cls(status=Status.ARRIVED, rank=UNRANKED, **facts)
        return item, item._told(events.UrgentItemArrived)

    def filter(self, *, rank, at):
        """The office weighs it: it goes to the mayor, with this rank."""
        self.status = move(self.status, Status.FILTERED)
        self.rank, self.filtered_at = rank, at
        return self._told(events.UrgentItemFiltered)

    def lay(self, *, at):
        """It lies before the mayor."""
        self.status, self.laid_at = move(self.status, Status.BEFORE_THE_MAYOR), at
        return self._told(events.UrgentItemLaid)

    def see(self, *, at):
        """The mayor has seen it."""
        self.status, self.seen_at = move(self.status, Status.SEEN), at
        return self._told(events.UrgentItemSeen)

    def dismiss(self, *, reason, at):
        """It does not have to reach the mayor."""
        self.status, self.dismissed_at = move(self.status, Status.DISMISSED), at
        self.reason = reason
        return self._told(events.UrgentItemDismissed)

    def erase(self, *, at):
        """Its words go; how long it took stays."""
        self.words, self.sender, self.reason = ERASED, ERASED, self.reason and ERASED
        self.erased_at = at
        return self._told(events.UrgentItemErased)

    def minutes_at(self, at):
        """Whole minutes from its arrival to the mayor's eyes, or until it was dismissed, or until now."""
        return (min(self.seen_at or self.dismissed_at or at, at) - self.arrived_at) // MINUTE

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.UrgentItemSnapshot)

    def _told(self, event):
        names = ("status", "rank", "unit_id", "arrived_at", "seen_at")
        minutes = self.minutes_at(self.seen_at) if self.seen_at else None
        return event.of(**{name: getattr(self, name) for name in names}, minutes=minutes)
