"""An invitation that was received (gelen davet): somebody wants the mayor to come."""

from datetime import date, datetime, timedelta

from sqlalchemy import Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Invalid
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from protocol_service.ceremonies.deadlines import end_of
from protocol_service.invitations import events
from protocol_service.invitations.workflow import Status, check_standing, move

USUAL_LENGTH = timedelta(hours=1)
"""How long it lasts where the sender does not say."""


class Invitation(Noun, Erasable, Base):
    """An invitation. Each method is one thing that can happen to it and returns the fact to tell. It is to be answered
    by ``due_at``: the sender's day, or the beginning."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index("ix_invitations_starts_at_id", "starts_at", "id"),
        Index("ix_invitations_status_due_at", "status", "due_at"),
        Index(
            "ix_invitations_unerased",
            "ends_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "invitation"

    institution: Mapped[str | None] = mapped_column(String(200))
    sender_name: Mapped[str | None] = mapped_column(Sealed("invitations.sender_name"))
    sender_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    sender_phone: Mapped[str | None] = mapped_column(Sealed("invitations.sender_phone"))
    sender_phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    sender_email: Mapped[str | None] = mapped_column(Sealed("invitations.sender_email"))
    occasion: Mapped[str] = mapped_column(Sealed("invitations.occasion"))
    place: Mapped[str] = mapped_column(Sealed("invitations.place"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    reply_by: Mapped[date | None]
    due_at: Mapped[datetime] = mapped_column(Instant)
    travel_minutes: Mapped[int]
    preparation_minutes: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    holder_id: Mapped[object | None] = mapped_column(Uuid)
    received_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    @classmethod
    def receive(cls, *, at, **facts):
        """Somebody invites the mayor."""
        invitation = cls(status=Status.RECEIVED, received_at=at)
        invitation._set(**facts)
        return invitation, invitation._told(events.InvitationReceived)

    def change(self, **facts):
        """It takes place at another time or elsewhere; whoever goes, goes then."""
        check_standing(self.status)
        self._set(**facts)
        return self._told(events.InvitationMoved)

    def accept(self, *, at):
        """The mayor comes."""
        self._answer(Status.ATTENDS, None, at)
        return self._told(events.InvitationAccepted)

    def deputise(self, *, holder_id, at):
        """A deputy comes in the mayor's place."""
        self._answer(Status.DEPUTISED, holder_id, at)
        return self._told(events.InvitationDeputised)

    def decline(self, *, at):
        """Nobody comes; it is declined with courtesy."""
        self._answer(Status.DECLINED, None, at)
        return self._told(events.InvitationDeclined)

    def withdraw(self):
        """The sender takes it back."""
        self.status = move(self.status, Status.WITHDRAWN)
        return self._told(events.InvitationWithdrawn)

    def erase(self, *, at):
        """Nobody knows any more who invited, and to what."""
        self.sender_name, self.sender_phone, self.sender_email = None, None, None
        self.occasion, self.place, self.erased_at = ERASED, ERASED, at
        return self._told(events.InvitationErased)

    @property
    def sender(self):
        """Who invites, as they are addressed."""
        return self.sender_name or self.institution

    @property
    def notice_facts(self):
        """What a letter to the sender says."""
        starts = self.starts_at.astimezone(ISTANBUL)
        return {"sender": self.sender, "occasion": self.occasion, "when": f"{starts:%d.%m.%Y %H.%M}"}

    @validates("sender_name")
    def _index_name(self, _field, value):
        self.sender_index = value and fold_name(value)
        return value

    @validates("sender_phone")
    def _index_phone(self, _field, value):
        self.sender_phone_index = value
        return value

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.InvitationSnapshot)

    def _set(self, *, starts_at, ends_at, **facts):
        for name, value in facts.items():
            setattr(self, name, value)
        if not self.sender:
            raise Invalid("invitation.nobody_invites")
        self.starts_at, self.ends_at = starts_at, ends_at or starts_at + USUAL_LENGTH
        if self.ends_at <= self.starts_at:
            raise Invalid("invitation.times_reversed")
        self.due_at = min(end_of(self.reply_by), starts_at) if self.reply_by else starts_at

    def _answer(self, status, holder_id, at):
        self.status, self.holder_id, self.answered_at = move(self.status, status), holder_id, at

    def _told(self, event):
        return event.of(
            status=self.status, starts_at=self.starts_at, ends_at=self.ends_at, holder_id=self.holder_id
        )
