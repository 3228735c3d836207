"""How expenses come to be, and how they move money: used by the desk, and by what is heard of others."""

from makam_kernel.clock import day_of
from protocol_service.budget_lines.models import BudgetLine
from protocol_service.expenses.models import Expense


def register(tx, **facts):
    """A new expense, with the next number of the year."""
    year = day_of(tx.at).year
    number = f"GDR-{year}-{tx.number('GDR', year):06d}"
    return tx.add(*Expense.request(number=number, at=tx.at, **facts))


def move(tx, expense, line, moved, fact):
    """Keep what happened to an expense, and what that moved on its budget line."""
    if line is not None:
        tx.change(line, moved, expense=expense.number)
    return tx.change(expense, fact)


def cancel(tx, expense, reason):
    """Give an expense up; what was bound is free again."""
    line = line_of(tx, expense.budget_line_id if expense.bound else None)
    return move(tx, expense, line, *expense.cancel(line=line, reason=reason))


def line_of(tx, budget_line_id):
    """The budget line, locked until the end; None where none is named."""
    return budget_line_id and tx.get(BudgetLine, budget_line_id)
