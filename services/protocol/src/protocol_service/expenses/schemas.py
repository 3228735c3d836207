"""What is asked and told about expenses; every amount is in whole kuruş, unless its currency says otherwise."""

from marshmallow import validate

from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Text, View
from protocol_service.budget_lines.schemas import MOST_KURUS, Kurus, Year
from protocol_service.expenses.papers import Paper
from protocol_service.expenses.workflow import Status
from protocol_service.lists import DatedPage
from protocol_service.money import CURRENCIES, OF_LIRA

HOSPITALITY = "813.06"
FILE_CODES = [HOSPITALITY, "873.02"]
"""Codes of the standard file plan: representation and hospitality, relations with sister cities."""

FILED_BY_HAND = [paper for paper in Paper if paper != Paper.INVOICE]
PURPOSE = {"example": "Grünhagen heyeti onuruna akşam yemeği"}
NUMBER = {"example": "GDR-2026-000001"}
SOURCE = {"example": "hosting_task/019a2f60-7c00-7000-8000-000000000001"}
DESCRIPTION = {"example": "Akşam yemeği, kişi başı"}
SUPPLIER = {"example": "Akçınar Lokantası"}
INVOICE = {"example": "KRF2026000000417"}
REFERENCE = {"example": "E-12345678-813.06-41"}
REASON = {"example": "Heyete iki kişi daha katıldı"}
RATE = {"example": OF_LIRA}


def Source():
    """What an expense is for, as noun and id: it is told in events, where no words may stand."""
    subject = r"[a-z_]{1,40}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    field = Text(load_default=None, allow_none=True, most=100, metadata=SOURCE)
    field.validators.append(validate.Regexp(rf"{subject}\Z", error="format"))
    return field


def Persons(**kwargs):
    """A number of persons."""
    return Integer(least=1, most=100_000, metadata={"example": 14}, **kwargs)


class CostFacts(Command):
    """So many of something, each at ``unit_amount`` hundredths of its currency; ``rate`` is what one unit of the
    currency is worth in ten-thousandths of a lira."""

    description = Text(required=True, most=500, metadata=DESCRIPTION)
    quantity = Integer(least=1, most=100_000, load_default=1, metadata={"example": 14})
    unit_amount = Integer(required=True, least=1, most=10**9, metadata={"example": 300_000})
    currency = Code(CURRENCIES, load_default="TRY")
    rate = Integer(least=1, most=10**8, load_default=OF_LIRA, metadata=RATE)


class RequestExpense(Command):
    """Asks for money. ``source`` names what it is for: a ceremony, a courtesy, a travel."""

    purpose = Text(required=True, most=2000, metadata=PURPOSE)
    file_code = Code(FILE_CODES, load_default=HOSPITALITY)
    source = Source()
    needed_on = Day(required=True)
    persons = Persons(load_default=None, allow_none=True)
    budget_line_id = Id(load_default=None, allow_none=True)
    costs = ListOf(Nested(CostFacts), required=True, least=1, most=100)


class OfExpense(Command):
    """Names an expense and the version that the caller saw."""

    expense_id = Id(required=True)
    version = Integer(required=True, least=1)


class ApproveExpense(OfExpense):
    """Approves an expense and instructs its limits; the limit is bound on the budget line, which is named here or was
    with the request."""

    budget_line_id = Id(load_default=None, allow_none=True)
    guest_limit = Persons(load_default=None, allow_none=True)
    amount_limit = Kurus(required=True)


class ReviseExpense(OfExpense):
    """Gives the instruction anew, with the reason."""

    guest_limit = Persons(load_default=None, allow_none=True)
    amount_limit = Kurus(required=True)
    reason = Text(required=True, most=2000, metadata=REASON)


class RefuseExpense(OfExpense):
    """Does not approve an expense."""

    reason = Text(required=True, most=2000)


class OrderExpense(OfExpense):
    """Orders what was approved."""

    supplier = Text(required=True, most=200, metadata=SUPPLIER)


class AcceptExpense(OfExpense):
    """What was ordered came, and is right."""


class InvoiceExpense(OfExpense):
    """Enters the invoice, or a corrected one."""

    number = Text(required=True, most=40, metadata=INVOICE)
    invoiced_on = Day(required=True)
    persons = Persons(load_default=None, allow_none=True)
    amount = Kurus(required=True)


class FileExpensePaper(OfExpense):
    """Files a paper of an expense, by its number; the invoice files itself."""

    kind = Code(FILED_BY_HAND, required=True)
    reference = Text(required=True, most=60, metadata=REFERENCE)


class AccrueExpense(OfExpense):
    """Puts an expense up for payment."""


