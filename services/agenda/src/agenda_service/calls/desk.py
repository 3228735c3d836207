"""The RPC methods about calls."""

from agenda_service.appointments.models import Appointment
from agenda_service.calendars.models import Calendar
from agenda_service.calls import queries, schemas
from agenda_service.calls.models import Call
from agenda_service.policy import person_of
from makam_kernel import audit
from makam_kernel.clock import ISTANBUL
from makam_kernel.remote import Desk, command, query


class CallsDesk(Desk):
    """Who called, and who is to be called back."""

    @command(schemas.LogCall, returns=schemas.CallView, allow="call.log")
    def log_call(self, tx, calendar_id, **facts):
        """Log a call to an office-holder; with an hour, it stands among the calls to make until it has a result."""
        calendar = tx.get(Calendar, calendar_id)
        call, told = Call.log(calendar_id=calendar.id, logged_by=person_of(tx.actor), at=tx.at, **facts)
        return self._remind(tx, tx.add(call, *told))

    @command(schemas.PromiseCallBack, returns=schemas.CallView, allow="call.handle")
    def promise_call_back(self, tx, call_id, version, due_at):
        """Somebody is to be called back by an hour."""
        call = self._take(tx, call_id, version)
        return self._remind(tx, tx.change(call, call.promise_call_back(due_at=due_at, at=tx.at)))

    @command(schemas.TryCall, returns=schemas.CallView, allow="call.handle")
    def try_call(self, tx, call_id, version, **facts):
        """Somebody was called back and not reached; each try is kept."""
        call = self._take(tx, call_id, version)
        return tx.change(call, call.fail(by=person_of(tx.actor), at=tx.at, **facts))

    @command(schemas.CloseCall, returns=schemas.CallView, allow="call.handle")
    def close_call(self, tx, call_id, version, **facts):
        """Close a call with its result."""
        call = self._take(tx, call_id, version)
        return tx.change(call, call.close(at=tx.at, **facts))

    @command(schemas.TurnCallToAppointment, returns=schemas.CallView, allow="call.turn")
    def turn_call_to_appointment(self, tx, call_id, version, **facts):
        """Record that the caller asks to be received, in their words."""
        call = self._take(tx, call_id, version)
        appointment, received = Appointment.receive(
            calendar_id=call.calendar_id,
            received_by=person_of(tx.actor),
            source=call.subject,
            topic=call.words,
            companions=[],
            is_delegation=False,
            at=tx.at,
            **{name: getattr(call, name) for name in ("name", "phone", "email", "title", "institution")},
            **facts,
        )
        tx.add(appointment, received)
        return tx.change(call, call.turn_to_appointment(appointment, at=tx.at))

    @command(schemas.TurnCallToRequest, returns=schemas.CallView, allow="call.turn")
    def turn_call_to_request(self, tx, call_id, version, category):
        """Have what the caller asks become a citizen's request."""
        call = self._take(tx, call_id, version)
        return tx.change(call, call.turn_to_request(category=category, at=tx.at))

    @query(schemas.GetCall, returns=schemas.CallView, allow="call.read")
    def get_call(self, reading, call_id):
        """A call."""
        return reading.get(Call, call_id, queries.within(reading.actor))

    @command(schemas.UnmaskCall, returns=schemas.CallContactView, allow="call.unmask")
    def unmask_call(self, tx, call_id, reason):
        """How a caller is reached, whole; the reason goes on record."""
        call = tx.get(Call, call_id, queries.within(tx.actor))
        audit.put(tx, "call.unmasked", call.subject, {"reason": reason})
        return call

    @query(schemas.ListCalls, returns=schemas.CallPage, allow="call.read")
    def list_calls(self, reading, **filters):
        """A page of calls."""
        return queries.list_page(reading, **filters)

    @query(schemas.ListCallsToMake, returns=schemas.CallsToMakePage, allow="call.read")
    def list_calls_to_make(self, reading, **filters):
        """A page of the calls to make."""
        return queries.to_make(reading, **filters)

    @query(schemas.GetCallWords, returns=schemas.CallWordsView, allow="call.hand_over")
    def get_call_words(self, reading, call_id):
        """The words of a call that is to become a request. The identity number is not asked on the telephone."""
        call = reading.get(Call, call_id, Call.turned_to == "request")
        return {
            "id": call.id,
            "citizen": {"name": call.name, "phone": call.phone, "email": call.email, "national_id": None},
            "words": call.words,
            "category": call.category,
            "received_at": call.logged_at,
            "origin_label": f"TELEFON:{call.logged_at.astimezone(ISTANBUL):%Y-%m-%d %H.%M}",
        }

    def _take(self, tx, call_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Call, call_id, queries.within(tx.actor), version=version, allowed=allowed)

    def _remind(self, tx, call):
        if call.due_at:
            tx.later("warn_of_call", call.subject, call.due_at)
        return call
