"""What is told about ceremonies: when, and where they stand; never what they are called."""

from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant
from protocol_service.ceremonies.workflow import Status
from protocol_service.templates.models import Kind


class CeremonyEvent(Event):
    """What every fact about a ceremony says: all of it, as it stands now. ``holder_id`` is whose calendar it stands in;
    without one it is the mayor's."""

    kind = Code(Kind, required=True)
    status = Code(Status, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    holder_id = Id(required=True, allow_none=True)


class CeremonyDrafted(CeremonyEvent):
    """A ceremony is being thought of."""

    type = "ceremony.drafted.v1"


class CeremonyChanged(CeremonyEvent):
    """What, where or by whom a ceremony is held was changed; or its run sheet."""

    type = "ceremony.changed.v1"


class CeremonyPlanned(CeremonyEvent):
    """A ceremony is going to take place."""

    type = "ceremony.planned.v1"


class CeremonyRescheduled(CeremonyEvent):
    """A ceremony takes place at another time, which has to be announced anew."""

    type = "ceremony.rescheduled.v1"


class CeremonyAnnounced(CeremonyEvent):
    """The public knows of a ceremony."""

    type = "ceremony.announced.v1"


class CeremonyReady(CeremonyEvent):
    """Everything is done that had to be done before."""

    type = "ceremony.ready.v1"


class CeremonyHeld(CeremonyEvent):
    """A ceremony took place."""

    type = "ceremony.held.v1"


class CeremonyReported(CeremonyEvent):
    """It is written down how a ceremony went."""

    type = "ceremony.reported.v1"


class CeremonyPostponed(CeremonyEvent):
    """A ceremony does not take place at its time; another is not known yet."""

    type = "ceremony.postponed.v1"


class CeremonyCancelled(CeremonyEvent):
    """A ceremony does not take place."""

    type = "ceremony.cancelled.v1"


class CeremonySnapshot(CeremonyEvent):
    """Where a ceremony stands, told anew."""

    type = "ceremony.snapshot.v1"


TOLD = tuple(CeremonyEvent.__subclasses__())
