"""The little service, put together."""

from pathlib import Path
from uuid import UUID

from little_service.desk import ThingsDesk
from little_service.models import Thing
from little_service.schemas import ThingFinished, ThingKept
from little_service.subscriptions import SUBSCRIPTIONS
from makam_kernel.actor import Policy
from makam_kernel.operations import OperationsDesk
from makam_kernel.service import Service


def finish(tx, thing_id):
    """The job: a thing is finished."""
    thing = tx.get(Thing, UUID(thing_id))
    tx.change(thing, thing.finish())


SERVICE = Service(
    name="little",
    version="0.1.0",
    home=Path(__file__).parent,
    desks=(ThingsDesk, OperationsDesk),
    policy=Policy(
        actions={
            "thing.keep": {"clerk"},
            "thing.read": {"clerk", "reader"},
            "operations.operate": {"operator"},
            "operations.health": {"operator"},
        },
        principals={"get_thing": {"other"}},
    ),
    tells=(ThingKept, ThingFinished),
    subscriptions=SUBSCRIPTIONS,
    jobs={"finish": finish},
    calls=(("other", "get_word"),),
)
