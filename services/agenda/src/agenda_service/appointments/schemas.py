"""What is asked and told about appointments."""

from agenda_service.appointments.workflow import Because, Hold, Status
from makam_kernel.contact import ContactFacts
from makam_kernel.personal import UNMASK_REASONS
from makam_kernel.schema import (
    Boolean,
    Code,
    Command,
    Day,
    Id,
    Instant,
    Integer,
    ListOf,
    Masked,
    Nested,
    Page,
    Text,
    View,
)

NAME = {"example": "Şükrü İNCE"}
PHONE = {"example": "+905550000001"}
EMAIL = {"example": "sukru@example.org"}
TITLE = {"example": "Başkan"}
INSTITUTION = {"example": "Akçınarspor"}
MEDIATOR = {"example": "Muhtar Bekir ASLAN"}
TOPIC = {"example": "Tesis talebi"}
STARTS = {"example": "2026-12-02T11:00:00Z"}
ENDS = {"example": "2026-12-02T11:30:00Z"}
UNTIL = {"example": "2026-11-26T14:00:00Z"}
WHEN = {"example": "2026-11-24T07:00:00Z"}
ROLES = ["member", "interpreter", "companion"]


class CompanionFacts(Command):
    """Somebody who comes with the petitioner."""

    name = Text(required=True, most=200, metadata={"example": "Ayla TAN"})
    title = Text(load_default=None, allow_none=True, most=200, metadata={"example": "Yönetim kurulu üyesi"})
    role = Code(ROLES, load_default="member")


class ReceiveAppointment(ContactFacts):
    """Records that somebody asks to be received: about what, for how long, when they would like it, and who put in a
    word for them."""

    calendar_id = Id(required=True)
    title = Text(load_default=None, allow_none=True, most=200, metadata=TITLE)
    institution = Text(load_default=None, allow_none=True, most=200, metadata=INSTITUTION)
    mediator = Text(load_default=None, allow_none=True, most=200, metadata=MEDIATOR)
    topic = Text(required=True, most=4000, metadata=TOPIC)
    minutes = Integer(required=True, least=5, most=480, metadata={"example": 30})
    preferred_at = Instant(load_default=None, allow_none=True, metadata={"example": "2026-12-01T07:00:00Z"})
    companions = ListOf(Nested(CompanionFacts), load_default=list, most=99)
    is_delegation = Boolean(load_default=False)


class OfAppointment(Command):
    """Names an appointment and the version that the caller saw."""

    appointment_id = Id(required=True)
    version = Integer(required=True, least=1)


class WeighAppointment(OfAppointment):
    """The office weighs a request, or takes back what it offered."""

    reason = Text(load_default=None, allow_none=True, most=2000)


class WaitlistAppointment(OfAppointment):
    """A request waits until a time becomes free."""

    reason = Text(load_default=None, allow_none=True, most=2000)


class SpanFacts(Command):
    """A time of a calendar."""

    calendar_id = Id(required=True)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)


class ProposeTimes(OfAppointment):
    """Offers times, with the one who was asked or with others, and holds them until an instant. ``outside_hours`` says
    that they are meant though a calendar offers none then."""

    times = ListOf(Nested(SpanFacts), required=True, least=1, most=5)
    held_until = Instant(required=True, metadata=UNTIL)
    outside_hours = Boolean(load_default=False)


class AcceptTime(OfAppointment):
    """The petitioner takes an offered time."""

    time_id = Id(required=True)


class RefuseTimes(OfAppointment):
    """The petitioner takes none of the offered times; the request is weighed again."""

    reason = Text(load_default=None, allow_none=True, most=2000)


class ScheduleAppointment(OfAppointment):
    """Gives an appointment its time: the one that was asked for, or another; with another than was asked, the request
    is referred to that one. ``outside_hours`` says that it is meant though the calendar offers none then."""

    calendar_id = Id(load_default=None, allow_none=True)
    starts_at = Instant(load_default=None, allow_none=True, metadata=STARTS)
    ends_at = Instant(load_default=None, allow_none=True, metadata=ENDS)
    outside_hours = Boolean(load_default=False)


class RescheduleAppointment(OfAppointment):
    """Gives an appointment another time. ``outside_hours`` says that it is meant though the calendar offers none
    then."""

    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    reason = Text(load_default=None, allow_none=True, most=2000)
    outside_hours = Boolean(load_default=False)


class CancelAppointment(OfAppointment):
    """An appointment does not take place at its time, and is weighed again."""

    reason = Text(required=True, most=2000)


