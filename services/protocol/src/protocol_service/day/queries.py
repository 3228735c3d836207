"""What of the protocol is still open, and what of it belongs to a day."""

from datetime import timedelta

from sqlalchemy.orm import lazyload

from makam_kernel.matters import Matters
from protocol_service.ceremonies.queries import first_of, on_day
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.queries import due_on
from protocol_service.courtesies.queries import within as courtesies_within
from protocol_service.courtesies.workflow import TO_DELIVER
from protocol_service.expenses.models import Expense
from protocol_service.expenses.queries import within as expenses_within
from protocol_service.expenses.workflow import OPEN as UNSETTLED
from protocol_service.invitations.models import Invitation
from protocol_service.invitations.queries import standing_between
from protocol_service.invitations.queries import within as invitations_within
from protocol_service.invitations.workflow import OPEN as UNANSWERED
from protocol_service.rules.kinds import NAMES
from protocol_service.tasks.models import CeremonyTask
from protocol_service.tasks.queries import within as tasks_within
from protocol_service.tasks.workflow import TO_DO


def _task(task):
    return {"title": f"{task.ceremony.title}: {task.name}", "unit_id": task.unit_id, "since": task.opened_at}


def _invitation(invitation):
    return {"title": invitation.occasion, "since": invitation.received_at}


def _courtesy(courtesy):
    return {"title": f"{NAMES[courtesy.kind]}: {courtesy.occasion}", "since": courtesy.proposed_at}


def _expense(expense):
    facts = {"number": expense.number, "title": expense.purpose}
    return facts | {"unit_id": expense.unit_id, "since": expense.requested_at}


TASKS = Matters(
    model=CeremonyTask,
    is_open=CeremonyTask.status.in_(TO_DO),
    within=tasks_within,
    due=CeremonyTask.due_at,
    late=lambda at: CeremonyTask.due_at <= at,
    line=_task,
    unit=CeremonyTask.unit_id,
)

INVITATIONS = Matters(
    model=Invitation,
    is_open=Invitation.status.in_(UNANSWERED),
    within=invitations_within,
    due=Invitation.due_at,
    late=lambda at: Invitation.due_at <= at,
    line=_invitation,
)

COURTESIES = Matters(
    model=Courtesy,
    is_open=Courtesy.status.in_(TO_DELIVER),
    within=courtesies_within,
    due=Courtesy.deliver_at,
    late=lambda at: Courtesy.deliver_at <= at,
    line=_courtesy,
)

EXPENSES = Matters(
    model=Expense,
    is_open=Expense.status.in_(UNSETTLED),
    within=expenses_within,
    due=Expense.due_at,
    late=lambda at: Expense.due_at <= at,
    line=_expense,
    unit=Expense.unit_id,
    options=(lazyload("*"),),
)

OPEN_MATTERS = (TASKS, INVITATIONS, COURTESIES, EXPENSES)


def day(reading, day):
    """The ceremonies, invitations and courtesies of a day; three queries in all."""
    first, end = first_of(day), first_of(day + timedelta(days=1))
    return {
        "ceremonies": on_day(reading.session, first, end),
        "invitations": standing_between(reading.session, first, end),
        "courtesies": due_on(reading.session, first, end),
    }
