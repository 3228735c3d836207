"""A courtesy: a wreath, flowers, a gift, a message, congratulations, condolences."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from protocol_service.courtesies import events
from protocol_service.courtesies.workflow import TO_DELIVER, Status, move
from protocol_service.expenses.workflow import Status as Money
from protocol_service.rules.kinds import Kind

GRANTED = (Money.APPROVED, Money.ORDERED)
"""States of an expense in which what it is for may be ordered."""


class Courtesy(Noun, Erasable, Base):
    """Something that is sent where the mayor does not come, or to share in somebody's joy or grief. Each method is one
    thing that can happen to it and returns the fact to tell. What costs money has an expense."""

    __tablename__ = "courtesies"
    __table_args__ = (
        Index("ix_courtesies_deliver_at_id", "deliver_at", "id"),
        Index(
            "ix_courtesies_unerased",
            "deliver_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "courtesy"

    kind: Mapped[str] = mapped_column(String(15))
    invitation_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("invitations.id"), index=True)
    expense_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    occasion: Mapped[str] = mapped_column(Sealed("courtesies.occasion"))
    words: Mapped[str | None] = mapped_column(Sealed("courtesies.words"))
    place: Mapped[str] = mapped_column(Sealed("courtesies.place"))
    deliver_at: Mapped[datetime] = mapped_column(Instant)
    contact_name: Mapped[str | None] = mapped_column(Sealed("courtesies.contact_name"))
    contact_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    contact_phone: Mapped[str | None] = mapped_column(Sealed("courtesies.contact_phone"))
    contact_phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    supplier: Mapped[str | None] = mapped_column(Sealed("courtesies.supplier"))
    proof: Mapped[str | None] = mapped_column(Sealed("courtesies.proof"))
    reason: Mapped[str | None] = mapped_column(Sealed("courtesies.reason"))
    status: Mapped[str] = mapped_column(String(10))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def propose(cls, *, rule, occasion_at, deliver_at, words, at, **facts):
        """Something is to be sent, as the rule of the day says where nothing else is said."""
        if not rule.is_sent:
            raise Conflict("courtesy.not_sent_then", day=f"{day_of(occasion_at):%d.%m.%Y}", source=rule.source or "–")
        words = words or rule.words
        if not words and rule.kind != Kind.GIFT:
            raise Invalid("courtesy.words_missing")
        deliver_at = deliver_at or occasion_at - timedelta(minutes=rule.minutes_before)
        made = {"kind": rule.kind, "words": words, "deliver_at": deliver_at, "proposed_at": at}
        courtesy = cls(status=Status.PROPOSED, **made, **facts)
        return courtesy, courtesy._told(events.CourtesyProposed)

    def charge(self, *, expense_id):
        """This expense is to pay for it."""
        self.expense_id = expense_id
        return self._told(events.CourtesyProposed)

    def approve(self):
        """It is going to be sent."""
        self.status = move(self.status, Status.APPROVED)
        return self._told(events.CourtesyApproved)

    def follow(self, *, by, place):
        """What it is sent for takes place so much later (or earlier), or elsewhere."""
        self.deliver_at, self.place = self.deliver_at + by, place
        return self._told(events.CourtesyMoved)

    def order(self, *, supplier, expense):
        """It is ordered of somebody, once the money for it is granted."""
        target = move(self.status, Status.ORDERED)
        if expense is not None and expense.status not in GRANTED:
            raise Conflict("courtesy.expense_not_approved", number=expense.number)
        self.status, self.supplier = target, supplier
        return self._told(events.CourtesyOrdered)

    def deliver(self, *, proof, at):
        """It was delivered; ``proof`` says what shows it. What costs money was ordered before."""
        target = move(self.status, Status.DELIVERED)
        if self.expense_id and self.status != Status.ORDERED:
            raise Conflict("courtesy.not_ordered")
        self.status, self.proof, self.delivered_at = target, proof, at
        return self._told(events.CourtesyDelivered)

    def pay(self):
        """It is paid for, as its expense says."""
        self.status = move(self.status, Status.PAID)
        return self._told(events.CourtesyPaid)

    def cancel(self, *, reason):
        """It is not sent."""
        self.status, self.reason = move(self.status, Status.CANCELLED), reason
        return self._told(events.CourtesyCancelled)

    def erase(self, *, at):
        """Nobody knows any more for whom it was."""
        self.occasion, self.place = ERASED, ERASED
        for name in ("words", "contact_name", "contact_phone", "supplier", "proof", "reason"):
            setattr(self, name, None)
        self.erased_at = at
        return self._told(events.CourtesyErased)

    @property
    def is_to_deliver(self):
        """Whether it is still to be sent."""
        return self.status in TO_DELIVER

    @validates("contact_name")
    def _index_name(self, _field, value):
        self.contact_index = value and fold_name(value)
        return value

    @validates("contact_phone")
    def _index_phone(self, _field, value):
        self.contact_phone_index = value
        return value

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CourtesySnapshot)

    def _told(self, event):
        return event.of(
            kind=self.kind,
            status=self.status,
            deliver_at=self.deliver_at,
            invitation_id=self.invitation_id,
            expense_id=self.expense_id,
        )
