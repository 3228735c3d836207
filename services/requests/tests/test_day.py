"""What is open, what belongs to the mayor's day, and what a person is told to have asked: on both databases."""

import pytest
from sqlalchemy import event

from makam_kernel.errors import Forbidden, Invalid
from makam_kernel.testing import on_record


@pytest.fixture
def busy_office(office):
    """Five requests: late, to be answered, solved, objected, restricted; the clock three weeks on."""
    office.late = office.routed(topic="Gecikmiş")
    office.solved_one = office.solved(topic="Çözülmüş")
    objected = office.solved(topic="İtirazlı")
    facts = {"answer": "no", "note": "Çözülmedi"}
    office.objected = office.do(office.sevil, "confirm_request", objected, **facts)
    office.hidden = office.register(category="SOSYAL.IS", topic="Gizli", by=office.nermin)
    office.at("2026-11-09 09:00")
    office.fresh = office.register(topic="Yeni", citizen=office.mehmet)
    return office


def titles(page):
    return [line["title"] for line in page["items"]]


@pytest.mark.feature("GW-1", part="requests")
def test_what_is_open_stands_in_the_order_of_its_due_day_and_what_waits_for_the_citizen_last(busy_office):
    found = busy_office.nermin.list_open_matters()
    assert titles(found) == ["İtirazlı", "Gecikmiş", "Gizli", "Yeni", "Çözülmüş"]
    assert found["items"][-1]["due_at"] is None
    assert found["items"][1]["due_at"] == "2026-10-26T20:59:59Z"
    assert found["counts"] == {"open": 5, "late": 3}
    assert [line["late"] for line in found["items"]] == [True, True, True, False, False]


def test_the_list_goes_on_page_by_page_over_what_has_no_due_day(busy_office):
    shown, cursor = [], None
    while True:
        page = busy_office.nermin.list_open_matters(limit=2, cursor=cursor)
        shown += titles(page)
        if not (cursor := page["next_cursor"]):
            break
    assert shown == titles(busy_office.nermin.list_open_matters())


def test_filters_narrow_the_list_and_leave_the_counts(busy_office):
    nermin = busy_office.nermin
    assert titles(nermin.list_open_matters(late=True)) == ["İtirazlı", "Gecikmiş", "Gizli"]
    assert titles(nermin.list_open_matters(late=False)) == ["Yeni", "Çözülmüş"]
    assert titles(nermin.list_open_matters(due_before="2026-10-27T00:00:00+03:00")) == ["İtirazlı", "Gecikmiş"]
    assert titles(nermin.list_open_matters(due_before="2026-10-26T12:00:00+03:00")) == ["İtirazlı"]
    assert titles(nermin.list_open_matters(unit_id=busy_office.units["FEN"])) == ["İtirazlı", "Gecikmiş", "Çözülmüş"]
    assert nermin.list_open_matters(person_id=busy_office.units["FEN"])["items"] == []
    assert nermin.list_open_matters(kind="request", unit_id=busy_office.units["PARK"])["counts"]["open"] == 5
    with pytest.raises(Invalid, match="input.cursor"):
        nermin.list_open_matters(cursor="bm90aGluZw")


def test_nobody_sees_or_counts_more_than_they_may_read(busy_office):
    assert "Gizli" not in titles(busy_office.sevil.list_open_matters())
    assert busy_office.sevil.list_open_matters()["counts"] == {"open": 4, "late": 2}
    assert busy_office.sule.list_open_matters() == {
        "items": [],
        "counts": {"open": 0, "late": 0},
        "next_cursor": None,
    }
    assert set(titles(busy_office.hakan.list_open_matters())) == {"İtirazlı", "Gecikmiş", "Çözülmüş"}
    with pytest.raises(Forbidden):
        busy_office.person("driver").list_open_matters()


@pytest.mark.feature("GW-2", part="requests")
def test_the_day_has_what_is_late_due_or_objected_to(busy_office):
    found = busy_office.nermin.get_day(day="2026-11-13")
    assert {line["topic"] for line in found["requests"]} == {"İtirazlı", "Gecikmiş", "Gizli"}
    assert (found["more"], found["counts"]) == (False, {"open": 5, "late": 3})
    assert {line["topic"] for line in busy_office.sevil.get_day(day="2026-11-13")["requests"]} == {
        "İtirazlı",
        "Gecikmiş",
    }
    assert busy_office.sule.get_day(day="2026-11-13")["requests"] == []


