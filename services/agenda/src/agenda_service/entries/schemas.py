"""What is asked and told about entries."""

from agenda_service.entries.kinds import BUSY, Kind, Part
from agenda_service.entries.workflow import Status
from makam_kernel.clock import ISTANBUL
from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View

DAY_MINUTES = 24 * 60
HALF_DAY = 12 * 60
STARTS = {"example": "2026-12-10T07:00:00Z"}
ENDS = {"example": "2026-12-10T08:00:00Z"}
SUMMARY = {"example": "Açılış – Çınaraltı Parkı"}
PLACE = {"example": "Çınaraltı Parkı"}
REASON = {"example": "Eskort sağlanacak"}
ZONE = {"example": ISTANBUL.key}


class PersonFacts(Command):
    """Somebody of the house, and what they have to do with the entry."""

    person_id = Id(required=True)
    part = Code(Part, load_default=Part.PARTICIPANT)


class PlanEntry(Command):
    """Takes a time of a calendar: firmly, or tentatively, then perhaps only until ``held_until``. What stands in the
    way the director may override, with a reason."""

    calendar_id = Id(required=True)
    kind = Code(Kind, required=True)
    summary = Text(required=True, most=200, metadata=SUMMARY)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    zone = Text(load_default=ISTANBUL.key, most=40, metadata=ZONE)
    place = Text(load_default=None, allow_none=True, most=200, metadata=PLACE)
    note = Text(load_default=None, allow_none=True, most=4000)
    travel_minutes = Integer(load_default=0, most=HALF_DAY)
    preparation_minutes = Integer(load_default=0, most=HALF_DAY)
    is_private = Boolean(load_default=False)
    status = Code([Status.TENTATIVE, Status.CONFIRMED], load_default=Status.CONFIRMED)
    held_until = Instant(load_default=None, allow_none=True)
    people = ListOf(Nested(PersonFacts), load_default=list, most=50)
    override_reason = Text(load_default=None, allow_none=True, most=500, metadata=REASON)


class OfEntry(Command):
    """Names an entry and the version that the caller saw."""

    entry_id = Id(required=True)
    version = Integer(required=True, least=1)


class ConfirmEntry(OfEntry):
    """A tentative entry is firm."""


class MoveEntry(OfEntry):
    """Gives an entry another time; without a place, the way and the preparation stay as they are."""

    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    reason = Text(load_default=None, allow_none=True, most=500, metadata={"example": "Vali ziyareti nedeniyle"})
    override_reason = Text(load_default=None, allow_none=True, most=500, metadata=REASON)


class ChangeEntry(OfEntry):
    """Sets what an entry says anew, all of it; its time stays."""

    kind = Code(Kind, required=True)
    summary = Text(required=True, most=200, metadata=SUMMARY)
    place = Text(load_default=None, allow_none=True, most=200, metadata=PLACE)
    note = Text(load_default=None, allow_none=True, most=4000)
    travel_minutes = Integer(load_default=0, most=HALF_DAY)
    preparation_minutes = Integer(load_default=0, most=HALF_DAY)
    is_private = Boolean(load_default=False)
    people = ListOf(Nested(PersonFacts), load_default=list, most=50)
    override_reason = Text(load_default=None, allow_none=True, most=500, metadata=REASON)


class CancelEntry(OfEntry):
    """An entry does not take place."""

    reason = Text(load_default=None, allow_none=True, most=500)


class ReleaseEntry(OfEntry):
    """The time of a tentative entry is given back."""


class RecordEntryHeld(OfEntry):
    """An entry took place."""


class SettleEntry(OfEntry):
    """An entry stays in its time though something else is there, by the director's decision."""

    reason = Text(required=True, most=500, metadata=REASON)


class GetEntry(Command):
    """Asks for an entry."""

    entry_id = Id(required=True)


