"""Entries: taken, moved, changed, given back; what is told and kept of each."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, text

from agenda_service.calendars.models import Calendar
from agenda_service.entries.queries import near
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, do_what_is_due, told

SPAN = {"starts_at": "2026-12-10T14:00:00+03:00", "ends_at": "2026-12-10T15:00:00+03:00"}


def types(process):
    """What was told of entries, in order."""
    return [row.type.removesuffix(".v1") for row in told(process) if row.subject.startswith("entry/")]


class TestLife:
    @pytest.mark.feature("A1.12")
    def test_tentative_confirmed_moved_held(self, process, who, an_entry, do):
        entry = an_entry(status="tentative")
        for method, facts in (
            ("confirm_entry", {}),
            ("move_entry", SPAN),
            ("move_entry", SPAN | {"reason": "Vali geliyor"}),
        ):
            entry = do(who("ipek"), method, entry, **facts)
        assert (entry["status"], entry["starts_at"]) == ("moved", "2026-12-10T11:00:00Z")
        with pytest.raises(Conflict, match="entry.not_begun"):
            do(who("ipek"), "record_entry_held", entry)
        at(process, "2026-12-10 15:00")
        assert do(who("ipek"), "record_entry_held", entry)["status"] == "held"
        assert types(process) == ["entry.planned", "entry.confirmed", "entry.moved", "entry.moved", "entry.held"]

    @pytest.mark.feature("A1.32")
    def test_the_history_says_who_did_what_when_and_why(self, process, who, an_entry, do):
        entry = do(who("oguz"), "move_entry", an_entry(), reason="Vali ziyareti nedeniyle", **SPAN)
        entry = do(who("nermin", acts_for=["elif"]), "cancel_entry", entry, reason="Vali geldi")
        rows = who("halil").get_entry(entry_id=entry["id"])["history"]
        assert [(row["act"], row["actor_name"], row["reason"], row["status"]) for row in rows] == [
            ("confirmed", "ipek", None, "confirmed"),
            ("moved", "oguz", "Vali ziyareti nedeniyle", "moved"),
            ("cancelled", "nermin (elif yerine)", "Vali geldi", "cancelled"),
        ]
        assert [row["starts_at"][11:16] for row in rows] == ["07:00", "11:00", "11:00"]

    def test_what_was_not_firm_is_not_firm_after_a_move(self, process, who, an_entry, do):
        assert do(who("ipek"), "move_entry", an_entry(status="tentative"), **SPAN)["status"] == "tentative"

    def test_a_cancelled_time_is_free(self, process, who, an_entry, do):
        do(who("ipek"), "cancel_entry", an_entry())
        an_entry()

    def test_the_old_time_of_a_moved_entry_is_free(self, process, who, an_entry, do):
        do(who("ipek"), "move_entry", an_entry(), **SPAN)
        an_entry()
        with pytest.raises(Conflict, match="entry.overlap"):
            an_entry("14.30", "15.30")

    def test_an_entry_is_not_in_its_own_way(self, process, who, an_entry, do):
        do(who("ipek"), "move_entry", an_entry(), starts_at="2026-12-10T10:30:00+03:00", ends_at=SPAN["starts_at"])

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"starts": "11.00", "ends": "11.00"}, "entry.times_reversed"),
            ({"starts": "11.00", "ends": "10.00"}, "entry.times_reversed"),
            ({"zone": "Ankara"}, "entry.zone_unknown"),
        ],
    )
    def test_what_no_entry_can_be(self, process, an_entry, facts, code):
        with pytest.raises(Invalid, match=code):
            an_entry(**facts)

    def test_an_entry_of_many_weeks_is_none(self, process, who, calendar):
        span = {"starts_at": "2026-12-01T09:00:00Z", "ends_at": "2027-01-02T09:00:00Z"}
        with pytest.raises(Invalid, match="entry.too_long"):
            who("ipek").plan_entry(calendar_id=calendar["id"], kind="travel", summary="Gezi", **span)

    def test_whoever_takes_part_is_known_here(self, process, an_entry):
        with pytest.raises(NotFound, match="person.not_found"):
            an_entry(people=[{"person_id": str(UUID(int=1))}])


class TestHolds:
    @pytest.mark.feature("A1.11")
    @pytest.mark.promise("P22", part="a proposal holds its time")
    def test_a_held_time_is_taken_until_its_hold_is_over(self, process, an_entry):
        an_entry(status="tentative", held_until="2026-12-02T17:00:00+03:00")
        with pytest.raises(Conflict, match="entry.overlap"):
            an_entry()
        at(process, "2026-12-02 17:00")
        an_entry()

    def test_its_end_is_told(self, process, who, an_entry):
        entry = an_entry(status="tentative", held_until="2026-12-02T17:00:00+03:00")
        at(process, "2026-12-02 17:00")
        do_what_is_due(process)
        assert types(process) == ["entry.planned", "entry.released"]
        assert who("ipek").get_entry(entry_id=entry["id"])["status"] == "cancelled"

    def test_what_was_confirmed_in_time_stays(self, process, who, an_entry, do):
        do(who("ipek"), "confirm_entry", an_entry(status="tentative", held_until="2026-12-02T17:00:00+03:00"))
        at(process, "2026-12-03 17:00")
        do_what_is_due(process)
        assert types(process) == ["entry.planned", "entry.confirmed"]

    def test_what_was_held_too_long_ago_is_not_confirmed(self, process, who, an_entry, do):
        entry = an_entry(status="tentative", held_until="2026-12-02T17:00:00+03:00")
        at(process, "2026-12-02 17:00")
        with pytest.raises(Conflict, match="entry.wrong_status"):
            do(who("ipek"), "confirm_entry", entry)

    def test_a_firm_entry_is_cancelled_and_not_released(self, process, who, an_entry, do):
        assert do(who("ipek"), "release_entry", an_entry(status="tentative"))["status"] == "cancelled"
        with pytest.raises(Conflict, match="entry.wrong_status"):
            do(who("ipek"), "release_entry", an_entry())


class TestRest:
    def test_between_two_entries_there_is_a_rest(self, process, who, a_calendar):
        calendar = a_calendar(rest_minutes=15)
        plain = {"calendar_id": calendar["id"], "kind": "visit", "summary": "Ziyaret"}
        who("ipek").plan_entry(**plain, starts_at="2026-12-10T09:00:00Z", ends_at="2026-12-10T10:00:00Z")
        with pytest.raises(Conflict, match="entry.too_close") as refused:
            who("ipek").plan_entry(**plain, starts_at="2026-12-10T10:10:00Z", ends_at="2026-12-10T11:00:00Z")
        assert refused.value.details["minutes"] == 15
        who("ipek").plan_entry(**plain, starts_at="2026-12-10T10:15:00Z", ends_at="2026-12-10T11:00:00Z")

    def test_a_change_of_words_asks_for_no_room(self, process, who, an_entry, do):
        an_entry()
        beside = an_entry(by="nermin", override_reason="Kısa sürecek")
        do(who("ipek"), "change_entry", beside, kind="call", summary="Telefon")
        with pytest.raises(Conflict, match="entry.travel_time"):
            do(
                who("ipek"),
                "change_entry",
                an_entry("11.00", "12.00"),
                kind="call",
                summary="Ziyaret",
                travel_minutes=20,
            )


class TestWho:
    @pytest.mark.parametrize("login", ["hakan", "derya", "recep"])
    def test_who_has_no_part_in_it_finds_nothing(self, process, who, an_entry, calendar, login):
        entry = an_entry()
        with pytest.raises(NotFound, match="entry.not_found"):
            who(login).get_entry(entry_id=entry["id"])
        assert who(login).list_entries()["items"] == []
        with pytest.raises(NotFound, match="calendar.not_found"):
            who(login).find_free_slots(
                calendar_id=calendar["id"], from_on="2026-12-10", until_on="2026-12-10", minutes=30
            )

    def test_a_deputy_books_their_own_calendar_alone(self, process, who, an_entry, a_calendar):
        own = a_calendar("halil")
        an_entry(by="halil", calendar_id=own["id"])
        with pytest.raises(Forbidden, match="action.not_allowed"):
            an_entry("12.00", "13.00", by="halil")

    def test_a_participant_reads_and_does_not_change(self, process, who, ids, an_entry, do):
        entry = an_entry(people=[{"person_id": ids["okan"]}])
        assert who("okan").get_entry(entry_id=entry["id"])["people"] == [
            {"person_id": ids["okan"], "part": "participant"}
        ]
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who("okan"), "cancel_entry", entry)


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["ışıklar", "ISIKLAR caddesi", "caddesinde", "kavşağı", "KAVSAK", "Millî", "milli"]
    )
    @pytest.mark.feature("A1.33", part="search")
    def test_finds_turkish_words_in_any_spelling(self, process, who, an_entry, words):
        an_entry(summary="Işıklar Caddesi kavşak açılışı", place="Millî Egemenlik Parkı")
        an_entry("12.00", "13.00", summary="Bambaşka")
        (found,) = who("halil").list_entries(words=words)["items"]
        assert found["summary"].startswith("Işıklar")

    def test_finds_what_it_says_now(self, process, who, an_entry, do):
        do(who("ipek"), "change_entry", an_entry(summary="Çınar"), kind="visit", summary="Söğüt")
        found = [len(who("ipek").list_entries(words=word)["items"]) for word in ("çınar", "söğüt")]
        assert found == [0, 1]

    def test_the_database_sees_no_word_of_it(self, process, an_entry):
        an_entry(summary="Kanarya", note="Kanarya", place="Kanarya")
        with process.database.engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM entries JOIN entry_words ON entry_id = entries.id")).all()
        assert rows and "anar" not in str([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in rows])


class TestLists:
    def test_a_list_costs_three_queries_however_long_it_is(self, process, who, calendar, an_entry, ids):
        for hour in range(9, 17):
            an_entry(f"{hour:02}.00", f"{hour:02}.30", people=[{"person_id": ids["okan"]}])
        run = []

        def note(_connection, _cursor, statement, *_rest):
            run.append(statement)

        event.listen(process.database.engine, "before_cursor_execute", note)
        items = who("halil").list_entries(calendar_id=calendar["id"], from_on="2026-12-10", until_on="2026-12-10")[
            "items"
        ]
        event.remove(process.database.engine, "before_cursor_execute", note)
        assert len(items) == 8
        assert len([one for one in run if one.startswith("SELECT")]) <= 3

    def test_pages_follow_one_another(self, process, who, an_entry):
        made = [an_entry(f"{hour:02}.00", f"{hour:02}.30")["id"] for hour in (11, 9, 15, 13)]
        first = who("ipek").list_entries(limit=3)
        rest = who("ipek").list_entries(limit=3, cursor=first["next_cursor"])
        assert [line["id"] for line in first["items"] + rest["items"]] == [made[1], made[0], made[3], made[2]]

    def test_a_day_shows_what_reaches_into_it(self, process, who, calendar):
        span = {"starts_at": "2026-12-07T09:00:00Z", "ends_at": "2026-12-11T09:00:00Z"}
        who("ipek").plan_entry(calendar_id=calendar["id"], kind="travel", summary="Gezi", **span)
        days = ["2026-12-06", "2026-12-07", "2026-12-09", "2026-12-11", "2026-12-12"]
        counts = [len(who("ipek").list_entries(from_on=day, until_on=day)["items"]) for day in days]
        assert counts == [0, 1, 1, 1, 0]

    def test_the_look_for_what_is_near_is_a_stretch_of_the_index(self, process, calendar, an_entry):
        """However many entries a calendar has: the longest of them bounds how far back is looked."""
        an_entry(preparation_minutes=30, travel_minutes=15)
        with process.database.reading() as session:
            kept = session.get(Calendar, UUID(calendar["id"]))
            assert kept.longest_minutes == 120
            run = []
            event.listen(process.database.engine, "before_cursor_execute", lambda *call: run.append((call[2], call[3])))
            near(session, kept, process.clock.now(), process.clock.now() + timedelta(hours=1), at=process.clock.now())
            statement, facts = run[0]
        assert "reach_from >=" in statement and "reach_from <" in statement
        if process.database.is_sqlite:
            with process.database.engine.connect() as connection:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", facts).all()
            assert any(
                "ix_entries_calendar_id_reach_from (calendar_id=? AND reach_from>? AND reach_from<?)" in str(row)
                for row in plan
            )
