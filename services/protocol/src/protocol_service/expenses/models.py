"""An expense (gider): from the request to the payment, within its instruction and its appropriation."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Forbidden, Invalid
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from protocol_service.expenses import events, workflow
from protocol_service.expenses.papers import NAMES, Paper, missing
from protocol_service.expenses.workflow import Status, move
from protocol_service.money import OF_LIRA, in_kurus, lira

TERM_OF_PAYMENT = timedelta(days=30)
"""How long after the day on which it was needed an accepted expense may wait to be paid."""


class Expense(Noun, Erasable, Base):
    """An expense. Each method is one thing that can happen to it and returns the fact to tell; what binds, spends or
    gives back money does so on the ``line``, which the caller has locked."""

    __tablename__ = "expenses"
    __table_args__ = (
        Index("ix_expenses_needed", "needed_on", "id"),
        Index("ix_expenses_line", "budget_line_id", "status"),
        Index("ix_expenses_due", "due_at", "id"),
        Index(
            "ix_expenses_unerased",
            "needed_on",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "expense"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    purpose: Mapped[str] = mapped_column(Sealed("expenses.purpose"))
    file_code: Mapped[str] = mapped_column(String(20))
    source: Mapped[str | None] = mapped_column(String(100), index=True)
    needed_on: Mapped[date]
    persons: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(10))
    budget_line_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("budget_lines.id"))
    unit_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    estimate: Mapped[int] = mapped_column(BigInteger)
    guest_limit: Mapped[int | None]
    amount_limit: Mapped[int | None] = mapped_column(BigInteger)
    supplier: Mapped[str | None] = mapped_column(Sealed("expenses.supplier"))
    supplier_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    invoice_number: Mapped[str | None] = mapped_column(String(40))
    invoice_on: Mapped[date | None]
    invoice_persons: Mapped[int | None]
    invoice_amount: Mapped[int | None] = mapped_column(BigInteger)
    refunded_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    reason: Mapped[str | None] = mapped_column(Sealed("expenses.reason"))
    requested_at: Mapped[datetime] = mapped_column(Instant)
    requested_by: Mapped[str] = mapped_column(String(100))
    requested_for: Mapped[str | None] = mapped_column(String(400))
    accrued_at: Mapped[datetime | None] = mapped_column(Instant)
    paid_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)

    costs: Mapped[list["ExpenseCost"]] = relationship(order_by="ExpenseCost.position", lazy="selectin")
    instructions: Mapped[list["ExpenseInstruction"]] = relationship(
        order_by="ExpenseInstruction.position", lazy="selectin"
    )
    papers: Mapped[list["ExpensePaper"]] = relationship(
        order_by="ExpensePaper.kind", lazy="selectin", cascade="all, delete-orphan"
    )

    @classmethod
    def request(cls, *, costs, line=None, at, by, by_for=None, **facts):
        """Somebody asks for money, with what it will cost; each cost has its currency and rate."""
        lines = [ExpenseCost.of(place, **cost) for place, cost in enumerate(costs, start=1)]
        expense = cls(
            status=Status.REQUESTED,
            costs=lines,
            estimate=sum(cost.amount for cost in lines),
            refunded_amount=0,
            requested_at=at,
            requested_by=by,
            requested_for=by_for,
            **facts,
        )
        if line is not None:
            expense._charge(line)
        expense._set_due()
        return expense, expense._told(events.ExpenseRequested)

    def approve(self, *, line, guest_limit, amount_limit, at, by):
        """Whoever may approves it (olur) and instructs how many guests and how much it may be at most; the limit is
        bound at once. Nobody approves what they asked for."""
        status = move(self.status, Status.APPROVED)
        self._check_other(by)
        self._charge(line)
        moved = line.commit(amount_limit)
        self.status = status
        self._instruct(guest_limit, amount_limit, None, at, by)
        return moved, self._step(events.ExpenseApproved)

    def revise(self, *, line, guest_limit, amount_limit, reason, at, by):
        """The instruction is given anew, with the reason; the paper of the earlier one no longer counts."""
        workflow.check(self.status, workflow.INSTRUCTED, "revised")
        self._check_other(by)
        moved = line.commit(amount_limit - self.amount_limit)
        self._instruct(guest_limit, amount_limit, reason, at, by)
        self.papers = [paper for paper in self.papers if paper.kind != Paper.INSTRUCTION]
        return moved, self._told(events.ExpenseRevised)

    def order(self, *, supplier):
        """It is ordered of somebody."""
        self.status, self.supplier = move(self.status, Status.ORDERED), supplier
        return self._step(events.ExpenseOrdered)

    def accept(self):
        """What was ordered came, and is right (muayene ve kabul)."""
        self.status = move(self.status, Status.ACCEPTED)
        return self._step(events.ExpenseAccepted)

    def invoice(self, *, number, on, persons, amount, at):
        """The invoice came; a corrected one takes the place of the earlier. It may say more than was instructed, but
        then the expense is not accrued."""
        workflow.check(self.status, workflow.INVOICED, "invoiced")
        if on > day_of(at):
            raise Invalid("expense.invoice_in_future", day=on.isoformat())
        if self.guest_limit is not None and persons is None:
            raise Invalid("expense.persons_missing")
        self.invoice_number, self.invoice_on = number, on
        self.invoice_persons, self.invoice_amount = persons, amount
        self._put(Paper.INVOICE, number, at)
        return self._told(events.ExpenseInvoiced)

    def file(self, *, kind, reference, at):
        """One of its papers is there."""
        workflow.check(self.status, workflow.BOUND, "filed")
        self._put(kind, reference, at)
        return self._told(events.ExpenseFiled)

    def accrue(self, *, line, at):
        """It is to be paid: the invoice keeps to the instruction and every paper is there. What the invoice left of
        the limit is free again."""
        status = move(self.status, Status.ACCRUED)
        if self.invoice_amount is None:
            raise Conflict("expense.invoice_missing")
        self._check_instruction()
        if self.missing_papers:
            raise Conflict("expense.papers_missing", missing=[NAMES[paper] for paper in self.missing_papers])
        moved = line.commit(self.invoice_amount - self.amount_limit)
        self.status, self.accrued_at = status, at
        return moved, self._step(events.ExpenseAccrued)

    def pay(self, *, line, at):
        """It is paid."""
        self.status, self.paid_at = move(self.status, Status.PAID), at
        return line.spend(self.invoice_amount), self._step(events.ExpensePaid)

    def refuse(self, *, reason):
        """It is not approved."""
        self.status, self.reason = move(self.status, Status.REFUSED), reason
        return self._step(events.ExpenseRefused)

    def cancel(self, *, line, reason):
        """It is no longer wanted; what was bound is given back. ``line`` is None where nothing was."""
        bound = self.bound
        self.status, self.reason = move(self.status, Status.CANCELLED), reason
        return line and line.commit(-bound), self._step(events.ExpenseCancelled)

    def refund(self, *, line, amount, reason):
        """Money came back, at most what was paid."""
        status = move(self.status, Status.REFUNDED)
        if amount > self.amount:
            raise Conflict("expense.refund_too_much", paid=lira(self.amount))
        moved = line.take_back(amount)
        self.status, self.reason = status, reason
        self.refunded_amount += amount
        return moved, self._told(events.ExpenseRefunded)

    def erase(self, *, at):
        """Its words go; the figures stay."""
        self.purpose, self.reason = ERASED, self.reason and ERASED
        self.supplier, self.erased_at = None, at
        for cost in self.costs:
            cost.description = ERASED
        for instruction in self.instructions:
            instruction.reason = instruction.reason and ERASED
        return self._told(events.ExpenseErased)

    @property
    def amount(self):
        """What it comes to, as far as is known by now: estimate, limit, invoice, less what came back."""
        if self.invoice_amount is not None:
            return self.invoice_amount - self.refunded_amount
        return self.estimate if self.amount_limit is None else self.amount_limit

    @property
    def bound(self):
        """How much of its budget line is bound by it now."""
        if self.status == Status.ACCRUED:
            return self.invoice_amount
        return self.amount_limit if self.status in workflow.INSTRUCTED else 0

    @property
    def persons_over(self):
        """By how many persons the invoice goes beyond the instruction."""
        return 0 if self.guest_limit is None else max(0, (self.invoice_persons or 0) - self.guest_limit)

    @property
    def amount_over(self):
        """By how many kuruş the invoice goes beyond the instruction."""
        return max(0, (self.invoice_amount or 0) - (self.amount_limit or 0))

    @property
    def missing_papers(self):
        """The papers that an accrual still wants."""
        return missing({paper.kind for paper in self.papers}, has_guests=self.guest_limit is not None)

    @validates("supplier")
    def _index(self, _field, value):
        self.supplier_index = value and fold_name(value)
        return value

    def _check_instruction(self):
        """Every way in which the invoice goes beyond the instruction is told at once."""
        persons, limit, over = self.invoice_persons, self.guest_limit, lira(self.amount_over)
        if self.persons_over and self.amount_over:
            raise Conflict("expense.over_instruction", over=over, persons=persons, guest_limit=limit)
        if self.persons_over:
            raise Conflict("expense.too_many_guests", persons=persons, guest_limit=limit)
        if self.amount_over:
            raise Conflict("expense.over_limit", over=over)

    def _check_other(self, by):
        asked = {self.requested_by, *(self.requested_for or "").split(",")}
        if asked & {by.id, *(id for id, _name in by.acting_for)}:
            raise Forbidden("expense.own_request")

    def _charge(self, line):
        if line is None:
            raise Invalid("expense.line_missing")
        if line.year != self.needed_on.year:
            raise Invalid("expense.line_of_other_year", year=line.year)
        self.budget_line_id, self.unit_id = line.id, line.unit_id

    def _instruct(self, guest_limit, amount_limit, reason, at, by):
        if self.persons is not None and guest_limit is None:
            raise Invalid("expense.guest_limit_missing")
        self.guest_limit, self.amount_limit = guest_limit, amount_limit
        limits = {"guest_limit": guest_limit, "amount_limit": amount_limit, "reason": reason}
        place = len(self.instructions) + 1
        self.instructions.append(
            ExpenseInstruction(position=place, given_at=at, given_by=by.id, given_for=by.for_id, **limits)
        )

    def _put(self, kind, reference, at):
        paper = next((paper for paper in self.papers if paper.kind == kind), None)
        if paper is None:
            self.papers.append(ExpensePaper(kind=kind, reference=reference, filed_on=day_of(at)))
        else:
            paper.reference, paper.filed_on = reference, day_of(at)

    def _step(self, event):
        self._set_due()
        return self._told(event)

    def _set_due(self):
        """Until it is paid somebody has it to do: before the day on which it is needed, then within the term."""
        end = datetime.combine(self.needed_on, time(23, 59), ISTANBUL)
        terms = dict.fromkeys(workflow.TO_BE_HELD, end) | dict.fromkeys(workflow.TO_BE_PAID, end + TERM_OF_PAYMENT)
        self.due_at = terms.get(self.status)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.ExpenseSnapshot)

    def _told(self, event):
        return event.of(
            number=self.number,
            status=self.status,
            source=self.source,
            budget_line_id=self.budget_line_id,
            unit_id=self.unit_id,
            needed_on=self.needed_on,
            persons=self.persons,
            amount=self.amount,
        )


class ExpenseCost(Base):
    """One of the things that an expense is made of: so many of them, each at so much in its currency."""

    __tablename__ = "expense_costs"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    expense_id: Mapped[object] = mapped_column(Uuid, ForeignKey("expenses.id"), index=True)
    position: Mapped[int]
    description: Mapped[str] = mapped_column(Sealed("expense_costs.description"))
    quantity: Mapped[int]
    unit_amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    rate: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def of(cls, position, *, quantity, unit_amount, currency, rate, description):
        """A cost, with what it is in kuruş; a lira is worth a lira."""
        if currency == "TRY" and rate != OF_LIRA:
            raise Invalid("expense.rate_of_lira")
        facts = {"quantity": quantity, "unit_amount": unit_amount, "currency": currency, "rate": rate}
        amount = in_kurus(quantity * unit_amount, rate)
        return cls(position=position, description=description, amount=amount, **facts)


class ExpenseInstruction(Base):
    """An instruction to spend (harcama talimatı): how many guests, how much, by whom; after the first with a reason."""

    __tablename__ = "expense_instructions"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    expense_id: Mapped[object] = mapped_column(Uuid, ForeignKey("expenses.id"), index=True)
    position: Mapped[int]
    guest_limit: Mapped[int | None]
    amount_limit: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Sealed("expense_instructions.reason"))
    given_at: Mapped[datetime] = mapped_column(Instant)
    given_by: Mapped[str] = mapped_column(String(100))
    given_for: Mapped[str | None] = mapped_column(String(400))


class ExpensePaper(Base):
    """A paper of an expense, by the number under which it is filed."""

    __tablename__ = "expense_papers"
    __table_args__ = (Index("uq_expense_papers_kind", "expense_id", "kind", unique=True),)

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    expense_id: Mapped[object] = mapped_column(Uuid, ForeignKey("expenses.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(60))
    filed_on: Mapped[date]