class ListEntries(Page):
    """Asks for entries, by their beginning: those that have a part in these days, both included. ``words`` are looked
    for in summary and place; whatever asks for more than times finds no entry that the caller may not know."""

    calendar_id = Id(load_default=None, allow_none=True)
    from_on = Day(load_default=None, allow_none=True)
    until_on = Day(load_default=None, allow_none=True)
    words = Text(load_default=None, allow_none=True, most=100, metadata={"example": "açılış"})
    kind = Code(Kind, load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    in_conflict = Boolean(load_default=None, allow_none=True)


class FindFreeSlots(Command):
    """Asks when a calendar has so many minutes free, from one day to another, both included. The time of the entry
    ``moves`` counts as free: it is to be moved."""

    calendar_id = Id(required=True)
    from_on = Day(required=True)
    until_on = Day(required=True)
    minutes = Integer(required=True, least=5, most=DAY_MINUTES, metadata={"example": 30})
    place = Text(load_default=None, allow_none=True, most=200, metadata=PLACE)
    travel_minutes = Integer(load_default=0, most=HALF_DAY)
    preparation_minutes = Integer(load_default=0, most=HALF_DAY)
    moves = Id(load_default=None, allow_none=True)
    limit = Integer(load_default=50, least=1, most=200)


class GetDaySheet(Command):
    """Asks for a day of a calendar, as it is printed."""

    calendar_id = Id(required=True)
    day = Day(required=True)


class PersonView(View):
    """Somebody of the house, and what they have to do with the entry."""

    person_id = Id(required=True)
    part = Code(Part, required=True)


class EntryLine(View):
    """An entry in a list; of a private one others see ``Dolu`` and two times."""

    about = "entry"

    id = Id(required=True)
    version = Integer(required=True)
    calendar_id = Id(required=True)
    kind = Code([*Kind, BUSY], required=True)
    summary = Text(required=True, metadata=SUMMARY)
    place = Text(required=True, allow_none=True, metadata=PLACE)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    zone = Text(required=True, metadata=ZONE)
    travel_minutes = Integer(required=True)
    preparation_minutes = Integer(required=True)
    status = Code(Status, required=True, allow_none=True)
    held_until = Instant(required=True, allow_none=True)
    is_private = Boolean(required=True)
    in_conflict = Boolean(required=True)
    source = Text(required=True, allow_none=True, metadata={"example": "ceremony/019a2f60-7c00-7000-8000-000000000001"})
    people = ListOf(Nested(PersonView), required=True)


class HistoryView(View):
    """One thing that happened to an entry, with its times after."""

    act = Text(required=True, metadata={"example": "confirmed"})
    at = Instant(required=True)
    actor_id = Text(required=True)
    actor_name = Text(required=True, metadata={"example": "Nermin IŞIK"})
    reason = Text(required=True, allow_none=True, metadata=REASON)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    status = Code(Status, required=True)


class EntryView(EntryLine):
    """An entry with its history."""

    note = Text(required=True, allow_none=True)
    override_reason = Text(required=True, allow_none=True, metadata=REASON)
    history = ListOf(Nested(HistoryView), required=True)


class EntryPage(View):
    """A page of entries."""

    items = ListOf(Nested(EntryLine), required=True)
    next_cursor = Text(required=True, allow_none=True)


class SlotView(View):
    """A time that is free."""

    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)


class SlotList(View):
    """The first times that are free."""

    items = ListOf(Nested(SlotView), required=True)


class SheetRow(View):
    """A row of the day: an entry, or the way (``Yol``) or preparation (``Hazırlık``) about one."""

    kind = Code(["entry", "travel", "preparation"], required=True)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    time = Text(required=True, metadata={"example": "11.00–11.20"})
    title = Text(required=True, metadata={"example": "Yol"})
    place = Text(required=True, allow_none=True, metadata=PLACE)
    entry = Nested(EntryLine, required=True, allow_none=True)


class DaySheet(View):
    """A day of a calendar, row by row; ``notes`` say what day it is."""

    calendar_id = Id(required=True)
    name = Text(required=True, metadata={"example": "Belediye Başkanı"})
    day = Day(required=True)
    notes = ListOf(Text(metadata={"example": "Cumhuriyet Bayramı"}), required=True)
    rows = ListOf(Nested(SheetRow), required=True)
