"""Calendars: whose time it is, and by which rules it is given away."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.ids import new_id
from makam_kernel.testing import at, told

HOURS = [{"weekday": 1, "starts": "09:00", "ends": "12:00"}, {"weekday": 1, "starts": "13:30", "ends": "17:30"}]


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


def test_an_office_holder_gets_a_calendar_with_its_rules(process, who, ids, a_calendar):
    made = a_calendar("halil", hours=HOURS, rest_minutes=10, minimum_notice_minutes=60, longest_day_minutes=480)
    assert (made["holder_id"], made["hours"], made["rest_minutes"]) == (ids["halil"], HOURS, 10)
    assert who("ipek").get_calendar(calendar_id=made["id"]) == made
    assert [(row.type, row.data) for row in told(process)] == [("calendar.created.v1", {"holder_id": ids["halil"]})]


def test_its_rules_are_set_anew_and_what_is_booked_stays(process, who, calendar, an_entry, do):
    entry = an_entry("16.00", "17.00")
    rules = {name: calendar[name] for name in ("name", "holder_id", "place")}
    changed = do(who("nermin"), "change_calendar", calendar, **rules, hours=HOURS)
    assert changed["hours"] == HOURS
    assert who("ipek").get_entry(entry_id=entry["id"])["status"] == "confirmed"
    with pytest.raises(Conflict, match="version.stale"):
        do(who("nermin"), "change_calendar", calendar, **rules, hours=HOURS)


def test_nobody_has_two_and_there_is_one_mayors(process, a_calendar):
    a_calendar("elif")
    with pytest.raises(Conflict, match="calendar.holder_has_one"):
        a_calendar("elif", kind="adviser")
    with pytest.raises(Conflict, match="calendar.one_mayor"):
        a_calendar("halil", kind="mayor")


@pytest.mark.parametrize(
    ("login", "facts", "error", "code"),
    [
        ("halil", {"kind": "room"}, Invalid, "calendar.holder"),
        (None, {"kind": "adviser"}, Invalid, "calendar.holder"),
        (None, {"hours": [HOURS[0] | {"ends": "09:00"}]}, Invalid, "calendar.hours_reversed"),
        (None, {"hours": [HOURS[0] | {"weekday": 8}]}, Invalid, "input.invalid"),
    ],
)
def test_what_no_calendar_can_be(process, a_calendar, login, facts, error, code):
    with pytest.raises(error, match=code):
        a_calendar(login, **facts)


def test_its_holder_is_known_here(process, who):
    facts = {"kind": "adviser", "name": "Danışman", "place": "Oda 3", "hours": HOURS}
    with pytest.raises(NotFound, match="person.not_found"):
        who("nermin").create_calendar(holder_id=str(new_id()), **facts)


@pytest.mark.parametrize(("login", "count"), [("ipek", 2), ("halil", 2), ("derya", 0)])
def test_those_who_keep_the_programme_see_them_by_name(process, who, calendar, a_calendar, login, count):
    a_calendar(None)
    names = [line["name"] for line in who(login).list_calendars()["items"]]
    assert names == ["Belediye Başkanı", "Encümen Salonu"][:count]


def test_the_director_alone_makes_and_changes_them(process, who, calendar, do):
    for login in ("ipek", "elif", "halil"):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            rules = {name: calendar[name] for name in ("name", "holder_id", "place", "hours")}
            do(who(login), "change_calendar", calendar, **rules)


@pytest.mark.check("S62", "agenda")
def test_two_years_after_it_nobody_knows_what_an_entry_was(process, who, an_entry, do):
    entry = do(who("ipek"), "cancel_entry", an_entry(summary="Kanarya", note="Kanarya"), reason="Kanarya")
    for day, known in (("2028-12-08", True), ("2028-12-11", False)):
        at(process, f"{day} 09:00")
        next(worker for worker in process.workers if worker.name == "retention").step()
        seen = who("nermin").get_entry(entry_id=entry["id"])
        assert ("Kanarya" in str(seen)) == known
        assert len(who("nermin").list_entries(words="kanarya")["items"]) == known
    assert seen["starts_at"] == "2026-12-10T07:00:00Z"


def test_the_mayors_day_shows_the_ways(process, who, an_entry):
    an_entry("10.00", "11.00", summary="Açılış", place="Çınaraltı Parkı", travel_minutes=20)
    rows = who("elif").get_day(day="2026-12-10")["programme"]
    assert [(row["time"], row["title"]) for row in rows] == [
        ("09.40–10.00", "Yol"),
        ("10.00–11.00", "Açılış"),
        ("11.00–11.20", "Yol"),
    ]
