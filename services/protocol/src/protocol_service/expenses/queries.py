"""Every SELECT about expenses."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import lazyload

from protocol_service.budget_lines.models import BudgetLine
from protocol_service.budget_lines.queries import within as lines_within
from protocol_service.expenses.models import Expense
from protocol_service.expenses.workflow import INSTRUCTED, OPEN, Status
from protocol_service.lists import dated_page
from protocol_service.policy import POLICY

GIVEN_UP = (Status.REFUSED, Status.CANCELLED)


def within(actor, action="expense.read"):
    """The expenses that an actor reaches by an action; those beyond ``expense.read`` do not exist for them. An expense
    is with the unit that keeps the books of its budget line."""
    return POLICY.reach(actor, action).where(units=(Expense.unit_id,))


def list_page(reading, **filters):
    """One page of the expenses that the actor may see, by the day on which they are needed."""
    query = select(Expense).where(within(reading.actor)).options(lazyload("*"))
    columns, kinds = (Expense.needed_on, Expense.id), (date.fromisoformat, UUID)
    return dated_page(reading, query, columns=columns, kinds=kinds, is_open=Expense.status.in_(OPEN), **filters)


def living_of(session, source):
    """The expense that was opened for this and not given up, locked; or None."""
    of_source = select(Expense).where(Expense.source == source, Expense.status.not_in(GIVEN_UP))
    return session.scalar(of_source.order_by(Expense.id.desc()).limit(1).with_for_update(of=Expense))


def report(reading, *, year, budget_line_id, source):
    """The year's budget lines that the actor may see, each with what its expenses bind and have spent, counted from
    the expenses themselves."""
    instructed, accrued = Expense.status.in_(INSTRUCTED), Expense.status == Status.ACCRUED
    committed = case((instructed, Expense.amount_limit), (accrued, Expense.invoice_amount))
    paid = Expense.status.in_((Status.PAID, Status.REFUNDED))
    spent = case((paid, Expense.invoice_amount - Expense.refunded_amount))
    counted = and_(Expense.budget_line_id == BudgetLine.id, Expense.status.not_in(GIVEN_UP))
    if source is not None:
        counted = and_(counted, Expense.source == source)
    sums = [func.count(Expense.id), *(func.coalesce(func.sum(part), 0) for part in (committed, spent))]
    query = select(BudgetLine, *sums).outerjoin(Expense, counted).options(lazyload("*"))
    query = query.where(BudgetLine.year == year, lines_within(reading.actor)).group_by(BudgetLine.id)
    if budget_line_id is not None:
        query = query.where(BudgetLine.id == budget_line_id)
    return [
        {
            "budget_line_id": line.id,
            "code": line.code,
            "name": line.name,
            "appropriation": line.appropriation,
            "expenses": count,
            "committed": int(bound),
            "spent": int(paid_out),
            "remaining": line.remaining,
        }
        for line, count, bound, paid_out in reading.session.execute(query.order_by(BudgetLine.code)).all()
    ]
