"""What the little service keeps."""

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, validates

from little_service.schemas import ThingFinished, ThingKept, ThingSnapshot
from makam_kernel.db import Base, Noun
from makam_kernel.ids import new_id
from makam_kernel.personal import Blind, Sealed


class Thing(Noun, Base):
    """The one noun."""

    __tablename__ = "things"
    noun = "thing"

    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(100), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="kept")
    note: Mapped[str | None]

    def keep(self):
        """It is kept."""
        return ThingKept.of(number=self.number)

    def finish(self):
        """It is finished."""
        self.state = "finished"
        return ThingFinished.of(number=self.number)

    def snapshot(self):
        """All that is told of it; what is finished is told of no more."""
        return None if self.state == "finished" else ThingSnapshot.of(number=self.number)


class Owner(Noun, Base):
    """A person, with what only some may see of them."""

    __tablename__ = "owners"
    noun = "owner"

    name: Mapped[str] = mapped_column(Sealed("owners.name"))
    phone: Mapped[str | None] = mapped_column(Sealed("owners.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)

    @validates("phone")
    def _index(self, _field, value):
        self.phone_index = value
        return value


class Part(Base):
    """A child of a thing, for what migrations must not lose."""

    __tablename__ = "parts"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    thing_id: Mapped[object] = mapped_column(Uuid, ForeignKey("things.id", ondelete="CASCADE"))


class Copy(Base):
    """What is known of another service's page."""

    __tablename__ = "copies"

    subject: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]


class Effect(Base):
    """What an acting handler has done: one row for each time."""

    __tablename__ = "effects"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    event_id: Mapped[str]
    word: Mapped[str | None]
