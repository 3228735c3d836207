"""What one person proposes and another approves."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.approvals.workflow import Kind, Status, move, wrong_status
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Forbidden
from makam_kernel.personal import SealedJson

OPEN_FOR = timedelta(days=7)
"""How long a proposal waits for the second person."""

FILE_FOR = timedelta(days=1)
"""How long an approved file may be fetched, once."""


ACTIONS = {
    Kind.ERASE_PERSON: "person.erase",
    Kind.EXPORT_PERSON: "person.export",
    Kind.LIFT_RESTRICTION: "category.lift",
}


class Approval(Noun, Base):
    """A proposal, and what became of it. Each method is one thing that can happen to it.

    ``facts`` say whom or what it is about; a person is forgotten as soon as it is over. ``proposers`` and
    ``deciders`` are the ids of all who stand behind either act: whoever acted, and those for whom they stood in.
    """

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_proposed", "proposed_at", "id"),)
    noun = "approval"

    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict | None] = mapped_column(SealedJson("approvals.facts"))
    proposed_by: Mapped[str] = mapped_column(String(60), index=True)
    proposers: Mapped[list] = mapped_column(JSON)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str | None] = mapped_column(String(60))
    deciders: Mapped[list] = mapped_column(JSON)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    parts: Mapped[list] = mapped_column(JSON)

    @classmethod
    def propose(cls, *, kind, reason, facts, actor, at):
        """Somebody asks for it; a second person has to decide."""
        return cls(
            kind=kind,
            status=Status.PROPOSED,
            reason=reason,
            facts=facts,
            proposed_by=actor.id,
            proposers=sorted(actor.people),
            proposed_at=at,
            expires_at=at + OPEN_FOR,
            deciders=[],
            parts=[],
        )

    def approve(self, *, actor, at):
        """The second person agrees; a file waits a day to be fetched."""
        self.check_second(actor)
        self._move(Status.APPROVED, at)
        self._decide(actor, at)
        if self.kind == Kind.EXPORT_PERSON:
            self.expires_at = at + FILE_FOR

    def refuse(self, *, actor, at):
        """The second person does not agree."""
        self.check_second(actor)
        self._move(Status.REFUSED, at)
        self._decide(actor, at)
        self._forget()

    def withdraw(self, *, actor, at):
        """Whoever proposed it no longer wants it."""
        if actor.id != self.proposed_by:
            raise Forbidden("action.not_allowed", action="approval.propose")
        self._move(Status.WITHDRAWN, at)
        self._forget()

    def expire(self, *, at):
        """Nobody decided in time, or nobody fetched the file."""
        self.status = move(self.status, Status.EXPIRED)
        self._forget()

    def note(self, parts):
        """What became of it at each service, beside those where it was done before; done when it is done at all."""
        done = [part for part in self.parts if part["state"] == "done"]
        parts = done + [part for part in parts if part["service"] not in self.done_at]
        whole = all(part["state"] == "done" for part in parts)
        self.status = move(self.status, Status.DONE if whole else Status.PARTLY)
        self.parts = parts
        if whole:
            self._forget()

    def check_second(self, actor):
        """Refuse whoever proposed it, stands in for that one, or is stood in for by that one."""
        if set(self.proposers) & actor.people:
            raise Forbidden("action.needs_second", action=self.action)

    def check_file(self, *, actor, at):
        """Refuse a file that nobody approved, that was fetched already, whose day is over, or that is none of the
        actor's business."""
        if self.kind != Kind.EXPORT_PERSON or self.status != Status.APPROVED or at >= self.expires_at:
            raise wrong_status(self.status, Status.DONE)
        if not actor.people & {*self.proposers, *self.deciders}:
            raise Forbidden("action.not_allowed", action=self.action)

    def check_carrying(self, actor):
        """Refuse to carry out again what is not under way."""
        self.check_second(actor)
        if not self.is_under_way:
            raise wrong_status(self.status, Status.DONE)

    def others(self, actor):
        """The ids of the other of the two, for whoever of them acts."""
        behind = actor.people
        return frozenset(self.deciders if behind & set(self.proposers) else self.proposers)

    @property
    def action(self):
        """What it is called in the services' policies."""
        return ACTIONS[self.kind]

    @property
    def who(self):
        """Who is meant, as long as that is known."""
        return None if self.kind == Kind.LIFT_RESTRICTION else self.facts

    @property
    def category_id(self):
        """Which category is meant, if it is one."""
        return self.facts["category_id"] if self.kind == Kind.LIFT_RESTRICTION and self.facts else None

    @property
    def is_under_way(self):
        """Whether the services still have to do something."""
        return self.kind != Kind.EXPORT_PERSON and self.status in (Status.APPROVED, Status.PARTLY)

    @property
    def done_at(self):
        """The services at which it is done."""
        return {part["service"] for part in self.parts if part["state"] == "done"}

    def _move(self, target, at):
        if at >= self.expires_at:
            raise wrong_status(Status.EXPIRED, target)
        self.status = move(self.status, target)

    def _forget(self):
        if self.kind != Kind.LIFT_RESTRICTION:
            self.facts = None

    def _decide(self, actor, at):
        self.decided_by, self.deciders, self.decided_at = actor.id, sorted(actor.people), at
