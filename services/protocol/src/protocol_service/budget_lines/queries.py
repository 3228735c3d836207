"""Every SELECT about budget lines."""

from uuid import UUID

from sqlalchemy import select

from makam_kernel.cursor import page
from makam_kernel.errors import Conflict
from protocol_service.budget_lines.models import BudgetLine
from protocol_service.policy import POLICY


def within(actor, action="budget_line.read"):
    """The budget lines that an actor reaches by an action; one is with the unit that keeps its books."""
    return POLICY.reach(actor, action).where(units=(BudgetLine.unit_id,))


def list_page(reading, *, year, unit_id, limit, cursor):
    """One page of the budget lines that the actor may see, by year and code."""
    query = select(BudgetLine).where(within(reading.actor))
    if year is not None:
        query = query.where(BudgetLine.year == year)
    if unit_id is not None:
        query = query.where(BudgetLine.unit_id == unit_id)
    order, kinds = (BudgetLine.year, BudgetLine.code, BudgetLine.id), (int, str, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def check_free(session, year, code):
    """Refuse a code that the year's budget has already."""
    same = select(BudgetLine.id).where(BudgetLine.year == year, BudgetLine.code == code)
    if session.scalar(same):
        raise Conflict("budget_line.exists", year=year, code=code)
