"""Free times and conflicts, against a model that counts single minutes: what is offered is never refused, and what is
not offered is not free."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from agenda_service.entries.gaps import Wanted, clash
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Conflict, NotFound
from makam_kernel.testing import at

DAY = date(2026, 12, 10)
NINE = datetime.combine(DAY, time(9), ISTANBUL)
PLACES = [None, "Makam Odası", "Çınaraltı Parkı", "ÇINARALTI PARKI", "Kültür Merkezi"]


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


def after(minutes):
    """An instant so many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


WANTED = st.builds(
    lambda start, length, place, travel, preparation: Wanted(
        after(start), after(start + length), place, travel, preparation
    ),
    st.integers(0, 400),
    st.integers(5, 120),
    st.sampled_from(PLACES),
    st.integers(0, 40),
    st.integers(0, 30),
)


def slow_clash(one, other, rest):
    """The same by walking through the minutes: who is still busy, or on the way, or resting, when the next begins?"""
    first, second = sorted((one, other), key=lambda entry: (entry.starts_at, entry.ends_at))
    there = {None: None, "ÇINARALTI PARKI": "Çınaraltı Parkı"}
    is_there = first.place is not None and there.get(first.place, first.place) == there.get(second.place, second.place)
    waits = 0 if is_there else first.travel_minutes + second.travel_minutes
    waits = max(rest, waits + second.preparation_minutes)
    minute = first.ends_at
    while minute < second.starts_at and waits > 0:
        minute, waits = minute + timedelta(minutes=1), waits - 1
    return waits > 0 or first.ends_at > second.starts_at


@given(one=WANTED, other=WANTED, rest=st.integers(0, 30))
def test_two_entries_clash_as_the_minutes_between_them_say(one, other, rest):
    assert clash(one, other, rest) == slow_clash(one, other, rest) == clash(other, one, rest)


FACTS = st.lists(WANTED, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=FACTS,
    rest=st.sampled_from([0, 10, 15]),
    wanted=WANTED,
    length=st.sampled_from([15, 30, 45]),
    data=st.data(),
)
def test_what_is_offered_is_never_refused_and_nothing_is_kept_back(
    process, who, a_calendar, rooms, entries, rest, wanted, length, data
):
    """Random entries are booked, or refused as the slow model says; then every quarter of an hour of the day is offered
    exactly when the model finds it free, and a time that was offered can be booked."""
    calendar = rooms(rest)
    kept = []
    for entry in entries:
        is_taken = any(slow_clash(entry, other, rest) for other in kept)
        assert bool(book(who("ipek"), calendar, entry)) != is_taken
        kept += [] if is_taken else [entry]
    way = {"place": wanted.place, "travel_minutes": wanted.travel_minutes}
    way["preparation_minutes"] = wanted.preparation_minutes
    asked = {"calendar_id": calendar["id"], "from_on": str(DAY), "until_on": str(DAY), "minutes": length, "limit": 200}
    offered = [slot["starts_at"] for slot in who("ipek").find_free_slots(**asked, **way)["items"]]
    starts = [after(minute) for minute in range(0, 8 * 60 + 30 - length + 1, 15)]
    slots = [Wanted(start, start + timedelta(minutes=length), **way) for start in starts]
    free = [slot for slot in slots if not any(slow_clash(slot, entry, rest) for entry in kept)]
    assert [datetime.fromisoformat(start) for start in offered] == [slot.starts_at for slot in free]
    if free:
        assert book(who("ipek"), calendar, data.draw(st.sampled_from(free)))


@pytest.fixture
def rooms(a_calendar):
    """A fresh calendar of a room for each example."""
    return lambda rest: a_calendar(None, rest_minutes=rest)


def book(client, calendar, wanted):
    """The entry, or None where it is refused."""
    try:
        return client.plan_entry(
            calendar_id=calendar["id"],
            kind="meeting",
            summary="Toplantı",
            starts_at=wanted.starts_at.isoformat(),
            ends_at=wanted.ends_at.isoformat(),
            place=wanted.place,
            travel_minutes=wanted.travel_minutes,
            preparation_minutes=wanted.preparation_minutes,
        )
    except Conflict:
        return None


def slots(client, calendar, *, from_on="2026-12-10", until_on=None, minutes=30, **facts):
    """What is offered, as ``10.12 09.00``."""
    days = {"calendar_id": calendar["id"], "from_on": from_on, "until_on": until_on or from_on, "minutes": minutes}
    found = client.find_free_slots(**days, **facts)["items"]
    return [f"{datetime.fromisoformat(slot['starts_at']).astimezone(ISTANBUL):%d.%m %H.%M}" for slot in found]


