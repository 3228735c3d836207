"""The RPC methods about expenses.

Whatever moves money locks the expense first and its budget line after, always in this order: expenses of one line stand
in line for what is left of it, and none waits for another in a ring.
"""

from makam_kernel.remote import Desk, command, query
from protocol_service.budget_lines.models import BudgetLine
from protocol_service.budget_lines.queries import within as lines_within
from protocol_service.courtesies.registration import follow_payment
from protocol_service.expenses import queries, schemas
from protocol_service.expenses.models import Expense
from protocol_service.expenses.registration import cancel, line_of, move, register

SUMMED = ("appropriation", "committed", "spent", "remaining")


class ExpensesDesk(Desk):
    """What the office spends on guests, ceremonies and courtesies."""

    @command(schemas.RequestExpense, returns=schemas.ExpenseView, allow="expense.request")
    def request_expense(self, tx, budget_line_id, **facts):
        """Ask for money; nothing is bound yet."""
        line = budget_line_id and tx.get(BudgetLine, budget_line_id, lines_within(tx.actor))
        return register(tx, line=line, by=tx.actor.id, by_for=tx.actor.for_id, **facts)

    @command(schemas.ApproveExpense, returns=schemas.ExpenseView, allow="expense.approve")
    def approve_expense(self, tx, expense_id, version, budget_line_id, **limits):
        """Approve it and instruct its limits."""
        expense = self._take(tx, expense_id, version)
        line = line_of(tx, budget_line_id or expense.budget_line_id)
        return move(tx, expense, line, *expense.approve(line=line, at=tx.at, by=tx.actor, **limits))

    @command(schemas.ReviseExpense, returns=schemas.ExpenseView, allow="expense.approve")
    def revise_expense(self, tx, expense_id, version, **limits):
        """Give the instruction anew."""
        expense = self._take(tx, expense_id, version)
        line = line_of(tx, expense.budget_line_id)
        return move(tx, expense, line, *expense.revise(line=line, at=tx.at, by=tx.actor, **limits))

    @command(schemas.RefuseExpense, returns=schemas.ExpenseView, allow="expense.approve")
    def refuse_expense(self, tx, expense_id, version, reason):
        """Do not approve it."""
        expense = self._take(tx, expense_id, version)
        return tx.change(expense, expense.refuse(reason=reason))

    @command(schemas.OrderExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def order_expense(self, tx, expense_id, version, supplier):
        """Order what was approved."""
        expense = self._take(tx, expense_id, version)
        return tx.change(expense, expense.order(supplier=supplier))

    @command(schemas.AcceptExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def accept_expense(self, tx, expense_id, version):
        """What was ordered came, and is right."""
        expense = self._take(tx, expense_id, version)
        return tx.change(expense, expense.accept())

    @command(schemas.InvoiceExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def invoice_expense(self, tx, expense_id, version, invoiced_on, **facts):
        """Enter the invoice."""
        expense = self._take(tx, expense_id, version)
        return tx.change(expense, expense.invoice(on=invoiced_on, at=tx.at, **facts))

    @command(schemas.FileExpensePaper, returns=schemas.ExpenseView, allow="expense.settle")
    def file_expense_paper(self, tx, expense_id, version, kind, reference):
        """File one of its papers."""
        expense = self._take(tx, expense_id, version)
        return tx.change(expense, expense.file(kind=kind, reference=reference, at=tx.at), paper=kind)

    @command(schemas.AccrueExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def accrue_expense(self, tx, expense_id, version):
        """Put it up for payment, with all its papers and within its instruction."""
        expense = self._take(tx, expense_id, version)
        line = line_of(tx, expense.budget_line_id)
        return move(tx, expense, line, *expense.accrue(line=line, at=tx.at))

    @command(schemas.PayExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def pay_expense(self, tx, expense_id, version):
        """Pay it."""
        expense = self._take(tx, expense_id, version)
        line = line_of(tx, expense.budget_line_id)
        move(tx, expense, line, *expense.pay(line=line, at=tx.at))
        follow_payment(tx, expense)
        return expense

    @command(schemas.RefundExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def refund_expense(self, tx, expense_id, version, amount, reason):
        """Take back what was paid, or some of it."""
        expense = self._take(tx, expense_id, version)
        line = line_of(tx, expense.budget_line_id)
        return move(tx, expense, line, *expense.refund(line=line, amount=amount, reason=reason))

    @command(schemas.CancelExpense, returns=schemas.ExpenseView, allow="expense.settle")
    def cancel_expense(self, tx, expense_id, version, reason):
        """Give it up."""
        return cancel(tx, self._take(tx, expense_id, version), reason)

    @query(schemas.GetExpense, returns=schemas.ExpenseView, allow="expense.read")
    def get_expense(self, reading, expense_id):
        """An expense."""
        return reading.get(Expense, expense_id, queries.within(reading.actor))

    @query(schemas.ListExpenses, returns=schemas.ExpensePage, allow="expense.read")
    def list_expenses(self, reading, **filters):
        """A page of expenses."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetBudgetReport, returns=schemas.BudgetReportView, allow="budget_line.read")
    def get_budget_report(self, reading, year, **filters):
        """What became of the appropriations of a year."""
        lines = queries.report(reading, year=year, **filters)
        return {"year": year, "items": lines} | {name: sum(line[name] for line in lines) for name in SUMMED}

    def _take(self, tx, expense_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Expense, expense_id, queries.within(tx.actor), version=version, allowed=allowed)
