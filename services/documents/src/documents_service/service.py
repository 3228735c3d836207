"""The documents service, put together."""

from pathlib import Path

from documents_service import __version__
from documents_service.day.desk import DayDesk
from documents_service.distributions.desk import DistributionsDesk
from documents_service.distributions.events import TOLD as DISTRIBUTIONS_TOLD
from documents_service.distributions.models import Distribution
from documents_service.file_codes.desk import FileCodesDesk
from documents_service.instructions.desk import InstructionsDesk
from documents_service.instructions.events import TOLD as INSTRUCTIONS_TOLD
from documents_service.instructions.models import Instruction
from documents_service.jobs import JOBS
from documents_service.keeper import DocumentsKeeper
from documents_service.papers.desk import PapersDesk
from documents_service.papers.events import TOLD as PAPERS_TOLD
from documents_service.papers.models import Paper
from documents_service.personal import REGISTER
from documents_service.policy import POLICY
from documents_service.sights import SIGHTS
from documents_service.subscriptions import SUBSCRIPTIONS
from documents_service.urgent_items.desk import UrgentItemsDesk
from documents_service.urgent_items.events import TOLD as URGENT_ITEMS_TOLD
from documents_service.urgent_items.models import UrgentItem
from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.sights import SightsDesk
from makam_kernel.units import UnitsDesk

SERVICE = Service(
    name="documents",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        PapersDesk,
        DistributionsDesk,
        FileCodesDesk,
        InstructionsDesk,
        UrgentItemsDesk,
        DayDesk,
        UnitsDesk,
        PersonsDesk,
        SightsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    keeper=DocumentsKeeper(),
    tells=(*INSTRUCTIONS_TOLD, *URGENT_ITEMS_TOLD, *PAPERS_TOLD, *DISTRIBUTIONS_TOLD),
    sights=SIGHTS,
    snapshots=(Instruction, UrgentItem, Paper, Distribution),
    subscriptions=SUBSCRIPTIONS,
    jobs=JOBS,
    calls=(("visitors", "get_promise_words"),),
)
