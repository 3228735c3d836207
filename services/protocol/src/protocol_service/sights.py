"""Who may read what of this service, noun by noun."""

from makam_kernel.sights import Sight
from protocol_service.budget_lines.models import BudgetLine
from protocol_service.budget_lines.queries import within as lines_within
from protocol_service.ceremonies.models import Ceremony
from protocol_service.ceremonies.queries import within as ceremonies_within
from protocol_service.contacts.models import Contact
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.queries import within as courtesies_within
from protocol_service.expenses.models import Expense
from protocol_service.expenses.queries import within as expenses_within
from protocol_service.invitations.models import Invitation
from protocol_service.invitations.queries import within as invitations_within
from protocol_service.rules.kinds import NAMES
from protocol_service.rules.models import CourtesyRule
from protocol_service.tasks.models import CeremonyTask
from protocol_service.tasks.queries import within as tasks_within
from protocol_service.templates.models import CeremonyTemplate


def _contact(contact):
    return {"title": f"{contact.office}, {contact.institution}", "status": "contact", "at": contact.added_at}


def _invitation(invitation):
    return {"title": invitation.occasion, "status": invitation.status, "at": invitation.starts_at}


def _courtesy(courtesy):
    title = f"{NAMES[courtesy.kind]}: {courtesy.occasion}"
    return {"title": title, "status": courtesy.status, "at": courtesy.deliver_at}


def _expense(expense):
    return {
        "number": expense.number,
        "title": expense.purpose,
        "status": expense.status,
        "at": expense.requested_at,
    }


SIGHTS = (
    Sight(Contact, "contact.read", line=_contact),
    Sight(CeremonyTemplate, "ceremony_template.read"),
    Sight(Ceremony, "ceremony.read", ceremonies_within),
    Sight(CeremonyTask, "ceremony_task.read", tasks_within),
    Sight(Invitation, "invitation.read", invitations_within, _invitation),
    Sight(CourtesyRule, "courtesy_rule.read"),
    Sight(Courtesy, "courtesy.read", courtesies_within, _courtesy),
    Sight(BudgetLine, "budget_line.read", lines_within),
    Sight(Expense, "expense.read", expenses_within, _expense),
)
