"""The requests service, put together."""

from pathlib import Path

from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.sights import SightsDesk
from makam_kernel.units import UnitsDesk
from requests_service import __version__
from requests_service.categories.desk import CategoriesDesk
from requests_service.categories.events import CategoryChanged, CategorySnapshot
from requests_service.categories.models import Category
from requests_service.citizens.events import CitizenErased
from requests_service.day.desk import DayDesk
from requests_service.jobs import JOBS
from requests_service.keeper import RequestsKeeper
from requests_service.personal import REGISTER
from requests_service.policy import POLICY
from requests_service.requests.citizen_desk import CitizenDesk
from requests_service.requests.desk import RequestsDesk
from requests_service.requests.events import TOLD
from requests_service.requests.models import Request
from requests_service.rules.desk import RulesDesk
from requests_service.rules.events import RuleChanged
from requests_service.sights import SIGHTS
from requests_service.subscriptions import SUBSCRIPTIONS

SERVICE = Service(
    name="requests",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        RequestsDesk,
        CitizenDesk,
        CategoriesDesk,
        RulesDesk,
        UnitsDesk,
        PersonsDesk,
        DayDesk,
        SightsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    keeper=RequestsKeeper(),
    sights=SIGHTS,
    tells=(*TOLD, CitizenErased, CategoryChanged, CategorySnapshot, RuleChanged),
    snapshots=(Request, Category),
    subscriptions=SUBSCRIPTIONS,
    jobs=JOBS,
    calls=(("agenda", "get_call_words"), ("visitors", "get_wish_words")),
)
