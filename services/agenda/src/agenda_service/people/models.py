"""Copies of what the gateway says of people: who is active, and who holds which post. Names
and titles stay with the gateway."""

from datetime import date

from sqlalchemy import JSON, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base


class Person(Base):
    """A copy of a person. Whoever arranges somebody's time locks their row first, and so stands in line."""

    __tablename__ = "people"
    noun = "person"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    active: Mapped[bool]


class Post(Base):
    """A copy of a post: what it gives, and in which unit."""

    __tablename__ = "posts"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    unit_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    roles: Mapped[list] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Holding(Base):
    """A copy of who holds a post, from a day until a day, both included."""

    __tablename__ = "holdings"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    person_id: Mapped[object] = mapped_column(Uuid, index=True)
    post_id: Mapped[object] = mapped_column(Uuid, index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