def test_whoever_sees_titles_is_on_record(busy_office):
    busy_office.sevil.list_open_matters()
    seen = on_record(busy_office.process, f"request/{busy_office.late['id']}")
    assert (busy_office.sevil.actor.id, "saw list_open_matters") in seen


@pytest.mark.parametrize(("method", "facts"), [("list_open_matters", {}), ("get_day", {"day": "2026-11-13"})])
def test_a_part_takes_three_queries_at_most(busy_office, method, facts):
    run = []

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    desk = busy_office.process.methods[method]
    reading_facts = desk.method.schema.read(facts)
    event.listen(busy_office.process.database.engine, "before_cursor_execute", note)
    busy_office.process.look(busy_office.nermin.actor, lambda reading: desk(reading, **reading_facts))
    event.remove(busy_office.process.database.engine, "before_cursor_execute", note)
    assert len([one for one in run if one.startswith("SELECT")]) <= 3, run


def test_of_many_things_those_are_told_that_may_be_read(busy_office):
    subjects = [f"request/{one['id']}" for one in (busy_office.late, busy_office.hidden)]
    asked = [*subjects, "request/not-an-id", "citizen/x", subjects[0]]
    assert busy_office.nermin.list_visible(subjects=asked)["subjects"] == subjects
    assert busy_office.sevil.list_visible(subjects=asked)["subjects"] == subjects[:1]
    assert busy_office.sule.list_visible(subjects=asked)["subjects"] == []


class TestHistory:
    """What there was with a person."""

    def test_a_citizen_is_known_by_their_id_and_their_requests_are_told(self, busy_office):
        citizen = busy_office.see(busy_office.late)["citizen"]["id"]
        [ayse] = busy_office.nermin.who_is(ids=[citizen])["items"]
        assert (ayse["name"], ayse["phone"], ayse["national_id"]) == ("Ayşe Yılmaz", "+905550000001", "10000000146")
        person = {name: ayse[name] for name in ("name", "phone", "national_id")}
        [found] = busy_office.nermin.list_history(persons=[{"key": "a", **person}], most=2)["items"]
        assert (found["key"], found["count"], len(found["lines"])) == ("a", 4, 2)
        assert all(line["certain"] for line in found["lines"])
        assert (busy_office.nermin.actor.id, "saw who_is") in on_record(busy_office.process, f"citizen/{citizen}")

    def test_what_the_viewer_may_not_read_is_neither_told_nor_counted(self, busy_office):
        deputy = busy_office.person("deputy")
        person = {"key": "a", "name": "Ayşe Yılmaz", "national_id": "10000000146"}
        [found] = deputy.list_history(persons=[person])["items"]
        assert found["count"] == 3
        assert "Gizli" not in {line["title"] for line in found["lines"]}

    def test_a_person_of_whom_the_viewer_may_read_nothing_does_not_exist(self, busy_office):
        only = busy_office.register(
            category="SOSYAL.IS", topic="Tek", by=busy_office.nermin, citizen=busy_office.hatice
        )
        citizen = busy_office.see(only)["citizen"]["id"]
        assert len(busy_office.nermin.who_is(ids=[citizen])["items"]) == 1
        assert busy_office.person("deputy").who_is(ids=[citizen])["items"] == []

    def test_the_same_name_alone_is_possible_and_no_more(self, busy_office):
        [found] = busy_office.nermin.list_history(persons=[{"key": "a", "name": "Mehmet Işık"}])["items"]
        assert [line["certain"] for line in found["lines"]] == [False]

    def test_it_is_not_for_everybody(self, busy_office):
        with pytest.raises(Forbidden):
            busy_office.sevil.who_is(ids=[busy_office.late["id"]])
        with pytest.raises(Forbidden):
            busy_office.hakan.list_history(persons=[{"key": "a", "name": "Ayşe Yılmaz"}])
