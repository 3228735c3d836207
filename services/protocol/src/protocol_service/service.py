"""The protocol service, put together."""

from pathlib import Path

from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.sights import SightsDesk
from makam_kernel.units import UnitsDesk
from protocol_service import __version__
from protocol_service.budget_lines.desk import BudgetLinesDesk
from protocol_service.budget_lines.events import TOLD as BUDGET_LINES_TOLD
from protocol_service.budget_lines.models import BudgetLine
from protocol_service.ceremonies.desk import CeremoniesDesk
from protocol_service.ceremonies.events import TOLD as CEREMONIES_TOLD
from protocol_service.ceremonies.models import Ceremony
from protocol_service.contacts.desk import ContactsDesk
from protocol_service.contacts.events import TOLD as CONTACTS_TOLD
from protocol_service.contacts.models import Contact
from protocol_service.courtesies.desk import CourtesiesDesk
from protocol_service.courtesies.events import TOLD as COURTESIES_TOLD
from protocol_service.courtesies.models import Courtesy
from protocol_service.day.desk import DayDesk
from protocol_service.expenses.desk import ExpensesDesk
from protocol_service.expenses.events import TOLD as EXPENSES_TOLD
from protocol_service.expenses.models import Expense
from protocol_service.invitations.desk import InvitationsDesk
from protocol_service.invitations.events import TOLD as INVITATIONS_TOLD
from protocol_service.invitations.models import Invitation
from protocol_service.jobs import JOBS
from protocol_service.keeper import ProtocolKeeper
from protocol_service.occasions.desk import OccasionsDesk
from protocol_service.personal import REGISTER
from protocol_service.policy import POLICY
from protocol_service.rules.desk import RulesDesk
from protocol_service.rules.events import TOLD as RULES_TOLD
from protocol_service.rules.models import CourtesyRule
from protocol_service.sights import SIGHTS
from protocol_service.subscriptions import SUBSCRIPTIONS
from protocol_service.tasks.desk import TasksDesk
from protocol_service.tasks.events import TOLD as TASKS_TOLD
from protocol_service.tasks.models import CeremonyTask
from protocol_service.templates.desk import TemplatesDesk
from protocol_service.templates.events import TOLD as TEMPLATES_TOLD
from protocol_service.templates.models import CeremonyTemplate

SERVICE = Service(
    name="protocol",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        ContactsDesk,
        TemplatesDesk,
        CeremoniesDesk,
        TasksDesk,
        InvitationsDesk,
        OccasionsDesk,
        RulesDesk,
        CourtesiesDesk,
        BudgetLinesDesk,
        ExpensesDesk,
        DayDesk,
        UnitsDesk,
        PersonsDesk,
        SightsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    keeper=ProtocolKeeper(),
    sights=SIGHTS,
    tells=(
        *CONTACTS_TOLD,
        *TEMPLATES_TOLD,
        *CEREMONIES_TOLD,
        *TASKS_TOLD,
        *INVITATIONS_TOLD,
        *RULES_TOLD,
        *COURTESIES_TOLD,
        *BUDGET_LINES_TOLD,
        *EXPENSES_TOLD,
    ),
    snapshots=(
        Contact,
        CeremonyTemplate,
        Ceremony,
        CeremonyTask,
        Invitation,
        CourtesyRule,
        Courtesy,
        BudgetLine,
        Expense,
    ),
    subscriptions=SUBSCRIPTIONS,
    jobs=JOBS,
)
