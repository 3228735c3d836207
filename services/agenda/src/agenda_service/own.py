"""Whose a thing is that concerns somebody's time."""

from sqlalchemy import or_, select

from agenda_service.calendars.models import Calendar


class Whose:
    """Stands where a policy wants the column of whose a thing is: the holders of its calendars, and who took it
    down."""

    def __init__(self, taken_by, *calendars):
        self.taken_by, self.calendars = taken_by, calendars

    def in_(self, ids):
        """The criterion that one of them is among ``ids``."""
        held = select(Calendar.id).where(Calendar.holder_id.in_(ids))
        return or_(self.taken_by.in_(ids), *(calendar.in_(held) for calendar in self.calendars))
