"""What somebody asked of the mayor on a public day, and what the mayor answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.keeping import ERASED
from makam_kernel.personal import Sealed
from visitors_service.places.models import Place
from visitors_service.places.workflow import HEARD
from visitors_service.public_days.models import PublicDay
from visitors_service.wishes.ends import End
from visitors_service.wishes.events import WishRecorded


class Wish(Noun, Base):
    """A wish and its end. Where it became a request, ``request_…`` is the copy of what the requests service tells; one
    of a restricted category, or whose request is restricted, is ``restricted`` itself."""

    __tablename__ = "wishes"
    __table_args__ = (Index("ix_wishes_day", "public_day_id", "recorded_at", "id"),)
    noun = "wish"

    public_day_id: Mapped[object] = mapped_column(Uuid, ForeignKey("public_days.id"))
    place_id: Mapped[object] = mapped_column(Uuid, ForeignKey("places.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("wishes.words"))
    answer: Mapped[str | None] = mapped_column(Sealed("wishes.answer"))
    category: Mapped[str | None] = mapped_column(String(60))
    neighbourhood: Mapped[str | None] = mapped_column(String(100))
    end: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[object | None] = mapped_column(Uuid)
    restricted: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    request_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    request_number: Mapped[str | None] = mapped_column(String(20))
    request_status: Mapped[str | None] = mapped_column(String(30))
    request_unit_id: Mapped[object | None] = mapped_column(Uuid)

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    public_day: Mapped[PublicDay] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def record(cls, *, day, place, end, unit_id, at, **facts):
        """Put a wish on record, with its end. Only who speaks or has spoken with the mayor has one."""
        if place.status not in HEARD:
            raise Conflict("wish.person_not_heard", number=place.label, state=str(place.status))
        if end == End.REFERRAL and unit_id is None:
            raise Invalid("wish.unit_missing")
        if end != End.REFERRAL and unit_id is not None:
            raise Invalid("wish.unit_not_wanted")
        wish = cls(public_day=day, place=place, end=end, unit_id=unit_id, recorded_at=at, **facts)
        wish.public_day_id, wish.place_id = day.id, place.id
        told = WishRecorded.of(end=wish.end, public_day_id=day.id, place_number=place.number, unit_id=wish.unit_id)
        return wish, told

    def follow(self, *, request_id, number, status, unit_id, restricted):
        """Take over where the request stands that came of this wish; whether that was new."""
        known = self.request_id, self.request_number, self.request_status, self.request_unit_id, self.restricted
        self.request_id, self.request_number = request_id, number
        self.request_status, self.request_unit_id = status, unit_id
        self.restricted = self.restricted or restricted
        return known != (request_id, number, status, unit_id, self.restricted)

    def restrict(self):
        """Its category was restricted."""
        self.restricted = True

    def erase(self):
        """Its words go, with the person; what became of it stays."""
        self.words, self.answer = ERASED, self.answer and ERASED

    @property
    def origin_label(self):
        """How the request names where it comes from: ``HALK_GUNU:2026-10-14#17``."""
        return f"HALK_GUNU:{self.public_day.day.isoformat()}#{self.place.number}"