class ReferAppointment(OfAppointment):
    """A deputy, or a unit, receives the petitioner."""

    calendar_id = Id(load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    reason = Text(load_default=None, allow_none=True, most=2000)


class DeclineAppointment(OfAppointment):
    """There will be no appointment."""

    reason = Text(required=True, most=2000)


class WithdrawAppointment(OfAppointment):
    """The petitioner wants it no longer."""

    reason = Text(load_default=None, allow_none=True, most=2000)


class HoldAppointment(OfAppointment):
    """An appointment took place."""


class MissAppointment(OfAppointment):
    """Nobody came."""


class GetAppointment(Command):
    """Asks for an appointment."""

    appointment_id = Id(required=True)


class GetAppointmentWords(Command):
    """Asks for the words of an appointment that has its time."""

    appointment_id = Id(required=True)


class UnmaskAppointment(Command):
    """Asks to see whole, for a reason, how a petitioner is reached."""

    appointment_id = Id(required=True)
    reason = Code(UNMASK_REASONS, required=True)


class ListAppointments(Page):
    """Asks for appointments, by the instant at which they were received, the oldest or the newest first; ``day`` for
    those that take place on it."""

    calendar_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)
    day = Day(load_default=None, allow_none=True)
    order = Code(["oldest", "newest"], load_default="oldest")


class CompanionView(View):
    """Somebody who comes with the petitioner."""

    name = Text(required=True, metadata={"example": "Ayla TAN"})
    title = Text(allow_none=True, metadata={"example": "Yönetim kurulu üyesi"})
    role = Code(ROLES, required=True)


class TimeView(View):
    """A time that was offered or given."""

    id = Id(required=True)
    calendar_id = Id(required=True)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    entry_id = Id(required=True, allow_none=True)
    status = Code(Hold, required=True)


class AppointmentView(View):
    """An appointment, asked for or given."""

    about = "appointment"

    id = Id(required=True)
    version = Integer(required=True)
    calendar_id = Id(required=True)
    asked_calendar_id = Id(required=True)
    received_by = Id(required=True, allow_none=True)
    received_at = Instant(required=True, metadata=WHEN)
    source = Text(required=True, allow_none=True, metadata={"example": "call/019a2f60-7c00-7000-8000-000000000001"})
    name = Text(required=True, metadata=NAME)
    phone = Masked("phone", unmask="appointment.contact", allow_none=True, metadata=PHONE)
    email = Masked("email", unmask="appointment.contact", allow_none=True, metadata=EMAIL)
    title = Text(allow_none=True, metadata=TITLE)
    institution = Text(allow_none=True, metadata=INSTITUTION)
    mediator = Text(allow_none=True, metadata=MEDIATOR)
    topic = Text(required=True, metadata=TOPIC)
    companions = ListOf(Nested(CompanionView), required=True)
    persons = Integer(required=True)
    is_delegation = Boolean(required=True)
    minutes = Integer(required=True)
    preferred_at = Instant(required=True, allow_none=True, metadata={"example": "2026-12-01T07:00:00Z"})
    status = Code(Status, required=True)
    because = Code(Because, required=True, allow_none=True)
    reason = Text(allow_none=True)
    held_until = Instant(required=True, allow_none=True, metadata=UNTIL)
    starts_at = Instant(required=True, allow_none=True, metadata=STARTS)
    ends_at = Instant(required=True, allow_none=True, metadata=ENDS)
    unit_id = Id(required=True, allow_none=True)
    times = ListOf(Nested(TimeView), required=True)


class AppointmentPage(View):
    """A page of appointments."""

    items = ListOf(Nested(AppointmentView), required=True)
    next_cursor = Text(allow_none=True)


class FreeSpanView(View):
    """A time that is free at this moment."""

    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)


class EarlierView(View):
    """An earlier appointment of somebody with the same telephone or name."""

    about = "appointment"

    id = Id(required=True)
    received_at = Instant(required=True, metadata=WHEN)
    topic = Text(required=True, metadata=TOPIC)
    status = Code(Status, required=True)
    starts_at = Instant(required=True, allow_none=True, metadata=STARTS)


class AppointmentFile(AppointmentView):
    """An appointment with what its decision needs: how many other requests wait for the same time, which times are free
    instead, and when the petitioner asked before."""

    rivals = Integer(required=True, metadata={"example": 1})
    alternatives = ListOf(Nested(FreeSpanView), required=True)
    earlier = ListOf(Nested(EarlierView), required=True)


class AppointmentContactView(View):
    """How a petitioner is reached, whole."""

    about = "appointment"

    id = Id(required=True)
    phone = Text(allow_none=True, metadata=PHONE)
    email = Text(allow_none=True, metadata=EMAIL)


class AppointmentWordsView(View):
    """The words of an appointment that has its time: who comes to whom, and what about. Who was erased has none."""

    about = "appointment"

    id = Id(required=True)
    name = Text(required=True, metadata=NAME)
    title = Text(required=True, allow_none=True, metadata=TITLE)
    institution = Text(required=True, allow_none=True, metadata=INSTITUTION)
    topic = Text(required=True, metadata=TOPIC)
    companions = ListOf(Nested(CompanionView), required=True)
    host_name = Text(required=True, metadata={"example": "Belediye Başkanı"})
