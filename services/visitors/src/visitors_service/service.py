"""The visitors service, put together."""

from pathlib import Path

from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.sights import SightsDesk
from makam_kernel.units import UnitsDesk
from visitors_service import __version__
from visitors_service.day.desk import DayDesk
from visitors_service.hosting.desk import HostingDesk
from visitors_service.hosting.events import TOLD as HOSTING_TOLD
from visitors_service.hosting.models import HostingTask
from visitors_service.jobs import JOBS
from visitors_service.keeper import VisitorsKeeper
from visitors_service.personal import REGISTER
from visitors_service.places.desk import PlacesDesk
from visitors_service.places.events import TOLD as PLACES_TOLD
from visitors_service.places.models import Place
from visitors_service.policy import POLICY
from visitors_service.promises.desk import PromisesDesk
from visitors_service.promises.events import TOLD as PROMISES_TOLD
from visitors_service.promises.models import Promise
from visitors_service.public_days.desk import PublicDaysDesk
from visitors_service.public_days.events import TOLD as PUBLIC_DAYS_TOLD
from visitors_service.public_days.models import PublicDay
from visitors_service.sights import SIGHTS
from visitors_service.subscriptions import SUBSCRIPTIONS
from visitors_service.visits.desk import VisitsDesk
from visitors_service.visits.events import TOLD as VISITS_TOLD
from visitors_service.visits.models import Visit
from visitors_service.wishes.desk import WishesDesk
from visitors_service.wishes.events import WishRecorded

SERVICE = Service(
    name="visitors",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        PublicDaysDesk,
        PlacesDesk,
        WishesDesk,
        PromisesDesk,
        VisitsDesk,
        HostingDesk,
        UnitsDesk,
        PersonsDesk,
        DayDesk,
        SightsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    keeper=VisitorsKeeper(),
    sights=SIGHTS,
    tells=(*PUBLIC_DAYS_TOLD, *PLACES_TOLD, WishRecorded, *PROMISES_TOLD, *VISITS_TOLD, *HOSTING_TOLD),
    snapshots=(PublicDay, Place, Promise, Visit, HostingTask),
    subscriptions=SUBSCRIPTIONS,
    calls=(("agenda", "get_appointment_words"),),
    jobs=JOBS,
)