class PayExpense(OfExpense):
    """Pays an expense."""


class RefundExpense(OfExpense):
    """Takes back some of what was paid, or all."""

    amount = Kurus(required=True)
    reason = Text(required=True, most=2000)


class CancelExpense(OfExpense):
    """Gives up an expense that is not paid."""

    reason = Text(required=True, most=2000)


class GetExpense(Command):
    """Asks for an expense."""

    expense_id = Id(required=True)


class ListExpenses(DatedPage):
    """Asks for expenses, by the day on which they are needed."""

    status = Code(Status, load_default=None, allow_none=True)
    budget_line_id = Id(load_default=None, allow_none=True)
    source = Source()


class GetBudgetReport(Command):
    """Asks what became of a year's appropriations: of all lines, or of one; of all expenses, or of those for one
    event, which ``source`` names."""

    year = Year(required=True)
    budget_line_id = Id(load_default=None, allow_none=True)
    source = Source()


class CostView(View):
    """One of the things that an expense is made of, and what it is in kuruş."""

    description = Text(required=True, metadata=DESCRIPTION)
    quantity = Integer(required=True)
    unit_amount = Integer(required=True)
    currency = Code(CURRENCIES, required=True)
    rate = Integer(required=True, metadata=RATE)
    amount = Integer(required=True)


class InstructionView(View):
    """An instruction to spend; every one after the first has its reason."""

    guest_limit = Persons(allow_none=True)
    amount_limit = Kurus(required=True)
    reason = Text(allow_none=True, metadata=REASON)
    given_at = Instant(required=True)
    given_by = Text(required=True)
    given_for = Text(allow_none=True)


class PaperView(View):
    """A paper that was filed."""

    kind = Code(Paper, required=True)
    reference = Text(required=True, metadata=REFERENCE)
    filed_on = Day(required=True)


class ExpenseLine(View):
    """An expense in a list; ``amount`` is what it comes to, as far as is known by now."""

    about = "expense"

    id = Id(required=True)
    version = Integer(required=True)
    number = Text(required=True, metadata=NUMBER)
    purpose = Text(required=True, metadata=PURPOSE)
    file_code = Code(FILE_CODES, required=True)
    source = Text(allow_none=True, metadata=SOURCE)
    needed_on = Day(required=True)
    status = Code(Status, required=True)
    budget_line_id = Id(allow_none=True)
    unit_id = Id(allow_none=True)
    amount = Integer(required=True, least=0, most=MOST_KURUS)
    due_at = Instant(allow_none=True)


class ExpenseView(ExpenseLine):
    """An expense, whole. ``persons_over`` and ``amount_over`` say how far the invoice goes beyond the instruction."""

    persons = Persons(allow_none=True)
    estimate = Integer(required=True)
    costs = ListOf(Nested(CostView), required=True)
    guest_limit = Persons(allow_none=True)
    amount_limit = Kurus(allow_none=True)
    instructions = ListOf(Nested(InstructionView), required=True)
    supplier = Text(allow_none=True, metadata=SUPPLIER)
    invoice_number = Text(allow_none=True, metadata=INVOICE)
    invoice_on = Day(allow_none=True)
    invoice_persons = Persons(allow_none=True)
    invoice_amount = Kurus(allow_none=True)
    persons_over = Integer(required=True)
    amount_over = Integer(required=True)
    papers = ListOf(Nested(PaperView), required=True)
    missing_papers = ListOf(Code(Paper), required=True)
    refunded_amount = Integer(required=True)
    reason = Text(allow_none=True)
    requested_at = Instant(required=True)
    requested_by = Text(required=True)
    requested_for = Text(allow_none=True)
    accrued_at = Instant(allow_none=True)
    paid_at = Instant(allow_none=True)


class ExpensePage(View):
    """A page of expenses."""

    items = ListOf(Nested(ExpenseLine), required=True)
    next_cursor = Text(allow_none=True)


class BudgetReportLine(View):
    """What became of one appropriation, counted from its expenses."""

    budget_line_id = Id(required=True)
    code = Text(required=True)
    name = Text(required=True)
    appropriation = Integer(required=True)
    expenses = Integer(required=True)
    committed = Integer(required=True)
    spent = Integer(required=True)
    remaining = Integer(required=True)


class BudgetReportView(View):
    """What became of a year's appropriations. ``remaining`` of a line is what all its expenses have left of it, also
    where the report is about one event."""

    year = Year(required=True)
    items = ListOf(Nested(BudgetReportLine), most=10_000, required=True)
    appropriation = Integer(required=True)
    committed = Integer(required=True)
    spent = Integer(required=True)
    remaining = Integer(required=True)
