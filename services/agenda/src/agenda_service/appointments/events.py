"""What is told about appointments: whose time, when, how many come; never who comes, nor what about."""

from agenda_service.appointments.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Id, Instant, Integer


class AppointmentEvent(Event):
    """What every fact about an appointment says: all of it, as it stands now. Without ``starts_at`` it has no time;
    ``calendar_id`` is where it takes place, or of whom it is asked."""

    calendar_id = Id(required=True)
    status = Code(Status, required=True)
    starts_at = Instant(required=True, allow_none=True)
    ends_at = Instant(required=True, allow_none=True)
    held_until = Instant(required=True, allow_none=True)
    unit_id = Id(required=True, allow_none=True)
    persons = Integer(required=True)
    is_delegation = Boolean(required=True)


class AppointmentReceived(AppointmentEvent):
    """Somebody asks for an appointment."""

    type = "appointment.received.v1"


class AppointmentWeighed(AppointmentEvent):
    """A request is being weighed, perhaps again."""

    type = "appointment.weighed.v1"


class AppointmentWaitlisted(AppointmentEvent):
    """A request waits for a time to become free."""

    type = "appointment.waitlisted.v1"


class AppointmentProposed(AppointmentEvent):
    """Times are offered, and held until an instant."""

    type = "appointment.proposed.v1"


class AppointmentScheduled(AppointmentEvent):
    """An appointment has its time."""

    type = "appointment.scheduled.v1"


class AppointmentRescheduled(AppointmentEvent):
    """An appointment has another time."""

    type = "appointment.rescheduled.v1"


class AppointmentCancelled(AppointmentEvent):
    """An appointment does not take place at its time, and is weighed again."""

    type = "appointment.cancelled.v1"


class AppointmentReferred(AppointmentEvent):
    """Somebody else receives the petitioner: a deputy, at a time if there is one, or a unit."""

    type = "appointment.referred.v1"


class AppointmentDeclined(AppointmentEvent):
    """There will be no appointment."""

    type = "appointment.declined.v1"


class AppointmentWithdrawn(AppointmentEvent):
    """The petitioner wants it no longer."""

    type = "appointment.withdrawn.v1"


class AppointmentExpired(AppointmentEvent):
    """Nobody took an offered time, and all are free again."""

    type = "appointment.expired.v1"


class AppointmentHeld(AppointmentEvent):
    """An appointment took place."""

    type = "appointment.held.v1"


class AppointmentMissed(AppointmentEvent):
    """Nobody came."""

    type = "appointment.missed.v1"


class AppointmentErased(AppointmentEvent):
    """What was kept of the petitioner was erased."""

    type = "appointment.erased.v1"


class AppointmentSnapshot(AppointmentEvent):
    """Where an appointment stands, told anew."""

    type = "appointment.snapshot.v1"


TOLD = tuple(AppointmentEvent.__subclasses__())
