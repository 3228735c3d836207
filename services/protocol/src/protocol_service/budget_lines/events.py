"""What is told about budget lines: how much there is, how much is bound, how much is spent."""

from makam_kernel.events import Event
from makam_kernel.schema import Id, Integer, Text


class BudgetLineEvent(Event):
    """What every fact about a budget line says: how it stands now, in kuruş."""

    year = Integer(required=True)
    code = Text(required=True)
    unit_id = Id(allow_none=True)
    appropriation = Integer(required=True)
    committed = Integer(required=True)
    spent = Integer(required=True)


class BudgetLineOpened(BudgetLineEvent):
    """There is an appropriation for a year."""

    type = "budget_line.opened.v1"


class BudgetLineAppropriated(BudgetLineEvent):
    """The appropriation was raised or lowered by a decision."""

    type = "budget_line.appropriated.v1"


class BudgetLineMoved(BudgetLineEvent):
    """An expense bound, spent or gave back some of it."""

    type = "budget_line.moved.v1"


class BudgetLineSnapshot(BudgetLineEvent):
    """Where a budget line stands, told anew."""

    type = "budget_line.snapshot.v1"


TOLD = tuple(BudgetLineEvent.__subclasses__())
