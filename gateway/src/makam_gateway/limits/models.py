"""How often somebody did something in a span of time, counted for all processes of the gateway together."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant


class LimitCount(Base):
    """A count in one window of time (machine time). ``bucket`` is a keyed hash: addresses are people's data."""

    __tablename__ = "limit_counts"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    count: Mapped[int]
