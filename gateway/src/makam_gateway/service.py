"""The gateway's own part, put together: it owns people, posts, units and sessions, and tells of all but the last."""

from pathlib import Path

from makam_gateway import __version__
from makam_gateway.approvals.desk import ApprovalsDesk, expire_approval
from makam_gateway.cleaner import GatewayCleaner
from makam_gateway.clock_desk import ClockDesk
from makam_gateway.credentials.desk import CredentialsDesk
from makam_gateway.feeds.desk import FeedsDesk
from makam_gateway.gathered.desk import GatheredDesk
from makam_gateway.heads.desk import HeadsDesk
from makam_gateway.heads.keeper import HeadKeeper
from makam_gateway.looks.desk import LooksDesk
from makam_gateway.people.desk import PeopleDesk
from makam_gateway.people.events import PersonChanged, PersonSnapshot
from makam_gateway.people.models import Person
from makam_gateway.personal import REGISTER
from makam_gateway.policy import POLICY
from makam_gateway.posts.desk import PostsDesk
from makam_gateway.posts.events import HoldingChanged, HoldingSnapshot, PostChanged, PostSnapshot
from makam_gateway.posts.models import Holding, Post
from makam_gateway.sessions.desk import SessionsDesk
from makam_gateway.subscriptions import SUBSCRIPTIONS
from makam_gateway.tokens.desk import ApiTokensDesk
from makam_gateway.units.desk import UnitsDesk
from makam_gateway.units.events import UnitChanged, UnitSnapshot
from makam_gateway.units.models import Unit
from makam_kernel.operations import OperationsDesk
from makam_kernel.service import Service

SERVICE = Service(
    name="gateway",
    version=__version__,
    home=Path(__file__).parent,
    desks=(
        PeopleDesk,
        PostsDesk,
        UnitsDesk,
        CredentialsDesk,
        SessionsDesk,
        ApiTokensDesk,
        FeedsDesk,
        ApprovalsDesk,
        LooksDesk,
        GatheredDesk,
        ClockDesk,
        HeadsDesk,
        OperationsDesk,
    ),
    policy=POLICY,
    register=REGISTER,
    tells=(
        PersonChanged,
        PersonSnapshot,
        PostChanged,
        PostSnapshot,
        HoldingChanged,
        HoldingSnapshot,
        UnitChanged,
        UnitSnapshot,
    ),
    snapshots=(Unit, Person, Post, Holding),
    subscriptions=SUBSCRIPTIONS,
    jobs={"expire_approval": expire_approval},
    workers=(HeadKeeper, GatewayCleaner),
)
