"""An instruction (talimat, emir, genelge), as one unit has to carry it out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents_service.instructions import events
from documents_service.instructions.kinds import Escalation
from documents_service.instructions.workflow import CLOSED, TO_DO, UNRECEIVED, Status, check_to_do, move
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Sealed


class Instruction(Noun, Erasable, Base):
    """What was ordered of one unit. Each method is one thing that can happen to it, is kept as a step, and returns the
    fact to tell.

    What was ordered of several units at once is one instruction each, with the same ``order_id`` and number; the first
    of them lends the order its id.
    """

    __tablename__ = "instructions"
    __table_args__ = (
        Index("ix_instructions_due_at_id", "due_at", "id"),
        Index("ix_instructions_unit_id_due_at", "unit_id", "due_at", "id"),
        Index("ix_instructions_given_at_id", "given_at", "id"),
        Index(
            "ix_instructions_unerased",
            "closed_at",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "instruction"

    order_id: Mapped[object] = mapped_column(Uuid, index=True)
    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(11))
    oral: Mapped[bool]
    words: Mapped[str] = mapped_column(Sealed("instructions.words"))
    given_by: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str | None] = mapped_column(String(100), index=True)
    unit_id: Mapped[object] = mapped_column(Uuid)
    restricted: Mapped[bool]
    status: Mapped[str] = mapped_column(String(12))
    given_at: Mapped[datetime] = mapped_column(Instant)
    receipt_due_at: Mapped[datetime] = mapped_column(Instant)
    first_due_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    asked_until: Mapped[datetime | None] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    escalates_to: Mapped[object | None] = mapped_column(Uuid)
    escalated_for: Mapped[str | None] = mapped_column(String(14))
    escalated_at: Mapped[datetime | None] = mapped_column(Instant)
    evidence: Mapped[str | None] = mapped_column(Sealed("instructions.evidence"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    steps: Mapped[list["Step"]] = relationship(order_by="Step.position", lazy="selectin")

    @classmethod
    def give(cls, *, due_at, actor, at, order_id=None, **facts):
        """Something is ordered of a unit."""
        state = {"status": Status.GIVEN, "due_at": due_at, "first_due_at": due_at}
        instruction = cls(**state, **facts)
        instruction.order_id = order_id or instruction.id
        instruction._note("given", actor, at)
        return instruction, instruction._told(events.InstructionGiven)

    def move(self, *, unit_id, receipt_due_at, actor, at):
        """Another unit is to carry it out, and confirms anew that it has it."""
        self._move(Status.GIVEN, "moved", actor, at)
        self.unit_id, self.receipt_due_at = unit_id, receipt_due_at
        self.evidence = self.asked_until = None
        return self._told(events.InstructionMoved)

    def deliver(self, *, actor, at):
        """It has reached the unit: it was told, or handed over."""
        self._move(Status.DELIVERED, "delivered", actor, at)
        return self._told(events.InstructionDelivered)

    def acknowledge(self, *, actor, at):
        """The unit has it."""
        self._move(Status.ACKNOWLEDGED, "acknowledged", actor, at)
        return self._told(events.InstructionAcknowledged)

    def report(self, *, note, actor, at):
        """The unit says how far it is."""
        self._move(Status.IN_PROGRESS, "reported", actor, at, note)
        return self._told(events.InstructionReported)

    def finish(self, *, evidence, actor, at):
        """It is done, and this shows it."""
        self._move(Status.DONE, "done", actor, at, evidence)
        self.evidence, self.asked_until = evidence, None
        return self._told(events.InstructionDone)

    def accept(self, *, actor, at):
        """The office accepts what was done."""
        self._move(Status.ACCEPTED, "accepted", actor, at)
        self.closed_at = at
        return self._told(events.InstructionAccepted)

    def give_back(self, *, reason, actor, at):
        """What was done is not enough."""
        self._move(Status.RETURNED, "returned", actor, at, reason)
        return self._told(events.InstructionReturned)

    def ask_extension(self, *, until, reason, actor, at):
        """The unit asks for more time."""
        check_to_do(self.status)
        if until <= max(self.due_at, at):
            raise Invalid("instruction.until_not_later")
        self.asked_until = until
        self._note("extension_asked", actor, at, reason, until)
        return self._told(events.InstructionExtensionAsked)

    def extend(self, *, reason, actor, at):
        """There is more time; when it was due first stays."""
        self._check_asked()
        self.due_at, self.asked_until = self.asked_until, None
        self._note("extended", actor, at, reason, self.due_at)
        return self._told(events.InstructionExtended)

    def refuse_extension(self, *, reason, actor, at):
        """There is no more time."""
        self._check_asked()
        self.asked_until = None
        self._note("extension_refused", actor, at, reason)
        return self._told(events.InstructionExtensionRefused)

    def escalate(self, why, *, actor, at):
        """Somebody above is told that it does not go on as it should."""
        self.escalated_for, self.escalated_at = why, at
        self._note("escalated", actor, at)
        return self._told(events.InstructionEscalated)

    def withdraw(self, *, reason, actor, at):
        """It is no longer to be carried out."""
        self._move(Status.WITHDRAWN, "withdrawn", actor, at, reason)
        self.closed_at, self.asked_until = at, None
        return self._told(events.InstructionWithdrawn)

    def erase(self, *, at):
        """Its words go; who had to do something by when, and whether it was done, stays."""
        self.words, self.evidence, self.erased_at = ERASED, self.evidence and ERASED, at
        for step in self.steps:
            step.note = step.note and ERASED
        return self._told(events.InstructionErased)

    def wants(self, why, *, at):
        """Whether somebody above has to be told, for this reason, at this instant."""
        states, due = (TO_DO, self.due_at) if why == Escalation.OVERDUE else (UNRECEIVED, self.receipt_due_at)
        told_since = self.escalated_at is not None and self.escalated_at >= due
        return self.status in states and due <= at and not told_since

    def remind(self, *, since, at):
        """Whether the unit has to be reminded now of what it was to be reminded of ``since``; it is, once."""
        reminded = self.reminded_at is not None and self.reminded_at >= since
        if self.status not in TO_DO or at < since or reminded:
            return False
        self.reminded_at = at
        return True

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.InstructionSnapshot)

    @property
    def is_closed(self):
        """Whether nothing will happen to it any more."""
        return self.status in CLOSED

    def _check_asked(self):
        check_to_do(self.status)
        if self.asked_until is None:
            raise Conflict("instruction.no_extension_asked")

    def _move(self, target, act, actor, at, note=None):
        self.status = move(self.status, target)
        self._note(act, actor, at, note)

    def _note(self, act, actor, at, note=None, until_at=None):
        who = {"actor_id": actor.id, "actor_name": actor.shown}
        self.steps.append(Step(position=len(self.steps) + 1, act=act, at=at, note=note, until_at=until_at, **who))

    def _told(self, event):
        names = ("order_id", "number", "kind", "oral", "source", "unit_id", "status", "given_at")
        return event.of(**{name: getattr(self, name) for name in (*names, "first_due_at", "due_at", "escalated_for")})


class Step(Base):
    """One thing that happened to an instruction: who, when, as whom; ``until_at`` is the time asked for or given."""

    __tablename__ = "instruction_steps"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    instruction_id: Mapped[object] = mapped_column(Uuid, ForeignKey("instructions.id"), index=True)
    position: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Sealed("instruction_steps.note"))
    until_at: Mapped[datetime | None] = mapped_column(Instant)


class Order:
    """What was ordered at once, with the instructions of it that somebody may see."""

    def __init__(self, items):
        self.items, self.first = items, items[0]

    def __getattr__(self, name):
        return getattr(self.first, name)

    @property
    def id(self):
        """The order's own id."""
        return self.first.order_id

    @property
    def units(self):
        """How many units have to carry it out."""
        return sum(one.status != Status.WITHDRAWN for one in self.items)

    @property
    def accepted(self):
        """Of how many of them the office accepted it."""
        return sum(one.status == Status.ACCEPTED for one in self.items)
