"""What is asked and told about budget lines; every amount is in whole kuruş."""

from makam_kernel.schema import Code, Command, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from protocol_service.budget_lines.models import LATER, ChangeKind

MOST_KURUS = 10**14
YEAR = {"example": 2026}
CODE = {"example": "46.34.05.09-01.1.1.00-5-03.6.1"}
NAME = {"example": "Temsil, Ağırlama, Tören, Fuar, Organizasyon Giderleri"}
KURUS = {"example": 25_000_000}
DECISION = {"example": "Meclis 2025/118"}


def Year(**kwargs):
    """A year of the budget."""
    return Integer(least=2000, most=2200, metadata=YEAR, **kwargs)


def Kurus(*, least=1, **kwargs):
    """An amount in whole kuruş."""
    return Integer(least=least, most=MOST_KURUS, metadata=KURUS, **kwargs)


class OpenBudgetLine(Command):
    """Opens an appropriation. ``unit_id`` is the unit that keeps its books, and sees it."""

    year = Year(required=True)
    code = Text(required=True, most=60, metadata=CODE)
    name = Text(required=True, most=200, metadata=NAME)
    unit_id = Id(load_default=None, allow_none=True)
    appropriation = Kurus(required=True)
    decision = Text(required=True, most=60, metadata=DECISION)


class ChangeAppropriation(Command):
    """Raises or lowers an appropriation by ``amount``, by a decision."""

    budget_line_id = Id(required=True)
    version = Integer(required=True, least=1)
    kind = Code(LATER, required=True)
    amount = Kurus(required=True)
    decision = Text(required=True, most=60, metadata=DECISION)


class GetBudgetLine(Command):
    """Asks for a budget line."""

    budget_line_id = Id(required=True)


class ListBudgetLines(Page):
    """Asks for budget lines, by year and code."""

    year = Year(load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)


class BudgetChangeView(View):
    """An entry of the record of an appropriation; what lowers it is negative."""

    kind = Code(ChangeKind, required=True)
    amount = Integer(required=True, least=-MOST_KURUS, most=MOST_KURUS, metadata=KURUS)
    decision = Text(required=True, metadata=DECISION)
    at = Instant(required=True)
    by = Text(required=True)


class BudgetLineView(View):
    """A budget line, with the record of its appropriation."""

    id = Id(required=True)
    version = Integer(required=True)
    year = Year(required=True)
    code = Text(required=True, metadata=CODE)
    name = Text(required=True, metadata=NAME)
    unit_id = Id(allow_none=True)
    appropriation = Kurus(required=True)
    committed = Kurus(least=0, required=True)
    spent = Kurus(least=0, required=True)
    remaining = Kurus(least=0, required=True)
    changes = ListOf(Nested(BudgetChangeView), required=True)


class BudgetLinePage(View):
    """A page of budget lines."""

    items = ListOf(Nested(BudgetLineView), required=True)
    next_cursor = Text(allow_none=True)
