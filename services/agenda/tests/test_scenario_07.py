"""Agenda S07: of a private entry others see two times, on every path."""

import json

import pytest
from sqlalchemy import select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Forbidden, NotFound
from makam_kernel.testing import told

DAY = "2026-12-09"
PRIVATE = {
    "kind": "private",
    "summary": "Sağlık kontrolü",
    "place": "Akçınar Devlet Hastanesi",
    "note": "Aç karnına",
    "travel_minutes": 15,
    "is_private": True,
}
SECRETS = ("Sağlık", "Hastanesi", "karnına", "confirmed")

pytestmark = pytest.mark.scenario("agenda.S07", part="all but the iCalendar feed and the moved occurrence of a series")


@pytest.fixture
def check_up(process, an_entry, ids):
    """09.12.2026 12.30–13.30 "Sağlık kontrolü", private, by the director, with a driver."""
    people = [{"person_id": ids["recep"], "part": "driver"}]
    return an_entry("12.30", "13.30", day=DAY, by="nermin", people=people, **PRIVATE)


def text(answer):
    return json.dumps(answer, ensure_ascii=False, default=str)


def is_busy(entry):
    """Whether an entry says only that the time is taken."""
    told = {name: value for name, value in entry.items() if value not in (None, [], 0)}
    assert told == {
        "id": entry["id"],
        "calendar_id": entry["calendar_id"],
        "zone": "Europe/Istanbul",
        "kind": "busy",
        "summary": "Dolu",
        "starts_at": "2026-12-09T09:30:00Z",
        "ends_at": "2026-12-09T10:30:00Z",
        "is_private": True,
    }
    return not any(secret in text(entry) for secret in SECRETS)


@pytest.mark.check("S21", part="the agenda")
@pytest.mark.parametrize("login", ["halil", "ipek"])
class TestOthers:
    def test_the_week(self, process, who, check_up, calendar, login):
        week = who(login).list_entries(calendar_id=calendar["id"], from_on="2026-12-07", until_on="2026-12-13")
        (entry,) = week["items"]
        assert is_busy(entry)

    def test_the_entry_with_its_history(self, process, who, check_up, login):
        seen = who(login).get_entry(entry_id=check_up["id"])
        assert is_busy(seen)
        assert seen["history"] == []

    def test_the_sheet_has_no_way_to_it(self, process, who, check_up, calendar, login):
        sheet = who(login).get_day_sheet(calendar_id=calendar["id"], day=DAY)
        assert [(row["time"], row["title"], row["place"]) for row in sheet["rows"]] == [("12.30–13.30", "Dolu", None)]
        assert is_busy(sheet["rows"][0]["entry"])

    @pytest.mark.parametrize("words", ["sağlık", "SAGLIK", "Sağlığı", "hastanesi", "dolu"])
    def test_the_search_finds_nothing(self, process, who, check_up, login, words):
        assert who(login).list_entries(words=words)["items"] == []

    @pytest.mark.parametrize("asked", [{"kind": "private"}, {"status": "confirmed"}, {"in_conflict": False}])
    def test_nor_does_any_filter_that_asks_for_more_than_times(self, process, who, check_up, login, asked):
        assert who(login).list_entries(**asked)["items"] == []

    def test_the_mayors_day(self, process, who, check_up, login):
        (row,) = who(login).get_day(day=DAY)["programme"]
        assert is_busy(row["entry"])


