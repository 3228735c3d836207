"""What is kept of a service's audit chain."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant


class KeptHead(Base):
    """The last end of a service's chain that followed from the one kept before. ``lost_at`` is when one came that did
    not: from then on the kept one stays as it is, as the proof."""

    __tablename__ = "audit_heads_kept"

    service: Mapped[str] = mapped_column(String(30), primary_key=True)
    place: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime] = mapped_column(Instant)
    lost_at: Mapped[datetime | None] = mapped_column(Instant)

    def follow(self, head, earlier_hash, at):
        """Take a newer end over, if the chain still holds at this place what it held; whether it does."""
        if self.lost_at or head is None or head["place"] < self.place or earlier_hash != self.hash:
            self.lost_at = self.lost_at or at
            return False
        self.place, self.hash, self.kept_at = head["place"], head["hash"], at
        return True
