"""The RPC methods about appointments."""

from agenda_service.appointments import notices, queries, schemas
from agenda_service.appointments.file import File
from agenda_service.appointments.models import Appointment
from agenda_service.appointments.times import check, displace, free_instead, give_back, hold, take
from agenda_service.calendars.models import Calendar
from agenda_service.entries import booking
from agenda_service.entries.models import Entry
from agenda_service.entries.workflow import Status as EntryStatus
from agenda_service.policy import person_of
from makam_kernel import audit
from makam_kernel.clock import day_of
from makam_kernel.errors import Invalid
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale
from makam_kernel.units import known_unit


class AppointmentsDesk(Desk):
    """Who asks to be received, and what became of it."""

    @command(schemas.ReceiveAppointment, returns=schemas.AppointmentView, allow="appointment.receive")
    def receive_appointment(self, tx, calendar_id, **facts):
        """Record that somebody asks to be received."""
        calendar = tx.get(Calendar, calendar_id)
        if calendar.holder_id is None:
            raise Invalid("appointment.calendar_of_room")
        taken = {"received_by": person_of(tx.actor), "source": None, "at": tx.at}
        return tx.add(*Appointment.receive(calendar_id=calendar.id, **taken, **facts))

    @command(schemas.WeighAppointment, returns=schemas.AppointmentView, allow="appointment.weigh")
    def weigh_appointment(self, tx, appointment_id, version, reason):
        """Weigh a request, also after all; offered times are taken back."""
        appointment = take(tx, appointment_id, version=version)
        return self._without_times(tx, appointment, appointment.weigh(reason=reason))

    @command(schemas.WaitlistAppointment, returns=schemas.AppointmentView, allow="appointment.weigh")
    def waitlist_appointment(self, tx, appointment_id, version, reason):
        """Let a request wait until a time becomes free."""
        appointment = take(tx, appointment_id, version=version)
        return tx.change(appointment, appointment.wait(reason=reason))

    @command(schemas.ProposeTimes, returns=schemas.AppointmentView, allow="appointment.weigh")
    def propose_times(self, tx, appointment_id, version, times, held_until, outside_hours):
        """Offer times, which are held until an instant; the petitioner is told."""
        spans = [(time["calendar_id"], time["starts_at"], time["ends_at"]) for time in times]
        calendars = {calendar_id for calendar_id, _, _ in spans}
        appointment = take(tx, appointment_id, version=version, calendars=calendars)
        offered, proposed = appointment.propose(spans=spans, held_until=held_until, at=tx.at)
        for time in offered:
            check(tx, time, outside_hours=outside_hours)
            hold(tx, appointment, time, status=EntryStatus.TENTATIVE, held_until=held_until)
        tx.later("expire_appointment", appointment.subject, held_until)
        notices.tell_offer(tx, appointment, offered)
        return tx.change(appointment, proposed)

    @command(schemas.AcceptTime, returns=schemas.AppointmentView, allow="appointment.weigh")
    def accept_time(self, tx, appointment_id, version, time_id):
        """Write down which offered time the petitioner takes; the others are free again."""
        appointment = take(tx, appointment_id, version=version)
        time = appointment.offered(time_id)
        accepted = appointment.accept(time, at=tx.at)
        booking.confirm(tx, tx.get(Entry, time.entry_id))
        return self._with_time(tx, appointment, accepted, "appointment_scheduled")

    @command(schemas.RefuseTimes, returns=schemas.AppointmentView, allow="appointment.weigh")
    def refuse_times(self, tx, appointment_id, version, reason):
        """Write down that the petitioner takes none of the offered times."""
        appointment = take(tx, appointment_id, version=version)
        return self._without_times(tx, appointment, appointment.refuse(reason=reason))

    @command(schemas.ScheduleAppointment, returns=schemas.AppointmentView, allow="appointment.decide")
    def schedule_appointment(self, tx, appointment_id, version, calendar_id, outside_hours, **span):
        """Give an appointment its time, if it is still free: that is answered first, also to whom a faster one made
        look at an old version."""
        appointment = take(tx, appointment_id, calendars={calendar_id} - {None})
        time, scheduled = appointment.schedule(calendar_id, **span)
        check(tx, time, outside_hours=outside_hours)
        give_back(tx, appointment)
        hold(tx, appointment, time)
        if appointment.version != version:
            raise Stale(appointment)
        return self._with_time(tx, appointment, scheduled, "appointment_scheduled")

    @command(schemas.RescheduleAppointment, returns=schemas.AppointmentView, allow="appointment.decide")
    def reschedule_appointment(self, tx, appointment_id, version, reason, outside_hours, **span):
        """Give an appointment another time; the petitioner is told."""
        appointment = take(tx, appointment_id, version=version)
        rescheduled = appointment.reschedule(**span)
        check(tx, appointment.time, outside_hours=outside_hours)
        booking.move(tx, tx.get(Entry, appointment.time.entry_id), reason=reason, **span)
        return self._with_time(tx, appointment, rescheduled, "appointment_rescheduled")

    @command(schemas.CancelAppointment, returns=schemas.AppointmentView, allow="appointment.decide")
    def cancel_appointment(self, tx, appointment_id, version, reason):
        """Take an appointment off its time; the petitioner is told, and the office owes another answer."""
        appointment = take(tx, appointment_id, version=version)
        starts_at = appointment.starts_at
        cancelled = appointment.cancel(reason=reason)
        notices.tell_cancelled(tx, appointment, starts_at)
        return self._without_times(tx, appointment, cancelled)

    @command(schemas.ReferAppointment, returns=schemas.AppointmentView, allow="appointment.decide")
    def refer_appointment(self, tx, appointment_id, version, calendar_id, unit_id, reason):
        """Have a deputy or a unit receive the petitioner; both are told."""
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        appointment = take(tx, appointment_id, version=version, calendars={calendar_id} - {None})
        referred = appointment.refer(calendar_id=calendar_id, unit_id=unit_id, reason=reason)
        notices.tell_referred(tx, appointment)
        return self._without_times(tx, appointment, referred)

    @command(schemas.DeclineAppointment, returns=schemas.AppointmentView, allow="appointment.decide")
    def decline_appointment(self, tx, appointment_id, version, reason):
        """Decline a request; the petitioner is told, with courtesy and without the reason."""
        appointment = take(tx, appointment_id, version=version)
        declined = appointment.decline(reason=reason)
        notices.tell_declined(tx, appointment)
        return self._without_times(tx, appointment, declined)

    @command(schemas.WithdrawAppointment, returns=schemas.AppointmentView, allow="appointment.weigh")
    def withdraw_appointment(self, tx, appointment_id, version, reason):
        """Write down that the petitioner wants it no longer."""
        appointment = take(tx, appointment_id, version=version)
        return self._without_times(tx, appointment, appointment.withdraw(reason=reason))

    @command(schemas.HoldAppointment, returns=schemas.AppointmentView, allow="appointment.weigh")
    def hold_appointment(self, tx, appointment_id, version):
        """Write down that an appointment took place."""
        appointment = take(tx, appointment_id, version=version)
        held = appointment.hold(at=tx.at)
        entry = tx.get(Entry, appointment.time.entry_id)
        if entry.is_ahead:
            tx.change(entry, entry.take_place(by=tx.actor, at=tx.at))
        return tx.change(appointment, held)

    @command(schemas.MissAppointment, returns=schemas.AppointmentView, allow="appointment.weigh")
    def miss_appointment(self, tx, appointment_id, version):
        """Write down that nobody came."""
        appointment = take(tx, appointment_id, version=version)
        return tx.change(appointment, appointment.miss(at=tx.at))

    @query(schemas.GetAppointment, returns=schemas.AppointmentFile, allow="appointment.read")
    def get_appointment(self, reading, appointment_id):
        """An appointment, with what its decision needs."""
        appointment = reading.get(Appointment, appointment_id, queries.within(reading.actor))
        return File(
            appointment,
            rivals=queries.count_rivals(reading, appointment),
            alternatives=free_instead(reading, appointment),
            earlier=queries.earlier_of(reading, appointment),
        )

    @query(schemas.ListAppointments, returns=schemas.AppointmentPage, allow="appointment.read")
    def list_appointments(self, reading, **filters):
        """A page of appointments."""
        return queries.list_page(reading, **filters)

    @command(schemas.UnmaskAppointment, returns=schemas.AppointmentContactView, allow="appointment.unmask")
    def unmask_appointment(self, tx, appointment_id, reason):
        """How a petitioner is reached, whole; the reason goes on record."""
        appointment = tx.get(Appointment, appointment_id, queries.within(tx.actor))
        audit.put(tx, "appointment.unmasked", appointment.subject, {"reason": reason})
        return appointment

    @query(schemas.GetAppointmentWords, returns=schemas.AppointmentWordsView, allow="appointment.hand_over")
    def get_appointment_words(self, reading, appointment_id):
        """Who comes to whom, and what about, when an appointment has its time."""
        appointment = reading.get(Appointment, appointment_id, Appointment.starts_at.is_not(None))
        host = reading.session.get(Calendar, appointment.calendar_id)
        names = ("id", "name", "title", "institution", "topic", "companions")
        return {name: getattr(appointment, name) for name in names} | {"host_name": host.name}

    def _with_time(self, tx, appointment, fact, template):
        """It has its time: what else was held is free, and who wanted that time, too, is weighed again."""
        tx.change(appointment, fact)
        give_back(tx, appointment)
        displace(tx, appointment)
        notices.tell_time(tx, appointment, template)
        return appointment

    def _without_times(self, tx, appointment, fact):
        tx.change(appointment, fact)
        give_back(tx, appointment)
        return appointment
