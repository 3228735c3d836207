"""A citizen's request and its history."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Sealed
from makam_kernel.units import Unit
from requests_service.categories.models import Category
from requests_service.citizens.models import Citizen
from requests_service.requests import deadlines, events
from requests_service.requests.workflow import UNANSWERED, Status, move, wrong_status

SILENCE = timedelta(days=14)
"""How long the citizen's word is awaited before a solved request is closed as unconfirmed."""

TRIED_DAYS = 3
"""On how many days a citizen who has a telephone is called in vain before their silence means anything."""

REOPEN_WINDOW = timedelta(days=30)
"""How long after a silent closing the citizen may still object."""

_ONLY_OPEN = dict.fromkeys(("sqlite_where", "postgresql_where"), text("closed_at IS NULL"))


class Request(Noun, Erasable, Base):
    """A citizen's request. Each method is one thing that can happen to it and returns the fact to tell.

    ``law`` and ``internal_days`` are those of the category at receipt: an open request keeps its own. ``tries`` are the
    calls for the citizen's word on the present answer that reached nobody, ``tried_days`` the days on which they were
    made.
    """

    __tablename__ = "requests"
    __table_args__ = (
        Index("ix_requests_status_due", "status", "statutory_due_on", "id"),
        Index("ix_requests_unit_status", "unit_id", "status"),
        Index("ix_requests_received", "received_at", "id"),
        Index("ix_requests_unit_received", "unit_id", "received_at", "id"),
        Index("ix_requests_open_due", "statutory_due_on", "id", **_ONLY_OPEN),
        Index("ix_requests_open_unit_due", "unit_id", "statutory_due_on", "id", **_ONLY_OPEN),
        Index(
            "ix_requests_unerased",
            "closed_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "request"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str | None] = mapped_column(String(100), index=True)
    origin_label: Mapped[str | None] = mapped_column(String(100))
    topic: Mapped[str] = mapped_column(Sealed("requests.topic"))
    neighbourhood: Mapped[str | None] = mapped_column(String(100))
    address: Mapped[str | None] = mapped_column(Sealed("requests.address"))
    citizen_id: Mapped[object] = mapped_column(Uuid, ForeignKey("citizens.id"), index=True)
    category_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("categories.id"))
    restricted: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"))
    routed_by: Mapped[str | None] = mapped_column(String(4))
    rule_id: Mapped[object | None] = mapped_column(Uuid)
    rule_version: Mapped[int | None]
    received_at: Mapped[datetime] = mapped_column(Instant)
    received_on: Mapped[date]
    law: Mapped[str] = mapped_column(String(4))
    internal_days: Mapped[int | None]
    statutory_due_on: Mapped[date]
    internal_due_on: Mapped[date | None]
    extended_on: Mapped[date | None]
    solution: Mapped[str | None] = mapped_column(Sealed("requests.solution"))
    solved_at: Mapped[datetime | None] = mapped_column(Instant)
    answer_round: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    tried_days: Mapped[int] = mapped_column(default=0)
    last_tried_at: Mapped[datetime | None] = mapped_column(Instant)
    objected_on: Mapped[date | None]
    decision_due_on: Mapped[date | None]
    reopen_count: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[str | None] = mapped_column(String(20))
    closing_reason: Mapped[str | None] = mapped_column(Sealed("requests.closing_reason"))

    citizen: Mapped[Citizen] = relationship(lazy="joined", innerjoin=True)
    category: Mapped[Category | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship(lazy="joined")
    history: Mapped[list["HistoryRow"]] = relationship(order_by="HistoryRow.position", lazy="selectin")

    @classmethod
    def register(cls, *, number, citizen, category, received_at, calendar, kind, actor, at, **facts):
        """A new request with its number and its due dates."""
        received_on = day_of(received_at)
        law = deadlines.law_of(kind, category)
        days = category.internal_days if category else None
        request = cls(
            number=number,
            kind=kind,
            citizen=citizen,
            category=category,
            restricted=bool(category and category.restricted),
            status=Status.REGISTERED,
            received_at=received_at,
            received_on=received_on,
            law=law,
            internal_days=days,
            statutory_due_on=deadlines.statutory_due(law, received_on, calendar),
            internal_due_on=deadlines.internal_due(days, received_on, calendar),
            reopen_count=0,
            answer_round=0,
            tries=0,
            tried_days=0,
            **facts,
        )
        request.category_id = category.id if category else None
        request._note("registered", actor, at)
        return request, request._told(events.RequestRegistered)

    def route(self, *, unit, rule, actor, at):
        """Send it to a unit: by a rule of the list, or by hand (``rule`` is None)."""
        self._move(Status.ROUTED, "routed", actor, at, note=unit.name)
        self.unit, self.unit_id = unit, unit.id
        self.routed_by = "rule" if rule else "hand"
        self.rule_id, self.rule_version = (rule.id, rule.version) if rule else (None, None)
        return self._told(events.RequestRouted)

    def give_back(self, *, reason, actor, at):
        """The unit is the wrong one: back to the desk, with the reason."""
        self._move(Status.REGISTERED, "returned", actor, at, note=reason)
        self.unit = self.unit_id = self.routed_by = self.rule_id = self.rule_version = None
        return self._told(events.RequestReturned)

    def accept(self, *, actor, at):
        """The unit takes it on."""
        self._move(Status.ACCEPTED, "accepted", actor, at)
        return self._told(events.RequestAccepted)

    def start(self, *, actor, at):
        """The unit begins to work."""
        self._move(Status.IN_PROGRESS, "started", actor, at)
        return self._told(events.RequestStarted)

    def solve(self, *, solution, actor, at):
        """The unit answers; now the citizen is asked."""
        self._move(Status.SOLVED, "solved", actor, at, note=solution)
        self.solution, self.solved_at = solution, at
        self.answer_round += 1
        self.tries, self.tried_days, self.last_tried_at = 0, 0, None
        return self._told(events.RequestSolved)

    def miss(self, *, note, actor, at):
        """The citizen was called for their word and not reached; the request goes on waiting for it."""
        if self.status != Status.SOLVED:
            raise wrong_status(self.status, "not_reached")
        if self.last_tried_at is None or day_of(self.last_tried_at) != day_of(at):
            self.tried_days += 1
        self.tries, self.last_tried_at = self.tries + 1, at
        self._note("not_reached", actor, at, note)
        return self._told(events.RequestNotReached)

    def confirm(self, *, note, actor, at):
        """The citizen says that it is solved."""
        self._move(Status.CONFIRMED, "confirmed", actor, at, note=note)
        self._close("citizen", at)
        return self._told(events.RequestConfirmed)

    def object(self, *, note, actor, at, calendar):
        """The citizen says that it is not solved: the director decides within one working day."""
        self._move(Status.OBJECTED, "objected", actor, at, note=note)
        self.objected_on = day_of(at)
        self.decision_due_on = deadlines.decision_due(self.objected_on, calendar)
        return self._told(events.RequestObjected)

    def grant(self, *, reason, actor, at):
        """The objection is right: work begins again."""
        if self.status != Status.OBJECTED:
            raise wrong_status(self.status, Status.REOPENED)
        return self._work_again(reason, actor, at)

    def reopen(self, *, note, actor, at):
        """The citizen speaks after all, within the window after a silent closing: work begins again."""
        if self.status != Status.UNCONFIRMED:
            raise wrong_status(self.status, Status.REOPENED)
        if at > self.closed_at + REOPEN_WINDOW:
            raise Conflict("request.reopen_too_late", closed_at=self.closed_at.isoformat())
        return self._work_again(note, actor, at)

    def close_with_reason(self, *, reason, actor, at):
        """The objection is answered with a reason; this is never a confirmation."""
        if not reason:
            raise Invalid("request.reason_missing")
        self._move(Status.CLOSED_WITH_REASON, "closed_with_reason", actor, at, note=reason)
        self.closing_reason, self.decision_due_on = reason, None
        self._close("director", at)
        return self._told(events.RequestClosedWithReason)

    def is_silent(self, at):
        """Whether the citizen's word was awaited long enough, with calls in vain if they have a telephone."""
        waited = self.status == Status.SOLVED and self.solved_at + SILENCE <= at
        return waited and (self.tried_days >= TRIED_DAYS or not self.citizen.phone)

    def close_silently(self, *, actor, at):
        """The citizen kept silent; counted apart from the confirmed."""
        self._move(Status.UNCONFIRMED, "unconfirmed", actor, at)
        self._close("silence", at)
        return self._told(events.RequestUnconfirmed)

    def extend(self, *, reason, actor, at, calendar):
        """Extend the term of an information request, once, before it ends."""
        if self.status not in UNANSWERED:
            raise wrong_status(self.status, "extended")
        deadlines.check_extension(self, day_of(at))
        self.extended_on = day_of(at)
        self.statutory_due_on = deadlines.statutory_due(self.law, self.received_on, calendar, extended=True)
        self._note("extended", actor, at, reason)
        return self._told(events.RequestExtended)

    def withdraw(self, *, reason, actor, at):
        """The citizen takes it back."""
        self._move(Status.WITHDRAWN, "withdrawn", actor, at, note=reason)
        self._close("citizen", at)
        return self._told(events.RequestWithdrawn)

    def void(self, *, reason, actor, at):
        """It was registered in error. The number stays in the void list and is never given again."""
        self._move(Status.VOID, "voided", actor, at, note=reason)
        self._close("error", at)
        return self._told(events.RequestVoided)

    def erase(self, *, at):
        """Its words go; what was counted, decided and dated stays."""
        self.topic, self.address, self.erased_at = ERASED, None, at
        self.solution, self.closing_reason = self.solution and ERASED, self.closing_reason and ERASED
        for row in self.history:
            row.note = None
        return self._told(events.RequestErased)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.RequestSnapshot)

    def _work_again(self, note, actor, at):
        """Number, receipt and age stay."""
        self._move(Status.REOPENED, "reopened", actor, at, note=note)
        self.reopen_count += 1
        self.decision_due_on = self.closed_at = self.closed_by = self.solved_at = None
        return self._told(events.RequestReopened)

    def _move(self, target, act, actor, at, note=None):
        before = self.status
        self.status = move(self.status, target)
        self._note(act, actor, at, note, before=before)

    def _note(self, act, actor, at, note=None, before=None):
        self.history.append(
            HistoryRow(
                position=len(self.history) + 1,
                act=act,
                actor_id=actor.id,
                actor_name=actor.shown,
                at=at,
                note=note,
                from_status=before,
                to_status=self.status,
            )
        )

    def _close(self, by, at):
        self.closed_by, self.closed_at = by, at

    def _told(self, event):
        fields = ("number", "status", "category_id", "restricted", "unit_id", "origin", "received_on")
        dates = ("statutory_due_on", "internal_due_on", "reopen_count")
        return event.of(**{name: getattr(self, name) for name in fields + dates})


class HistoryRow(Base):
    """One thing that happened to a request: who, when, from where to where."""

    __tablename__ = "request_history"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    request_id: Mapped[object] = mapped_column(Uuid, ForeignKey("requests.id"), index=True)
    position: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Sealed("request_history.note"))
    from_status: Mapped[str | None] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
