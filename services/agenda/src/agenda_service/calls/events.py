"""What is told about calls: for whom they are and where they stand; never who called, nor what about."""

from agenda_service.calls.workflow import Status
from makam_kernel.events import Event
from makam_kernel.schema import Code, Id, Instant, Integer


class CallEvent(Event):
    """What every fact about a call says: where it stands now."""

    calendar_id = Id(required=True)
    status = Code(Status, required=True)
    due_at = Instant(required=True, allow_none=True)
    tries = Integer(required=True)


class CallLogged(CallEvent):
    """Somebody called."""

    type = "call.logged.v1"


class CallBackPromised(CallEvent):
    """Somebody is to be called back by an hour."""

    type = "call.to_call_back.v1"


class CallTried(CallEvent):
    """Somebody was called back and not reached."""

    type = "call.tried.v1"


class CallClosed(CallEvent):
    """A call has its result."""

    type = "call.closed.v1"


class CallTurnedToAppointment(CallEvent):
    """The caller asks for an appointment, which is on record."""

    type = "call.turned_to_appointment.v1"

    appointment_id = Id(required=True)


class CallTurnedToRequest(CallEvent):
    """What the caller asks is to become a citizen's request. Whoever needs the words asks for them."""

    type = "call.turned_to_request.v1"


class CallErased(CallEvent):
    """What was kept of the caller was erased."""

    type = "call.erased.v1"


class CallSnapshot(CallEvent):
    """Where a call stands, told anew."""

    type = "call.snapshot.v1"


TOLD = tuple(CallEvent.__subclasses__())
