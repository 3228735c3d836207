"""Who stands in for whom, as the agenda service tells: it owns the matter, here it decides what a person may do."""

from sqlalchemy import Index

from makam_kernel.db import Base
from makam_kernel.deputisings import DeputisingCopy


class Deputising(DeputisingCopy, Base):
    """A copy of a deputising, asked for by who may stand in."""

    __tablename__ = "deputisings"
    __table_args__ = (Index("ix_deputisings_deputy_id", "deputy_id"),)