class TestNoTrace:
    def test_the_conflict_answer(self, process, check_up, an_entry):
        """Also where only the way stands in the way, which would tell of a place elsewhere."""
        for times in (("13.00", "13.20"), ("13.35", "14.00")):
            with pytest.raises(Conflict, match="entry.overlap") as refused:
                an_entry(*times, day=DAY)
            assert refused.value.details == {
                "entry": check_up["id"],
                "summary": "Dolu",
                "starts_at": "09.12.2026 12.30",
                "ends_at": "09.12.2026 13.30",
            }

    def test_nobody_changes_what_they_may_not_know(self, process, who, check_up, do):
        for method in ("move_entry", "cancel_entry"):
            span = {"starts_at": f"{DAY}T15:00:00+03:00", "ends_at": f"{DAY}T16:00:00+03:00"}
            with pytest.raises(Forbidden, match="action.not_allowed"):
                do(who("ipek"), method, check_up, **(span if method == "move_entry" else {}))

    def test_the_secretary_who_writes_one_down_is_answered_like_all_others(self, process, an_entry):
        answer = an_entry("12.30", "13.30", day=DAY, by="ipek", **PRIVATE)
        assert is_busy(answer)

    def test_one_that_was_cancelled_is_nothing(self, process, who, check_up, do):
        do(who("nermin"), "cancel_entry", check_up)
        assert who("halil").list_entries()["items"] == []
        assert len(who("nermin").list_entries()["items"]) == 1
        with pytest.raises(NotFound, match="entry.not_found"):
            who("halil").get_entry(entry_id=check_up["id"])

    def test_what_is_open(self, process, who, an_entry):
        an_entry("12.30", "13.30", day=DAY, by="nermin", status="tentative", **PRIVATE)
        assert who("halil").list_open_matters() == {
            "items": [],
            "counts": {"open": 0, "late": 0},
            "next_cursor": None,
        }
        assert who("nermin").list_open_matters()["counts"]["open"] == 1

    def test_events_and_audit(self, process, check_up):
        with process.database.reading() as session:
            kept = [vars(row) for row in session.scalars(select(AuditEntry))]
        assert not any(secret in text([kept, [row.data for row in told(process)]]) for secret in SECRETS[:3])

    def test_an_entry_that_is_made_private_is_found_no_more(self, process, who, an_entry, do):
        entry = an_entry("09.00", "09.30", day=DAY, summary="Diş hekimi")
        assert len(who("halil").list_entries(words="dis hekimi")["items"]) == 1
        do(who("nermin"), "change_entry", entry, kind="meeting", summary="Diş hekimi", is_private=True)
        assert who("halil").list_entries(words="dis hekimi")["items"] == []
        assert len(who("nermin").list_entries(words="dis hekimi")["items"]) == 1


class TestThoseWhoKnow:
    @pytest.mark.parametrize("login", ["nermin", "elif"])
    def test_the_director_and_the_holder_see_all(self, process, who, check_up, login):
        seen = who(login).get_entry(entry_id=check_up["id"])
        assert (seen["summary"], seen["place"], seen["note"]) == ("Sağlık kontrolü", PRIVATE["place"], "Aç karnına")
        assert len(who(login).list_entries(words="sağlık")["items"]) == 1

    @pytest.mark.feature("A1.16")
    def test_who_takes_part_sees_it_in_full(self, process, who, ids, an_entry):
        entry = an_entry("12.30", "13.30", day=DAY, by="nermin", people=[{"person_id": ids["okan"]}], **PRIVATE)
        assert who("okan").get_entry(entry_id=entry["id"])["summary"] == "Sağlık kontrolü"
        with pytest.raises(NotFound, match="entry.not_found"):
            who("derya").get_entry(entry_id=entry["id"])

    def test_the_driver_sees_the_place_if_he_is_assigned(self, process, who, check_up, an_entry):
        seen = who("recep").get_entry(entry_id=check_up["id"])
        assert (seen["summary"], seen["place"], seen["note"]) == ("Dolu", PRIVATE["place"], None)
        other = an_entry("15.00", "15.30", day=DAY, by="nermin", **PRIVATE)
        with pytest.raises(NotFound, match="entry.not_found"):
            who("recep").get_entry(entry_id=other["id"])

    def test_who_stands_in_for_the_mayor_does_not_learn_of_it(self, process, who, check_up):
        assert is_busy(who("halil", acts_for=["elif"]).get_entry(entry_id=check_up["id"]))
