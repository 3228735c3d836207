"""Feeds: calendars that a calendar program reads by a secret address."""

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.tokens.keyed import Keyed
from makam_kernel.db import Base, Noun

VARIANTS = ["full", "busy"]


class Feed(Noun, Keyed, Base):
    """A calendar of the agenda as somebody may read it, for their telephone: all that they may know, or times alone
    (``busy``). It opens what its person may see at that moment, and nothing when they may see nothing any more."""

    __tablename__ = "feeds"
    __table_args__ = (Index("ix_feeds_person_id_created_at", "person_id", "created_at", "id"),)
    noun = "feed"

    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    calendar_id: Mapped[object] = mapped_column(Uuid)
    variant: Mapped[str] = mapped_column(String(4))

    @property
    def path(self):
        """Its address: known only where the feed was just made."""
        return self.key and f"/feeds/{self.key}.ics"
