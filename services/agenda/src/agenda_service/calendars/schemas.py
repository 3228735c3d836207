"""What is asked and told about calendars."""

from marshmallow import post_load

from agenda_service.calendars.kinds import Kind
from makam_kernel.schema import Code, Command, Hour, Id, Integer, ListOf, Nested, Page, Text, View

DAY_MINUTES = 24 * 60
NAME = {"example": "Belediye Başkanı"}
PLACE = {"example": "Makam Odası"}


class HoursFacts(Command):
    """From when until when, on a day of the week; Monday is 1."""

    weekday = Integer(required=True, least=1, most=7)
    starts = Hour(required=True, metadata={"example": "09:00"})
    ends = Hour(required=True, metadata={"example": "17:30"})

    @post_load
    def _as_kept(self, facts, **_kwargs):
        return facts | {name: f"{facts[name]:%H:%M}" for name in ("starts", "ends")}


class CalendarRules(Command):
    """When and how appointments are offered."""

    name = Text(required=True, most=200, metadata=NAME)
    holder_id = Id(load_default=None, allow_none=True)
    place = Text(required=True, most=200, metadata=PLACE)
    hours = ListOf(Nested(HoursFacts), required=True, most=50)
    public_hours = ListOf(Nested(HoursFacts), load_default=list, most=50)
    minimum_notice_minutes = Integer(load_default=0, most=60 * DAY_MINUTES)
    rest_minutes = Integer(load_default=0, most=DAY_MINUTES)
    longest_day_minutes = Integer(load_default=None, allow_none=True, least=1, most=DAY_MINUTES)


class CreateCalendar(CalendarRules):
    """Gives an office-holder a calendar (``holder_id``), or a room."""

    kind = Code(Kind, required=True)


class ChangeCalendar(CalendarRules):
    """Sets the rules of a calendar anew, all of them; what is booked stays."""

    calendar_id = Id(required=True)
    version = Integer(required=True, least=1)


class GetCalendar(Command):
    """Asks for a calendar."""

    calendar_id = Id(required=True)


class ListCalendars(Page):
    """Asks for calendars, by name."""


class HoursView(View):
    """From when until when, on a day of the week; Monday is 1."""

    weekday = Integer(required=True)
    starts = Text(required=True, metadata={"example": "09:00"})
    ends = Text(required=True, metadata={"example": "17:30"})


class CalendarView(View):
    """A calendar with its rules."""

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code(Kind, required=True)
    holder_id = Id(required=True, allow_none=True)
    name = Text(required=True, metadata=NAME)
    place = Text(required=True, metadata=PLACE)
    hours = ListOf(Nested(HoursView), required=True)
    public_hours = ListOf(Nested(HoursView), required=True)
    minimum_notice_minutes = Integer(required=True)
    rest_minutes = Integer(required=True)
    longest_day_minutes = Integer(required=True, allow_none=True)


class CalendarPage(View):
    """A page of calendars."""

    items = ListOf(Nested(CalendarView), required=True)
    next_cursor = Text(required=True, allow_none=True)
