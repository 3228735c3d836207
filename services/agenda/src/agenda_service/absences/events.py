"""What is told about absences: who is away from when until when; never why."""

from agenda_service.absences.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant


class AbsenceEvent(Event):
    """What every fact about an absence says: where it stands now."""

    person_id = Id(required=True)
    from_at = Instant(required=True)
    until_at = Instant(required=True)
    status = Code(Status, required=True)


class AbsencePlanned(AbsenceEvent):
    """Somebody is going to be away, if it is approved."""

    type = "absence.planned.v1"


class AbsenceApproved(AbsenceEvent):
    """An absence is granted."""

    type = "absence.approved.v1"


class AbsenceBegun(AbsenceEvent):
    """Somebody is away."""

    type = "absence.begun.v1"


class AbsenceEnded(AbsenceEvent):
    """Somebody is back, as planned."""

    type = "absence.ended.v1"


class AbsenceEndedEarly(AbsenceEvent):
    """Somebody is back before their time."""

    type = "absence.ended_early.v1"


class AbsenceCancelled(AbsenceEvent):
    """An absence does not take place."""

    type = "absence.cancelled.v1"


class AbsenceSnapshot(AbsenceEvent):
    """Where an absence stands, told anew."""

    type = "absence.snapshot.v1"


TOLD = tuple(AbsenceEvent.__subclasses__())
