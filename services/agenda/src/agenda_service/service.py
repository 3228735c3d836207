"""The agenda service, put together."""

from pathlib import Path

from agenda_service import __version__
from agenda_service.absences.desk import AbsencesDesk
from agenda_service.absences.events import TOLD as ABSENCES_TOLD
from agenda_service.deputisings.desk import DeputisingsDesk
from agenda_service.deputisings.events import TOLD as DEPUTISINGS_TOLD
from agenda_service.jobs import JOBS
from agenda_service.keeper import AgendaKeeper
from agenda_service.personal import REGISTER
from agenda_service.policy import POLICY
from agenda_service.subscriptions import SUBSCRIPTIONS
from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.units import UnitsDesk

SERVICE = Service(
    name="agenda",
    version=__version__,
    home=Path(__file__).parent,
    desks=(AbsencesDesk, DeputisingsDesk, UnitsDesk, PersonsDesk, OperationsDesk),
    policy=POLICY,
    register=REGISTER,
    keeper=AgendaKeeper(),
    tells=(*ABSENCES_TOLD, *DEPUTISINGS_TOLD),
    subscriptions=SUBSCRIPTIONS,
    jobs=JOBS,
)
