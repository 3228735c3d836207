"""The RPC methods about entries. What somebody gets to see of one is decided in one place, ``privacy``."""

from agenda_service.calendars import queries as calendars
from agenda_service.calendars.models import Calendar
from agenda_service.entries import booking, queries, schemas, sheet
from agenda_service.entries.models import Entry
from agenda_service.entries.privacy import shown, shown_all
from agenda_service.entries.slots import free_slots
from agenda_service.people.queries import check_known
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale


class EntriesDesk(Desk):
    """What stands in the calendars, and where there is time."""

    @command(schemas.PlanEntry, returns=schemas.EntryView, allow="entry.plan")
    def plan_entry(self, tx, calendar_id, **facts):
        """Take a time of a calendar."""
        visible, allowed = calendars.within(tx.actor), calendars.within(tx.actor, tx.action)
        calendar = tx.get(Calendar, calendar_id, visible, allowed=allowed)
        _check_people(tx, facts)
        return self._shown(tx, booking.book(tx, calendar, **facts))

    @command(schemas.ConfirmEntry, returns=schemas.EntryView, allow="entry.plan")
    def confirm_entry(self, tx, entry_id, version):
        """Make a tentative entry firm."""
        return self._shown(tx, booking.confirm(tx, self._take_own(tx, entry_id, version)))

    @command(schemas.MoveEntry, returns=schemas.EntryView, allow="entry.plan")
    def move_entry(self, tx, entry_id, version, **facts):
        """Give an entry another time."""
        return self._shown(tx, booking.move(tx, self._take_own(tx, entry_id, version), **facts))

    @command(schemas.ChangeEntry, returns=schemas.EntryView, allow="entry.plan")
    def change_entry(self, tx, entry_id, version, **facts):
        """Set what an entry says anew."""
        entry = self._take(tx, entry_id, version)
        _check_people(tx, facts)
        return self._shown(tx, booking.change(tx, entry, **facts))

    @command(schemas.CancelEntry, returns=schemas.EntryView, allow="entry.plan")
    def cancel_entry(self, tx, entry_id, version, reason):
        """An entry does not take place."""
        return self._shown(tx, booking.cancel(tx, self._take_own(tx, entry_id, version), reason=reason))

    @command(schemas.ReleaseEntry, returns=schemas.EntryView, allow="entry.plan")
    def release_entry(self, tx, entry_id, version):
        """Give the time of a tentative entry back."""
        return self._shown(tx, booking.release(tx, self._take_own(tx, entry_id, version)))

    @command(schemas.RecordEntryHeld, returns=schemas.EntryView, allow="entry.plan")
    def record_entry_held(self, tx, entry_id, version):
        """Write that an entry took place."""
        entry = self._take(tx, entry_id, version)
        return self._shown(tx, tx.change(entry, entry.take_place(by=tx.actor, at=tx.at)))

    @command(schemas.SettleEntry, returns=schemas.EntryView, allow="entry.override")
    def settle_entry(self, tx, entry_id, version, reason):
        """Let an entry stand beside what is in its way."""
        entry = self._take(tx, entry_id, version)
        return self._shown(tx, tx.change(entry, entry.settle(by=tx.actor, at=tx.at, reason=reason)))

    @query(schemas.GetEntry, returns=schemas.EntryView, allow="entry.read")
    def get_entry(self, reading, entry_id):
        """An entry with its history."""
        return shown(reading, reading.get(Entry, entry_id, queries.within(reading.actor)))

    @query(schemas.ListEntries, returns=schemas.EntryPage, allow="entry.read")
    def list_entries(self, reading, **filters):
        """A page of entries."""
        page = queries.list_page(reading, **filters)
        return page | {"items": shown_all(reading, page["items"])}

    @query(schemas.FindFreeSlots, returns=schemas.SlotList, allow="calendar.read")
    def find_free_slots(self, reading, calendar_id, from_on, until_on, minutes, moves, **wanted):
        """The first times at which a calendar is free."""
        if from_on > until_on:
            raise Invalid("entry.times_reversed")
        calendar = reading.get(Calendar, calendar_id, calendars.within(reading.actor))
        days = {"first": from_on, "last": until_on, "length": minutes}
        days["but"] = moves and reading.get(Entry, moves, queries.known(reading.actor))
        slots = free_slots(reading.session, calendar, self.process.calendar, at=reading.at, **days, **wanted)
        return {"items": [{"starts_at": starts_at, "ends_at": ends_at} for starts_at, ends_at in slots]}

    @query(schemas.GetDaySheet, returns=schemas.DaySheet, allow="entry.read")
    def get_day_sheet(self, reading, calendar_id, day):
        """A day of a calendar as it is printed: the entries and the ways between them."""
        calendar = reading.get(Calendar, calendar_id, calendars.within(reading.actor))
        notes = [holiday.name for holiday in self.process.calendar.holidays_between(day, day)]
        facts = {"calendar_id": calendar.id, "name": calendar.name, "day": day, "notes": notes}
        return facts | {"rows": sheet.rows(reading, calendar, day)}

    def _take(self, tx, entry_id, version):
        visible, allowed = queries.within(tx.actor), queries.changeable(tx)
        try:
            return tx.get(Entry, entry_id, visible, version=version, allowed=allowed)
        except Stale as stale:
            raise Stale(shown(tx, stale.thing)) from None

    def _take_own(self, tx, entry_id, version):
        """What was made for another thing takes place, moves and ends with that one."""
        entry = self._take(tx, entry_id, version)
        if entry.source:
            raise Conflict("entry.has_source", source=entry.source)
        return entry

    def _shown(self, tx, entry):
        tx.session.flush()
        return shown(tx, entry)


def _check_people(tx, facts):
    check_known(tx.session, [person["person_id"] for person in facts["people"]])
