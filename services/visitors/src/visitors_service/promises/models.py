"""The mayor's promise (Başkanın sözü) to somebody on a public day."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.keeping import ERASED
from makam_kernel.personal import Sealed
from visitors_service.promises import events
from visitors_service.promises.workflow import Status, move
from visitors_service.wishes.ends import End
from visitors_service.wishes.models import Wish

NOT_DONE_AFTER_ALL = {"objected", "reopened", "unconfirmed", "closed_with_reason", "withdrawn", "void"}
"""States of a request that end the wait for the citizen's yes without one."""


class Promise(Noun, Base):
    """A promise with its words, its day and its owner. Each method is one thing that can happen to it and returns the
    fact to tell.

    Where the wish became a request, the request tells how the promise stands: only the citizen's yes keeps it.
    """

    __tablename__ = "promises"
    __table_args__ = (Index("ix_promises_due", "status", "due_on", "id"),)
    noun = "promise"

    wish_id: Mapped[object] = mapped_column(Uuid, ForeignKey("wishes.id"), index=True)
    words: Mapped[str] = mapped_column(Sealed("promises.words"))
    due_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    awaiting_citizen: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Sealed("promises.reason"))
    given_at: Mapped[datetime] = mapped_column(Instant)
    kept_at: Mapped[datetime | None] = mapped_column(Instant)
    reopen_count: Mapped[int] = mapped_column(default=0)

    wish: Mapped[Wish] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def give(cls, *, wish, words, due_on, at):
        """The mayor promises something to the one whose wish it was."""
        if due_on < day_of(at):
            raise Invalid("promise.due_in_past", due_on=due_on.isoformat())
        state = {"status": Status.GIVEN, "awaiting_citizen": False, "reopen_count": 0}
        promise = cls(wish=wish, wish_id=wish.id, words=words, due_on=due_on, given_at=at, **state)
        return promise, promise._told(events.PromiseGiven)

    def own(self, *, unit_id):
        """A unit answers for it from now on."""
        self.status, self.unit_id = move(self.status, Status.OWNED), unit_id
        return self._told(events.PromiseOwned)

    def hear_done(self, *, at):
        """What was ordered for its sake was done, and accepted; the fact to tell, or None where that says nothing."""
        is_unkept = self.status in (Status.OWNED, Status.BROKEN) and not self.follows_request
        return self._keep(at) if is_unkept else None

    def keep(self, *, at):
        """It was kept. Where there is a request, its citizen says so, and nobody else."""
        if self.follows_request:
            raise Conflict("promise.follows_request", number=self.wish.request_number or "–")
        return self._keep(at)

    def break_off(self, *, reason):
        """It was not kept; it stays in sight."""
        self.status, self.reason = move(self.status, Status.BROKEN), reason
        return self._told(events.PromiseBroken)

    def release(self, *, reason):
        """The citizen no longer wants it."""
        self.status, self.reason = move(self.status, Status.RELEASED), reason
        self.awaiting_citizen = False
        return self._told(events.PromiseReleased)

    def follow(self, *, unit_before, at):
        """Draw the consequence of where the wish's request stands now; the facts to tell, in order.

        An owner that came from the request moves with it; one that was set by hand stays.
        """
        if self.status == Status.RELEASED:
            return []
        facts = []
        unit_id, request = self.wish.request_unit_id, self.wish.request_status
        if unit_id and unit_id != self.unit_id and self.unit_id in (None, unit_before) and self._is_open:
            facts.append(self.own(unit_id=unit_id))
        if request == "solved" and not self.awaiting_citizen:
            self.awaiting_citizen = True
            facts.append(self._told(events.PromiseAwaited))
        elif request == "confirmed" and self.status != Status.KEPT:
            facts.append(self._keep(at))
        elif request in NOT_DONE_AFTER_ALL and (self.awaiting_citizen or self.status == Status.KEPT):
            facts.append(self._reopen())
        return facts

    def erase(self):
        """Its words go, with the person; whether it was kept stays."""
        self.words, self.reason = ERASED, self.reason and ERASED
        return self._told(events.PromiseErased)

    @property
    def follows_request(self):
        """Whether a request tells how it stands, or will."""
        return self.wish.end == End.REQUEST

    @property
    def notice_facts(self):
        """What a notice about it says."""
        return {"label": self.wish.origin_label, "due": f"{self.due_on:%d.%m.%Y}", "words": self.words}

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.PromiseSnapshot)

    @property
    def _is_open(self):
        return self.status in (Status.GIVEN, Status.OWNED)

    def _keep(self, at):
        self.status, self.kept_at = move(self.status, Status.KEPT), at
        self.awaiting_citizen = False
        return self._told(events.PromiseKept)

    def _reopen(self):
        self.status, self.kept_at = move(self.status, Status.OWNED), None
        self.awaiting_citizen = False
        self.reopen_count += 1
        return self._told(events.PromiseReopened)

    def _told(self, event):
        return event.of(
            wish_id=self.wish_id,
            public_day_id=self.wish.public_day_id,
            request_id=self.wish.request_id,
            status=self.status,
            unit_id=self.unit_id,
            due_on=self.due_on,
            awaiting_citizen=self.awaiting_citizen,
        )
