"""One addressee of a paper, and how far their copy is."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents_service.distributions import events
from documents_service.distributions.workflow import Purpose, Status, move
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict


class Distribution(Noun, Base):
    """An addressee's copy: a unit's, or one that leaves the house. Each method is one thing that can happen to it and
    returns the fact to tell. The name is the one that the addressee had when the paper became final."""

    __tablename__ = "distributions"
    __table_args__ = (
        Index("ix_distributions_paper_id", "paper_id", "position"),
        Index("ix_distributions_unit_id", "unit_id", "sent_at", "id"),
        Index("ix_distributions_status", "status", "sent_at", "id"),
    )
    noun = "distribution"

    paper_id: Mapped[object] = mapped_column(Uuid, ForeignKey("papers.id"))
    position: Mapped[int]
    unit_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(11))
    status: Mapped[str] = mapped_column(String(8))
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)

    paper: Mapped["Paper"] = relationship(lazy="raise", viewonly=True)  # noqa: F821  (papers import their copies)

    @property
    def is_for_action(self):
        """Whether the paper asks something of a unit of the house."""
        return self.purpose == Purpose.ACTION and self.unit_id is not None

    def send(self, *, at):
        """The copy leaves."""
        self.status, self.sent_at = move(self.status, Status.SENT), at
        return self._told(events.DistributionSent)

    def receive(self, *, at):
        """The addressee has it."""
        self.status, self.received_at = move(self.status, Status.RECEIVED), at
        return self._told(events.DistributionReceived)

    def read(self, *, at):
        """The addressee has read it; for information there is no more to do."""
        self.status, self.read_at = move(self.status, Status.READ), at
        return self._told(events.DistributionRead)

    def finish(self, *, at):
        """What it asked is done."""
        if self.purpose == Purpose.INFORMATION:
            raise Conflict("distribution.for_information")
        self.status, self.done_at = move(self.status, Status.DONE), at
        return self._told(events.DistributionDone)

    def snapshot(self):
        """All that is told of it."""
        return None if self.status == Status.PLANNED else self._told(events.DistributionSnapshot)

    def _told(self, event):
        return event.of(paper_id=self.paper_id, unit_id=self.unit_id, purpose=self.purpose, status=self.status)
