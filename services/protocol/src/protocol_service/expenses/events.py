"""What is told about expenses: numbers, states, amounts; never what it was for, nor of whom it was bought."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Day, Id, Integer, Text
from protocol_service.expenses.workflow import Status


class ExpenseEvent(Event):
    """What every fact about an expense says: where it stands now, and what it comes to by now, in kuruş."""

    number = Text(required=True)
    status = Code(Status, required=True)
    source = Text(allow_none=True)
    budget_line_id = Id(allow_none=True)
    unit_id = Id(allow_none=True)
    needed_on = Day(required=True)
    persons = Integer(allow_none=True)
    amount = Integer(required=True)


class ExpenseRequested(ExpenseEvent):
    """Somebody asked for money."""

    type = "expense.requested.v1"


class ExpenseApproved(ExpenseEvent):
    """It was approved, with an instruction, and its limit is bound."""

    type = "expense.approved.v1"


class ExpenseRevised(ExpenseEvent):
    """Its instruction was given anew, with a reason."""

    type = "expense.revised.v1"


class ExpenseOrdered(ExpenseEvent):
    """It was ordered."""

    type = "expense.ordered.v1"


class ExpenseAccepted(ExpenseEvent):
    """What was ordered came, and was found right."""

    type = "expense.accepted.v1"


class ExpenseInvoiced(ExpenseEvent):
    """The invoice is there."""

    type = "expense.invoiced.v1"


class ExpenseFiled(ExpenseEvent):
    """One of its papers was filed."""

    type = "expense.filed.v1"


class ExpenseAccrued(ExpenseEvent):
    """It is to be paid."""

    type = "expense.accrued.v1"


class ExpensePaid(ExpenseEvent):
    """It was paid."""

    type = "expense.paid.v1"


class ExpenseRefused(ExpenseEvent):
    """It was not approved."""

    type = "expense.refused.v1"


class ExpenseCancelled(ExpenseEvent):
    """It is no longer wanted; what was bound is free."""

    type = "expense.cancelled.v1"


class ExpenseRefunded(ExpenseEvent):
    """Money came back."""

    type = "expense.refunded.v1"


class ExpenseErased(ExpenseEvent):
    """Its words were erased; the figures stay."""

    type = "expense.erased.v1"


class ExpenseSnapshot(ExpenseEvent):
    """Where an expense stands, told anew."""

    type = "expense.snapshot.v1"


TOLD = tuple(ExpenseEvent.__subclasses__())
