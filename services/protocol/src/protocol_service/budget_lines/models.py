"""A budget line (ödenek): what the year's budget appropriates for one purpose, and how much of it is left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict
from makam_kernel.ids import new_id
from protocol_service.budget_lines import events
from protocol_service.money import lira


class ChangeKind(StrEnum):
    """By what decision an appropriation came to be what it is."""

    INITIAL = "initial"
    SUPPLEMENT = "supplement"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    CANCELLATION = "cancellation"


LATER = [kind for kind in ChangeKind if kind != ChangeKind.INITIAL]
LOWERING = {ChangeKind.TRANSFER_OUT, ChangeKind.CANCELLATION}


class BudgetLine(Noun, Base):
    """An appropriation in kuruş: ``committed`` is bound by approved expenses, ``spent`` is paid. Each method is one
    thing that can happen to it; whoever calls one has locked its row, so that no two expenses get the same kuruş."""

    __tablename__ = "budget_lines"
    __table_args__ = (
        CheckConstraint("committed >= 0 AND spent >= 0 AND committed + spent <= appropriation", name="kept"),
        Index("uq_budget_lines_year_code", "year", "code", unique=True),
        Index("ix_budget_lines_unit", "unit_id"),
    )
    noun = "budget_line"

    year: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[object | None] = mapped_column(Uuid)
    appropriation: Mapped[int] = mapped_column(BigInteger)
    committed: Mapped[int] = mapped_column(BigInteger, default=0)
    spent: Mapped[int] = mapped_column(BigInteger, default=0)

    changes: Mapped[list["BudgetChange"]] = relationship(order_by="BudgetChange.position", lazy="selectin")

    @classmethod
    def open(cls, *, appropriation, decision, at, by, **facts):
        """The year's budget appropriates so much."""
        line = cls(appropriation=0, committed=0, spent=0, **facts)
        line._put(ChangeKind.INITIAL, appropriation, decision, at, by)
        return line, line._told(events.BudgetLineOpened)

    def appropriate(self, *, kind, amount, decision, at, by):
        """A decision raises or lowers it; what is bound or spent cannot be taken away."""
        if kind in LOWERING and amount > self.remaining:
            raise Conflict("budget_line.in_use", code=self.code, remaining=lira(self.remaining))
        self._put(kind, -amount if kind in LOWERING else amount, decision, at, by)
        return self._told(events.BudgetLineAppropriated)

    def commit(self, amount):
        """Bind so much more, or so much less when negative; never more than there is."""
        if amount > self.remaining:
            missing = lira(amount - self.remaining)
            raise Conflict("budget_line.exceeded", code=self.code, remaining=lira(self.remaining), missing=missing)
        self.committed += amount
        return self._told(events.BudgetLineMoved)

    def spend(self, amount):
        """What was bound is paid."""
        self.committed -= amount
        self.spent += amount
        return self._told(events.BudgetLineMoved)

    def take_back(self, amount):
        """What was paid comes back."""
        self.spent -= amount
        return self._told(events.BudgetLineMoved)

    @property
    def remaining(self):
        """What is neither bound nor spent."""
        return self.appropriation - self.committed - self.spent

    def _put(self, kind, amount, decision, at, by):
        self.appropriation += amount
        entry = {"position": len(self.changes) + 1, "kind": kind, "amount": amount, "decision": decision}
        self.changes.append(BudgetChange(at=at, by=by, **entry))

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.BudgetLineSnapshot)

    def _told(self, event):
        return event.of(
            year=self.year,
            code=self.code,
            unit_id=self.unit_id,
            appropriation=self.appropriation,
            committed=self.committed,
            spent=self.spent,
        )


class BudgetChange(Base):
    """One entry of the record of an appropriation: by which decision it changed by how much, and who put it down."""

    __tablename__ = "budget_changes"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    budget_line_id: Mapped[object] = mapped_column(Uuid, ForeignKey("budget_lines.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int] = mapped_column(BigInteger)
    decision: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(100))
