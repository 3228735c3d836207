"""The copy of what the gateway says of people: who is active. Names and titles stay with the gateway."""

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base


class Person(Base):
    """A copy of a person."""

    __tablename__ = "people"
    noun = "person"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    active: Mapped[bool]
