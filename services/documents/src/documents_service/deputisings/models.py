"""Who stands in for whom, as the agenda service tells: shown beside a step that waits for somebody who is absent."""

from datetime import datetime

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant


class Deputising(Base):
    """A copy of a deputising. It knows its own instants, so that it comes and goes without a message."""

    __tablename__ = "deputisings"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    deputy_id: Mapped[object] = mapped_column(Uuid)
    absent_id: Mapped[object] = mapped_column(Uuid, index=True)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)


def deputies_at(session, person_ids, at):
    """Who stands in at an instant for each of these people, as ids: ``{absent: deputy}``."""
    now = (Deputising.from_at <= at, Deputising.until_at > at)
    found = select(Deputising.absent_id, Deputising.deputy_id).where(Deputising.absent_id.in_(person_ids), *now)
    return dict(session.execute(found).tuples().all())
