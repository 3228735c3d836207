"""What is asked and told about hosting tasks; amounts are in whole kuruş."""

from makam_kernel.schema import Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from visitors_service.hosting.kinds import Kind, Template
from visitors_service.hosting.workflow import Status

MOST_MINUTES = 90 * 24 * 60
NOTE = {"example": "8 kişi, çay ve kurabiye"}
OWNER = {"example": "Gülşen ÇETİN"}
PRICE = {"example": 42_000_00}
REASON = {"example": "Heyet yemeğe kalmıyor"}
EXPENSE = {"example": "GDR-2026-000001"}
PURPOSE = {"example": "İkram (Grünhagen Belediyesi)"}


class PlanHosting(Command):
    """Gives a visit the tasks of a template."""

    visit_id = Id(required=True)
    template = Code(Template, required=True)


class TaskFacts(Command):
    """Who has a task to do, what is to be seen to, and how many minutes before the guests come it has to be ready."""

    minutes_before = Integer(required=True, most=MOST_MINUTES, metadata={"example": 10})
    note = Text(load_default=None, allow_none=True, most=2000, metadata=NOTE)
    owner_id = Id(load_default=None, allow_none=True)
    owner_name = Text(load_default=None, allow_none=True, most=200, metadata=OWNER)
    owner_unit_id = Id(load_default=None, allow_none=True)


class AddHostingTask(TaskFacts):
    """Adds a task to the hosting plan of a visit."""

    visit_id = Id(required=True)
    kind = Code(Kind, required=True)


class OfHostingTask(Command):
    """Names a hosting task and the version that the caller saw."""

    hosting_task_id = Id(required=True)
    version = Integer(required=True, least=1)


class AssignHostingTask(OfHostingTask, TaskFacts):
    """Says who has a task to do, until when, and what is to be seen to."""


class PriceHostingTask(OfHostingTask):
    """Says what a task will cost, and for how many persons; an expense is opened for it."""

    price = Integer(required=True, least=1, most=10**9, metadata=PRICE)
    persons = Integer(load_default=None, allow_none=True, least=1, most=100_000, metadata={"example": 14})


class FinishHostingTask(OfHostingTask):
    """Says that a task is done."""


class DropHostingTask(OfHostingTask):
    """Says that a task will not be done."""

    reason = Text(required=True, most=2000, metadata=REASON)


class GetHostingTask(Command):
    """Asks for a hosting task."""

    hosting_task_id = Id(required=True)


class ListHostingTasks(Page):
    """Asks for hosting tasks, by when they have to be ready."""

    visit_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    owner_id = Id(load_default=None, allow_none=True)
    owner_unit_id = Id(load_default=None, allow_none=True)


class GetHostingWords(Command):
    """Asks what money is wanted for; only for who opens the expense."""

    hosting_task_id = Id(required=True)


class HostingTaskView(View):
    """A hosting task, and where its expense stands."""

    about = "hosting_task"

    id = Id(required=True)
    version = Integer(required=True)
    visit_id = Id(required=True)
    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    due_at = Instant(required=True)
    minutes_before = Integer(required=True)
    note = Text(allow_none=True, metadata=NOTE)
    owner_id = Id(allow_none=True)
    owner_name = Text(allow_none=True, metadata=OWNER)
    owner_unit_id = Id(allow_none=True)
    persons = Integer(allow_none=True)
    price = Integer(allow_none=True, metadata=PRICE)
    expense_id = Id(allow_none=True)
    expense_number = Text(allow_none=True, metadata=EXPENSE)
    expense_status = Text(allow_none=True, metadata={"example": "approved"})
    expense_amount = Integer(allow_none=True, metadata=PRICE)
    reason = Text(allow_none=True, metadata=REASON)
    done_at = Instant(allow_none=True)


class HostingPlanView(View):
    """The tasks of a visit, by when they have to be ready."""

    items = ListOf(Nested(HostingTaskView), required=True)


class HostingTaskPage(View):
    """A page of hosting tasks."""

    items = ListOf(Nested(HostingTaskView), required=True)
    next_cursor = Text(allow_none=True)


class HostingWordsView(View):
    """What money is wanted for."""

    about = "hosting_task"

    id = Id(required=True)
    status = Code(Status, required=True)
    purpose = Text(required=True, metadata=PURPOSE)
    needed_on = Day(required=True)
    persons = Integer(required=True, allow_none=True)
    price = Integer(required=True, allow_none=True, metadata=PRICE)
