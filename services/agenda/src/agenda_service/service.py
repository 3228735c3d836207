"""The agenda service, put together."""

from pathlib import Path

from agenda_service import __version__
from agenda_service.absences.desk import AbsencesDesk
from agenda_service.absences.events import TOLD as ABSENCES_TOLD
from agenda_service.absences.models import Absence
from agenda_service.appointments.desk import AppointmentsDesk
from agenda_service.appointments.events import TOLD as APPOINTMENTS_TOLD
from agenda_service.appointments.models import Appointment
from agenda_service.calendars.desk import CalendarsDesk
from agenda_service.calendars.events import TOLD as CALENDARS_TOLD
from agenda_service.calendars.models import Calendar
from agenda_service.calls.desk import CallsDesk
from agenda_service.calls.events import TOLD as CALLS_TOLD
from agenda_service.calls.models import Call
from agenda_service.day.desk import DayDesk
from agenda_service.deputisings.desk import DeputisingsDesk
from agenda_service.deputisings.events import TOLD as DEPUTISINGS_TOLD
from agenda_service.deputisings.models import Deputising
from agenda_service.entries.desk import EntriesDesk
from agenda_service.entries.events import TOLD as ENTRIES_TOLD
from agenda_service.entries.models import Entry
from agenda_service.jobs import JOBS
from agenda_service.keeper import AgendaKeeper
from agenda_service.personal import REGISTER
from agenda_service.policy import POLICY
from agenda_service.sights import SIGHTS
from agenda_service.subscriptions import SUBSCRIPTIONS
from makam_kernel.operations import OperationsDesk
from makam_kernel.persons import PersonsDesk
from makam_kernel.service import Service
from makam_kernel.sights import SightsDesk
from makam_kernel.units import UnitsDesk

SERVICE = Service(
    name="agenda",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        AbsencesDesk,
        DeputisingsDesk,
        CalendarsDesk,
        EntriesDesk,
        AppointmentsDesk,
        CallsDesk,
        DayDesk,
        UnitsDesk,
        PersonsDesk,
        SightsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    keeper=AgendaKeeper(),
    tells=(*ABSENCES_TOLD, *DEPUTISINGS_TOLD, *APPOINTMENTS_TOLD, *CALLS_TOLD, *CALENDARS_TOLD, *ENTRIES_TOLD),
    snapshots=(Absence, Deputising, Appointment, Call, Calendar, Entry),
    subscriptions=SUBSCRIPTIONS,
    sights=SIGHTS,
    calls=(("protocol", "get_occasion_words"),),
    jobs=JOBS,
)
