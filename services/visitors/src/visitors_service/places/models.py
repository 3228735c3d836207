"""A place in the queue of a public day, and who holds it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from makam_kernel.db import Base, Instant, Noun
from makam_kernel.keeping import NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from visitors_service.places import events
from visitors_service.places.workflow import Status, move
from visitors_service.public_days import priority


class Place(Noun, Erasable, Base):
    """A place in the queue. Each method is one thing that can happen to it and returns the fact to tell.

    ``rank`` is the place of the person's class in the day's rule of priority, as it was at registration.
    """

    __tablename__ = "places"
    __table_args__ = (
        UniqueConstraint("public_day_id", "number"),
        Index("ix_places_turn", "public_day_id", "status", "prioritised", "rank", "arrived_at", "number"),
        Index(
            "ix_places_unerased",
            "public_day_id",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "place"

    public_day_id: Mapped[object] = mapped_column(Uuid, ForeignKey("public_days.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Sealed("places.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("places.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("places.email"))
    priority_class: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int]
    prioritised: Mapped[bool]
    status: Mapped[str] = mapped_column(String(10))
    room: Mapped[str | None] = mapped_column(String(60))
    call_position: Mapped[int | None]
    call_reason: Mapped[str | None] = mapped_column(String(20))
    recalls: Mapped[int] = mapped_column(default=0)
    registered_at: Mapped[datetime] = mapped_column(Instant)
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    admitted_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)

    @validates("name", "phone")
    def _index(self, field, value):
        setattr(self, f"{field}_index", fold_name(value) if field == "name" else value)
        return value

    @classmethod
    def register(cls, *, day, number, name, priority_class, at, **reachable):
        """Somebody takes a number of the day."""
        rank = priority.rank(priority_class, day.priority_classes)
        place = cls(
            public_day_id=day.id,
            number=number,
            name=name,
            priority_class=priority_class,
            rank=rank,
            prioritised=rank < len(day.priority_classes),
            status=Status.REGISTERED,
            recalls=0,
            registered_at=at,
            **reachable,
        )
        return place, place._told(events.PlaceRegistered)

    def arrive(self, *, at):
        """The person is there; from now on they wait."""
        self.status, self.arrived_at = move(self.status, Status.WAITING), at
        return self._told(events.PlaceArrived)

    def call(self, *, room, reason, position, at):
        """It is their turn; ``position`` and ``reason`` stay on record."""
        self.status = move(self.status, Status.CALLED, only_from=Status.WAITING)
        self.room, self.called_at = room, at
        self.call_position, self.call_reason = position, reason
        return self._told(events.PlaceCalled)

    def admit(self, *, at):
        """They go in to the mayor."""
        self.status, self.admitted_at = move(self.status, Status.WITH_MAYOR), at
        return self._told(events.PlaceAdmitted)

    def finish(self, *, at):
        """The talk is over."""
        self.status, self.finished_at = move(self.status, Status.DONE), at
        return self._told(events.PlaceFinished)

    def skip(self):
        """They were called and did not come."""
        self.status = move(self.status, Status.SKIPPED)
        return self._told(events.PlaceSkipped)

    def recall(self, *, room, at):
        """They are there after all and are called again, out of turn; the first call stays on record."""
        self.status = move(self.status, Status.CALLED, only_from=Status.SKIPPED)
        self.room, self.called_at = room, at
        self.recalls += 1
        return self._told(events.PlaceRecalled)

    def leave(self, *, at):
        """They go, or never came."""
        self.status, self.left_at = move(self.status, Status.LEFT), at
        return self._told(events.PlaceLeft)

    def erase(self, *, at):
        """Nobody knows any more who it was; when they came, waited and were heard stays."""
        self.name, self.phone, self.email = NOBODY, None, None
        self.name_index, self.erased_at = None, at
        return self._told(events.PlaceErased)

    @property
    def label(self):
        """The number as it is printed and shown: ``A-03``."""
        return f"A-{self.number:02d}"

    @property
    def waited_minutes(self):
        """From arrival to the talk, in full minutes; None for who was not received."""
        return round((self.admitted_at - self.arrived_at).total_seconds() / 60) if self.admitted_at else None

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.PlaceSnapshot)

    def _told(self, event):
        return event.of(public_day_id=self.public_day_id, number=self.number, status=self.status, room=self.room)
