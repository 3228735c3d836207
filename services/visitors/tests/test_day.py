"""What is open, what belongs to a day, and what there was with a person: on both databases."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from makam_kernel.errors import Forbidden
from makam_kernel.testing import at, on_record

DAY = "2026-12-02"


@pytest.fixture
def busy_house(process, ipek, nermin, a_wish, a_visit, unit_id):
    """Two promises of which one is late, a visit of the mayor's and one of a unit's; 2 December 2026, 13.30."""
    wish = a_wish(end="answered")
    for words, due_on, unit in (("Park", "2026-12-02", "FEN"), ("Kaldırım", "2026-12-03", "PARK")):
        ipek.give_promise(wish_id=wish["id"], words=words, due_on=due_on, unit_id=unit_id(unit))
    a_visit("Ferhat GÜLER", purpose="Heyet", host_unit_id=None)
    a_visit("Ayşe KAYA", "Can KAYA", purpose="Görüşme", planned_at=f"{DAY}T16:00:00+03:00")
    at(process, "2026-12-02 13:30")
    return wish


def titles(page):
    return [line["title"] for line in page["items"]]


@pytest.mark.feature("GW-1", part="visitors")
def test_promises_and_visits_stand_in_one_list(process, nermin, busy_house):
    found = nermin.list_open_matters()
    assert titles(found) == ["Heyet", "Görüşme", "Park", "Kaldırım"]
    assert [line["late"] for line in found["items"]] == [True, False, False, False]
    assert found["counts"] == {"open": 4, "late": 1}
    at(process, "2026-12-03 08:00")
    assert nermin.list_open_matters(kind="promise")["counts"] == {"open": 4, "late": 3}
    assert titles(nermin.list_open_matters(late=True, kind="promise")) == ["Park"]


def test_page_by_page_it_is_the_same_list(nermin, busy_house):
    whole, seen, cursor = titles(nermin.list_open_matters()), [], None
    while True:
        page = nermin.list_open_matters(limit=1, cursor=cursor)
        seen += titles(page)
        if not (cursor := page["next_cursor"]):
            break
    assert seen == whole


def test_nobody_sees_or_counts_more_than_they_may_read(process, person, busy_house, unit_id):
    fen = person(process, "unit_staff", units=[unit_id("FEN")])
    assert (titles(fen.list_open_matters()), fen.list_open_matters()["counts"]["open"]) == (["Park"], 1)
    protocol = person(process, "protocol_officer")
    assert set(titles(protocol.list_open_matters())) == {"Heyet", "Görüşme"}
    with pytest.raises(Forbidden):
        person(process, "driver").list_open_matters()


@pytest.mark.feature("GW-2", part="visitors")
def test_the_day_names_who_comes_and_what_was_promised_for_it(process, person, nermin, busy_house, unit_id):
    found = nermin.get_day(day=DAY)
    assert found["public_day"]["id"] == busy_house["public_day"]["id"]
    assert [visit["purpose"] for visit in found["visits"]] == ["Heyet", "Görüşme"]
    assert [len(visit["members"]) for visit in found["visits"]] == [1, 2]
    assert [promise["words"] for promise in found["promises"]] == ["Park"]
    fen = person(process, "unit_staff", units=[unit_id("FEN")])
    of_fen = fen.get_day(day=DAY)
    assert (of_fen["public_day"], of_fen["visits"]) == (None, [])
    assert [promise["words"] for promise in of_fen["promises"]] == ["Park"]


@pytest.mark.parametrize("method", ["list_open_matters", "get_day"])
def test_a_part_takes_few_queries_however_much_there_is(process, nermin, busy_house, method):
    run = []

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    desk = process.methods[method]
    facts = desk.method.schema.read({"day": DAY} if method == "get_day" else {})
    event.listen(process.database.engine, "before_cursor_execute", note)
    process.look(nermin.actor, lambda reading: desk(reading, **facts))
    event.remove(process.database.engine, "before_cursor_execute", note)
    assert len([one for one in run if one.startswith("SELECT")]) <= MOST_QUERIES[method], run


MOST_QUERIES = {"get_day": 3, "list_open_matters": 4}
"""The open matters take one for each noun and one for the counts."""


class TestHistory:
    """What there was with a person."""

    def test_who_came_to_a_public_day_is_known_with_their_wish_and_promises(self, nermin, ipek, busy_house, process):
        place = busy_house["place"]["id"]
        [known] = nermin.who_is(ids=[place])["items"]
        assert (known["noun"], known["name"]) == ("place", "Hatice ÖZDEMİR")
        meant = {"key": "a", "name": known["name"], "subjects": [f"place/{place}"]}
        [found] = nermin.list_history(persons=[meant])["items"]
        assert {line["noun"] for line in found["lines"]} == {"place", "wish", "promise"}
        assert (found["count"], {line["certain"] for line in found["lines"]}) == (4, {True})
        assert (nermin.actor.id, "saw who_is") in on_record(process, f"place/{place}")

    def test_a_guest_leads_to_their_visit(self, nermin, busy_house):
        [visit] = [one for one in nermin.get_day(day=DAY)["visits"] if one["purpose"] == "Heyet"]
        member = visit["members"][0]["id"]
        [known] = nermin.who_is(ids=[member])["items"]
        assert (known["noun"], known["name"]) == ("visit_member", "Ferhat GÜLER")
        meant = {"key": "a", "name": None, "subjects": [f"visit_member/{member}"]}
        [found] = nermin.list_history(persons=[meant])["items"]
        assert [line["title"] for line in found["lines"]] == ["Heyet"]

    def test_whoever_was_erased_is_nobody(self, process, nermin, busy_house):
        from visitors_service.places.models import Place

        with process.database.transaction() as session:
            session.query(Place).one().erased_at = datetime.fromisoformat("2026-12-02T10:00:00+00:00")
        assert nermin.who_is(ids=[busy_house["place"]["id"]])["items"] == []
        [found] = nermin.list_history(persons=[{"key": "a", "name": "Hatice ÖZDEMİR"}])["items"]
        assert found["lines"] == []


@pytest.mark.feature("GW-1", part="pages against sorting")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=8),
    limit=st.integers(1, 4),
    until=st.none() | st.integers(0, 4),
)
def test_the_pages_are_all_that_is_open_in_order_each_once(a_process_of_its_own, due, limit, until):
    nermin, fill = a_process_of_its_own
    wanted = fill(due)
    asked = {"limit": limit} | ({} if until is None else {"due_before": f"2027-01-0{1 + until}T12:00:00+03:00"})
    bound = asked.get("due_before") and datetime.fromisoformat(asked["due_before"])
    expected = [line for line in sorted(wanted) if bound is None or line[0] < bound]
    seen, cursor = [], None
    while True:
        page = nermin.list_open_matters(**asked, cursor=cursor)
        seen += [(datetime.fromisoformat(line["due_at"]), line["id"]) for line in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert seen == expected


@pytest.fixture
def a_process_of_its_own(process, ipek, nermin, a_wish, a_visit):
    """The director, and what fills the house anew: promises at the end of a day, visits at that very second."""
    wish = a_wish(end="answered")

    def fill(due):
        from sqlalchemy import delete

        from visitors_service.promises.models import Promise
        from visitors_service.visits.models import Visit, VisitMember

        with process.database.transaction() as session:
            for model in (Promise, VisitMember, Visit):
                session.execute(delete(model))
        made = []
        for is_promise, number in due:
            day, second = f"2027-01-0{1 + number}", f"2027-01-0{1 + number}T23:59:59+03:00"
            if is_promise:
                thing = ipek.give_promise(wish_id=wish["id"], words="Söz", due_on=day)
            else:
                thing = a_visit("Ferhat GÜLER", planned_at=second)
            made.append((datetime.fromisoformat(second), thing["id"]))
        return made

    return nermin, fill
