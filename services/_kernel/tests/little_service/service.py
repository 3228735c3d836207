"""The little service, put together."""

from pathlib import Path
from uuid import UUID

from little_service.desk import ThingsDesk
from little_service.models import Thing
from little_service.schemas import ThingFinished, ThingKept, ThingSnapshot
from little_service.subscriptions import SUBSCRIPTIONS
from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.operations import OperationsDesk
from makam_kernel.personal import KERNEL, Field, Register, years
from makam_kernel.policy import ALL, Policy
from makam_kernel.service import Service


def finish(tx, thing_id):
    """The job: a thing is finished."""
    thing = tx.get(Thing, UUID(thing_id))
    tx.change(thing, thing.finish())


CALL = Field("Aramak", "KVKK m.5/2-ç", years(2))
REGISTER = KERNEL | Register(
    sealed={"owners.name": CALL, "owners.phone": CALL},
    plain=frozenset(
        {
            "copies.state",
            "copies.subject",
            "effects.event_id",
            "effects.word",
            "things.label",
            "things.note",
            "things.state",
        }
    ),
)

SERVICE = Service(
    name="little",
    version="0.1.0",
    home=Path(__file__).parent,
    desks=(ThingsDesk, OperationsDesk),
    policy=Policy(
        actions={
            "thing.keep": {"clerk": ALL},
            "thing.read": {"clerk": ALL, "reader": ALL},
            "owner.keep": {"clerk": ALL, "helper": ALL},
            "owner.read": {"clerk": ALL, "reader": ALL},
            "owner.contact": {"clerk": ALL},
            **OPERATIONS,
        },
        principals={"get_thing": {"other"}, "get_owner": {"other"}},
    ),
    register=REGISTER,
    tells=(ThingKept, ThingFinished, ThingSnapshot),
    snapshots=(Thing,),
    subscriptions=SUBSCRIPTIONS,
    jobs={"finish": finish},
    calls=(("other", "get_word"),),
)
