"""The RPC methods about calendars."""

from sqlalchemy import select

from agenda_service.calendars import queries, schemas
from agenda_service.calendars.kinds import Kind
from agenda_service.calendars.models import Calendar
from agenda_service.people.models import Person
from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query


class CalendarsDesk(Desk):
    """The time of office-holders and of rooms, and the rules by which it is given away."""

    @command(schemas.CreateCalendar, returns=schemas.CalendarView, allow="calendar.manage")
    def create_calendar(self, tx, **facts):
        """Give an office-holder a calendar, or a room."""
        self._check_holder(tx, facts["holder_id"])
        if facts["kind"] == Kind.MAYOR and queries.of_holder(tx.session, None):
            raise Conflict("calendar.one_mayor")
        return tx.add(*Calendar.create(**facts))

    @command(schemas.ChangeCalendar, returns=schemas.CalendarView, allow="calendar.manage")
    def change_calendar(self, tx, calendar_id, version, **facts):
        """Set a calendar's holder and rules anew."""
        visible, allowed = queries.within(tx.actor), queries.within(tx.actor, tx.action)
        calendar = tx.get(Calendar, calendar_id, visible, version=version, allowed=allowed)
        self._check_holder(tx, facts["holder_id"], calendar)
        return tx.change(calendar, calendar.change(**facts))

    @query(schemas.GetCalendar, returns=schemas.CalendarView, allow="calendar.read")
    def get_calendar(self, reading, calendar_id):
        """A calendar."""
        return reading.get(Calendar, calendar_id, queries.within(reading.actor))

    @query(schemas.ListCalendars, returns=schemas.CalendarPage, allow="calendar.read")
    def list_calendars(self, reading, **page):
        """A page of calendars."""
        return queries.list_page(reading, **page)

    def _check_holder(self, tx, holder_id, calendar=None):
        """A person has one calendar; whoever gives them one locks their row."""
        if holder_id is None:
            return
        tx.get(Person, holder_id)
        other = tx.session.scalar(select(Calendar.id).where(Calendar.holder_id == holder_id))
        if other is not None and other != (calendar and calendar.id):
            raise Conflict("calendar.holder_has_one")
