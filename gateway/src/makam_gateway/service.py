"""The gateway's own part, put together: it owns people, units and sessions, and tells of units."""

from pathlib import Path

from makam_gateway import __version__
from makam_gateway.clock_desk import ClockDesk
from makam_gateway.people.desk import PeopleDesk
from makam_gateway.policy import POLICY
from makam_gateway.sessions.failures import FailedSignIn  # noqa: F401  (its table)
from makam_gateway.sessions.models import Session  # noqa: F401  (its table)
from makam_gateway.units.desk import UnitsDesk
from makam_gateway.units.events import UnitChanged
from makam_kernel.operations import OperationsDesk
from makam_kernel.service import Service

SERVICE = Service(
    name="gateway",
    version=__version__,
    home=Path(__file__).parent,
    desks=(PeopleDesk, UnitsDesk, ClockDesk, OperationsDesk),
    policy=POLICY,
    tells=(UnitChanged,),
)
