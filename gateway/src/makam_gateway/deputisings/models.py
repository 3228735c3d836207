"""Who stands in for whom, as the agenda service tells: it owns the matter, here it decides what a person may do."""

from datetime import datetime

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant


class Deputising(Base):
    """A copy of a deputising. It knows its own instants, so that a right comes and goes without a message."""

    __tablename__ = "deputisings"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    deputy_id: Mapped[object] = mapped_column(Uuid, index=True)
    absent_id: Mapped[object] = mapped_column(Uuid)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
