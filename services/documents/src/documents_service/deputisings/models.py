"""Who stands in for whom, as the agenda service tells: shown beside a step that waits for somebody who is absent."""

from sqlalchemy import Index, select

from makam_kernel.db import Base
from makam_kernel.deputisings import DeputisingCopy


class Deputising(DeputisingCopy, Base):
    """A copy of a deputising, asked for by who is absent."""

    __tablename__ = "deputisings"
    __table_args__ = (Index("ix_deputisings_absent_id", "absent_id"),)


def deputies_at(session, person_ids, at):
    """Who stands in at an instant for each of these people, as ids: ``{absent: deputy}``."""
    now = (Deputising.from_at <= at, Deputising.until_at > at)
    found = select(Deputising.absent_id, Deputising.deputy_id).where(Deputising.absent_id.in_(person_ids), *now)
    return dict(session.execute(found).all())