class TestRules:
    def test_within_the_hours_of_the_day(self, process, who, a_calendar):
        hours = [{"weekday": 4, "starts": "10:00", "ends": "11:00"}, {"weekday": 4, "starts": "14:00", "ends": "14:30"}]
        calendar = a_calendar(hours=hours)
        expected = ["10.12 10.00", "10.12 10.15", "10.12 10.30", "10.12 14.00"]
        assert slots(who("ipek"), calendar, until_on="2026-12-16") == expected

    def test_not_in_the_hours_of_the_public_day(self, process, who, a_calendar):
        calendar = a_calendar(public_hours=[{"weekday": 4, "starts": "09:00", "ends": "17:00"}])
        assert slots(who("ipek"), calendar) == ["10.12 17.00"]

    def test_not_before_the_notice_is_over(self, process, who, a_calendar):
        calendar = a_calendar(minimum_notice_minutes=60 * 24)
        at(process, "2026-12-09 16:40")
        assert slots(who("ipek"), calendar) == ["10.12 16.45", "10.12 17.00"]

    def test_not_on_a_day_that_is_long_enough(self, process, who, calendar, a_calendar, an_entry, do):
        an_entry("09.00", "11.00")
        rules = {name: calendar[name] for name in ("name", "holder_id", "place", "hours")}
        do(who("nermin"), "change_calendar", calendar, **rules, longest_day_minutes=150)
        assert slots(who("ipek"), calendar, minutes=45) == []
        assert slots(who("ipek"), calendar, limit=1) == ["10.12 11.00"]

    def test_not_on_holidays_and_on_an_eve_until_one(self, process, who, calendar):
        """28.10.2027 is a holiday from 13.00, 29.10. all day."""
        found = slots(who("ipek"), calendar, from_on="2027-10-28", until_on="2027-10-31", minutes=60)
        assert (found[0], found[-1]) == ("28.10 09.00", "28.10 12.00")

    def test_not_while_the_holder_is_away(self, process, who, calendar, an_absence):
        an_absence("elif", "2026-12-10T09:00:00+03:00", "2026-12-10T16:30:00+03:00", kind="duty_travel")
        assert slots(who("ipek"), calendar) == ["10.12 16.30", "10.12 16.45", "10.12 17.00"]

    def test_a_time_that_is_held_for_a_proposal_is_not_free(self, process, who, a_calendar, an_entry, calendar):
        an_entry("09.00", "17.00", status="tentative", held_until="2026-12-02T12:00:00+03:00")
        assert slots(who("ipek"), calendar) == ["10.12 17.00"]
        at(process, "2026-12-02 12:00")
        assert slots(who("ipek"), calendar, limit=1) == ["10.12 09.00"]

    def test_a_query_for_the_entries_and_one_for_absences_however_many_days(self, process, who, calendar, an_entry):
        for hour in range(9, 17):
            an_entry(f"{hour:02}.00", f"{hour:02}.30")
        run = []

        def note(_connection, _cursor, statement, *_rest):
            run.append(statement)

        event.listen(process.database.engine, "before_cursor_execute", note)
        slots(who("ipek"), calendar, until_on="2027-01-20")
        event.remove(process.database.engine, "before_cursor_execute", note)
        assert len([one for one in run if one.startswith("SELECT")]) == 4


class TestMoving:
    """Who looks for another time for an entry is offered its own, and what it alone keeps from others."""

    ASKED = {"from_on": "2026-12-10", "until_on": "2026-12-10", "minutes": 60, "limit": 200}

    def free(self, client, calendar, **facts):
        slots = client.find_free_slots(calendar_id=calendar["id"], **(self.ASKED | facts))["items"]
        return [slot["starts_at"][11:16] for slot in slots]

    def test_its_own_time_is_free_and_that_of_others_is_not(self, who, do, calendar, an_entry):
        moved = an_entry("10.00", "11.00")
        an_entry("11.00", "12.00")
        without, with_it = self.free(who("ipek"), calendar), self.free(who("ipek"), calendar, moves=moved["id"])
        assert "06:00" in without and not {"06:15", "07:00", "08:00"} & set(without)
        assert set(with_it) - set(without) == {"06:15", "06:30", "06:45", "07:00"}
        times = {"starts_at": "2026-12-10T06:30:00Z", "ends_at": "2026-12-10T07:30:00Z"}
        assert do(who("ipek"), "move_entry", moved, **times)["starts_at"] == times["starts_at"]

    def test_the_day_is_not_longer_by_it(self, who, a_calendar):
        calendar = a_calendar(longest_day_minutes=60)
        times = {"starts_at": "2026-12-10T10:00:00+03:00", "ends_at": "2026-12-10T11:00:00+03:00"}
        facts = {"calendar_id": calendar["id"], "kind": "meeting", "summary": "Divan"}
        moved = who("ipek").plan_entry(**facts, **times)
        assert self.free(who("ipek"), calendar) == []
        assert self.free(who("ipek"), calendar, moves=moved["id"])

    def test_of_a_private_one_others_learn_no_more_than_its_two_times(self, who, calendar, an_entry):
        """Else the way to it would tell that it is elsewhere."""
        private = an_entry("10.00", "11.00", by="nermin", is_private=True, travel_minutes=30)
        with pytest.raises(NotFound, match="entry.not_found"):
            self.free(who("ipek"), calendar, moves=private["id"])
        assert "07:00" in self.free(who("nermin"), calendar, moves=private["id"])
