"""A visit: a guest or a delegation, expected or already in the house."""

from datetime import datetime, time

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from visitors_service.visits import events
from visitors_service.visits.workflow import EXPECTED, INSIDE, Status, move

HOUSE_CLOSES = time(18, 30)
"""When the house closes and the forgotten check-outs of the day are marked."""

LAST_MINUTE = time(23, 59)


class Visit(Noun, Erasable, Base):
    """A visit. Each method is one thing that can happen to it and returns the fact to tell."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_planned", "planned_at", "id"),
        Index("ix_visits_card", "card_number", "status"),
        Index(
            "ix_visits_unerased",
            "planned_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "visit"

    planned_at: Mapped[datetime] = mapped_column(Instant)
    purpose: Mapped[str] = mapped_column(Sealed("visits.purpose"))
    institution: Mapped[str | None] = mapped_column(String(200))
    languages: Mapped[list] = mapped_column(JSON)
    host_name: Mapped[str] = mapped_column(String(200))
    host_unit_id: Mapped[object | None] = mapped_column(Uuid)
    status: Mapped[str] = mapped_column(String(10))
    card_number: Mapped[int | None]
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    departed_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Sealed("visits.reason"))
    source: Mapped[str | None] = mapped_column(String(60), index=True)

    members: Mapped[list["VisitMember"]] = relationship(order_by="VisitMember.position", lazy="selectin")

    @classmethod
    def plan(cls, *, members, **facts):
        """Somebody is expected: one guest, or a delegation with its head."""
        if sum(member["role"] == "head" for member in members) != 1:
            raise Invalid("visit.one_head")
        people = [VisitMember(position=place, **member) for place, member in enumerate(members, start=1)]
        visit = cls(status=Status.PLANNED, members=people, **facts)
        return visit, visit._told(events.VisitPlanned)

    def confirm(self):
        """It is certain that they come."""
        self.status = move(self.status, Status.CONFIRMED)
        return self._told(events.VisitConfirmed)

    def move(self, *, planned_at):
        """They come at another time."""
        self.status = move(self.status, Status.PLANNED)
        self.planned_at = planned_at
        return self._told(events.VisitMoved)

    def arrive(self, *, card_number, at):
        """They check in at the desk. Who is inside already is answered with when, and with which card."""
        if self.status in INSIDE:
            card = self.card_number or "–"
            raise Conflict("visit.already_inside", time=_clock(self.arrived_at), card=card)
        self.status, self.arrived_at = move(self.status, Status.ARRIVED), at
        self.card_number = card_number
        return self._told(events.VisitArrived)

    def receive(self, *, at):
        """Their host receives them."""
        self.status, self.received_at = move(self.status, Status.RECEIVED), at
        return self._told(events.VisitReceived)

    def depart(self, *, at):
        """They check out; only who checked in can."""
        if self.status not in INSIDE:
            raise Conflict("visit.not_inside", state=str(self.status))
        self.status, self.departed_at = move(self.status, Status.DEPARTED), at
        return self._told(events.VisitDeparted)

    def cancel(self, *, reason):
        """They will not come."""
        self.status, self.reason = move(self.status, Status.CANCELLED), reason
        return self._told(events.VisitCancelled)

    def close_day(self):
        """The day is over: who did not come is noted, and who was not seen leaving; None when all is well."""
        if self.status in EXPECTED:
            self.status = move(self.status, Status.NO_SHOW)
            return self._told(events.VisitMissed)
        if self.status in INSIDE:
            self.status = move(self.status, Status.DAY_CLOSED)
            return self._told(events.VisitDayClosed)
        return None

    def erase(self, *, at, member=None):
        """Nobody knows any more who came, or who one member was; with the last of them goes what the visit was about.
        When they came, and how many, stays."""
        for one in [member] if member else self.members:
            one.erase(at=at)
        if all(one.erased_at for one in self.members):
            self.purpose, self.reason, self.erased_at = ERASED, self.reason and ERASED, at
        return self._told(events.VisitErased)

    @property
    def head(self):
        """The guest, or the head of the delegation."""
        return next(member for member in self.members if member.role == "head")

    @property
    def closes_at(self):
        """When the day of this visit is over: when the house closes, or at the end of the day for an evening guest."""
        planned = self.planned_at.astimezone(ISTANBUL)
        end = HOUSE_CLOSES if planned.time() < HOUSE_CLOSES else LAST_MINUTE
        return datetime.combine(planned.date(), end, ISTANBUL)

    @property
    def time(self):
        """The planned hour, as people write it: ``10.00``."""
        return _clock(self.planned_at)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.VisitSnapshot)

    def _told(self, event):
        return event.of(
            status=self.status,
            planned_at=self.planned_at,
            persons=len(self.members),
            host_unit_id=self.host_unit_id,
        )


class VisitMember(Erasable, Base):
    """A person of a visit."""

    __tablename__ = "visit_members"
    noun = "visit_member"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    visit_id: Mapped[object] = mapped_column(Uuid, ForeignKey("visits.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Sealed("visit_members.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    title: Mapped[str | None] = mapped_column(Sealed("visit_members.title"))
    role: Mapped[str] = mapped_column(String(20))

    @validates("name")
    def _index(self, _field, value):
        self.name_index = fold_name(value)
        return value

    def erase(self, *, at):
        """Nobody knows any more who it was."""
        self.name, self.title = NOBODY, None
        self.name_index, self.erased_at = None, at

    @property
    def subject(self):
        """The name of this person of the visit in the audit."""
        return f"{self.noun}/{self.id}"


def _clock(instant):
    return f"{instant.astimezone(ISTANBUL):%H.%M}"
