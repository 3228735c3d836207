"""Which categories of requests are restricted: a copy of what the requests service tells."""

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base


class Category(Base):
    """A category of requests, as far as it concerns who may see a wish."""

    __tablename__ = "categories"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    code: Mapped[str] = mapped_column(String(60), index=True)
    restricted: Mapped[bool]


def is_restricted(session, code):
    """Whether what is of this category is restricted; what is not known here is not."""
    return bool(code and session.scalar(select(Category.restricted).where(Category.code == code)))
