"""Lists and counts: what exists for whom, and pages that neither lose nor repeat."""

import random
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, insert, select

from makam_kernel.errors import Forbidden, Invalid, NotFound
from makam_kernel.ids import new_id
from requests_service.requests.models import Request

ROLES = {  # who sees which of: FEN's pothole, PARK's tree, SOSYAL's restricted wish, one that waits for a unit
    "director": {"fen", "park", "sosyal", "none"},
    "mayor": {"fen", "park", "sosyal", "none"},
    "deputy": {"fen", "park", "none"},
    "secretary": {"fen", "park", "none"},
    "front_desk": {"fen", "park", "none"},
    "fen": {"fen"},
    "sosyal": {"sosyal"},
}


@pytest.fixture
def four(office):
    """Four requests, by name."""
    return {
        "fen": office.routed(topic="fen"),
        "park": office.routed("PARK", category="PARK.AGAC", topic="park"),
        "sosyal": office.routed(
            "SOSYAL", by=office.nermin, category="SOSYAL.IS", citizen=office.hatice, topic="sosyal"
        ),
        "none": office.register(topic="none"),
    }


@pytest.fixture
def office(office):
    """As ever, but the director routes: a restricted request does not exist for the front desk."""
    office.sevil, office.front_desk = office.nermin, office.sevil
    return office


def who(office, role):
    if role in ("fen", "sosyal"):
        return office.person("unit_staff", units=[office.units[role.upper()]])
    return office.person(role)


def test_each_role_sees_its_own_in_list_page_and_count(office, four):
    for role, seen in ROLES.items():
        person = who(office, role)
        assert {line["topic"] for line in person.list_requests()["items"]} == seen, role
        assert person.count_requests()["total"] == len(seen), role
        for name, request in four.items():
            if name in seen:
                assert person.get_request(request_id=request["id"])["topic"] == name
            else:
                with pytest.raises(NotFound, match="request.not_found"):
                    person.get_request(request_id=request["id"])


@pytest.mark.scenario("requests.24", part="restricted")
def test_a_restricted_request_does_not_exist_for_others(office, four):
    hidden = {"request_id": four["sosyal"]["id"]}
    for method in ("get_request", "get_deadlines", "list_notices"):
        with pytest.raises(NotFound, match="request.not_found"):
            office.hakan.call(method, hidden)
    with pytest.raises(NotFound, match="request.not_found"):
        office.hakan.accept_request(**hidden, version=1)
    assert office.front_desk.list_requests(number=four["sosyal"]["number"])["items"] == []


def test_those_without_a_role_here_see_nothing(office, four):
    with pytest.raises(Forbidden, match="action.not_allowed"):
        office.person("driver").list_requests()


def test_a_unit_member_without_unit_sees_nothing(office, four):
    assert office.person("unit_staff").list_requests()["items"] == []


def test_what_was_sent_back_to_the_office_of_a_restricted_request_is_told_to_the_director_alone(office, four):
    person = who(office, "sosyal")
    office.do(person, "return_request", four["sosyal"], reason="Belge eksik")
    assert [notice["recipient"] for notice in office.notices(four["sosyal"], "office")] == ["role/director"]


def topics(office, **filters):
    return [line["topic"] for line in office.nermin.list_requests(**filters)["items"]]


def test_filters(office, four):
    office.do(office.nermin, "withdraw_request", four["park"], reason="Vazgeçti")
    assert topics(office, unit_id=office.units["FEN"]) == ["fen"]
    assert topics(office, status="withdrawn") == topics(office, open=False) == ["park"]
    assert topics(office, number=four["none"]["number"].lower()) == ["none"]
    assert topics(office, open=True, order="due") and "park" not in topics(office, open=True)
    assert topics(office, origin="wish/1") == []


def test_late_is_what_somebody_had_to_do(office, four):
    assert topics(office, late=True) == []
    answered = office.solve(four["fen"])
    office.at("2026-10-24 09:00")  # PARK had three working days, the pothole five, SOSYAL ten
    assert topics(office, late=True) == ["park"]
    office.do(office.nermin, "confirm_request", answered, answer="no")
    office.at("2026-10-27 09:00")  # the decision was due on the 26th, and so was the pothole of no unit
    assert sorted(topics(office, late=True)) == ["fen", "none", "park"]
    assert office.nermin.count_requests()["late"] == 3
    assert office.derya.count_requests()["late"] == 1
    assert sorted(topics(office, late=False)) == ["sosyal"]


def test_counts_are_equal_to_a_recount(office, four):
    office.solve(four["fen"])
    counts = office.nermin.count_requests()
    assert (counts["total"], counts["open"], counts["confirmed"]) == (4, 4, 0)
    lines = {(line["status"], line["unit_id"]): line["count"] for line in counts["items"]}
    assert lines == {
        ("solved", office.units["FEN"]): 1,
        ("routed", office.units["PARK"]): 1,
        ("routed", office.units["SOSYAL"]): 1,
        ("registered", None): 1,
    }


def test_what_is_answered_stands_by_the_age_of_its_answer(office):
    """Whose silence ends first is called first."""
    made = {name: office.routed(topic=name) for name in ("third", "first", "second")}
    office.routed(topic="unanswered")
    for day, name in enumerate(("first", "second", "third"), start=20):
        office.at(f"2026-10-{day} 09:00")
        office.solve(made[name])
    first = office.front_desk.list_requests(order="solved", limit=2)
    rest = office.front_desk.list_requests(order="solved", limit=2, cursor=first["next_cursor"])
    lines = [(line["topic"], line["solved_at"][:10]) for line in first["items"] + rest["items"]]
    assert lines == [("first", "2026-10-20"), ("second", "2026-10-21"), ("third", "2026-10-22")]


@pytest.mark.parametrize("order", ["newest", "due"])
def test_pages_have_no_gaps_and_no_doubles_while_rows_are_inserted(office, order):
    chance = random.Random(7)

    def register():
        day = chance.randint(5, 8)
        return office.register(received_at=f"2026-10-{day:02}T{chance.randint(8, 9):02}:00:00+03:00")["id"]

    first = {register() for _ in range(23)}
    seen, cursor = [], None
    while True:
        page = office.nermin.list_requests(limit=4, cursor=cursor, order=order)
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        register()
    ids = [line["id"] for line in seen]
    assert len(ids) == len(set(ids)) and first <= set(ids)
    key = (lambda line: line["received_at"]) if order == "newest" else (lambda line: line["statutory_due_on"])
    assert [key(line) for line in seen] == sorted(map(key, seen), reverse=order == "newest")


@pytest.mark.parametrize("rows", [1, 10])
def test_a_list_costs_one_query_however_long_it_is(small_office, rows):
    for _ in range(rows):
        small_office.register()
    with statements(small_office.process) as run:
        assert len(small_office.nermin.list_requests()["items"]) == rows
    assert len(run) == 1


@pytest.mark.parametrize("place", ["first", "next"])
def test_a_page_is_a_stretch_of_an_index(office, place):
    """However many there are, a page neither reads nor sorts the rest: the open ones by due day and all by receipt, for
    all, for the office, and of one unit."""
    crowd(office, 4000)
    due = {"open": True, "order": "due"}
    fen = {"unit_id": office.units["FEN"]}
    asked = [
        (office.nermin, due, "ix_requests_open_due"),
        (office.front_desk, due, "ix_requests_open_due"),
        (office.nermin, due | fen, "ix_requests_open_unit_due"),
        (office.hakan, due, "ix_requests_open_unit_due"),
        (office.nermin, {}, "ix_requests_received"),
        (office.nermin, fen, "_received"),  # of a unit that has many, PostgreSQL walks all of them by receipt
        (office.hakan, {}, "_received"),
    ]
    for who, wanted, index in asked:
        cursor = who.list_requests(limit=20, **wanted)["next_cursor"] if place == "next" else None
        with statements(office.process) as run:
            page = who.list_requests(limit=20, **wanted, cursor=cursor)
        told = [line["statutory_due_on" if "order" in wanted else "received_at"] for line in page["items"]]
        assert len(told) == 20 and told == sorted(told, reverse="order" not in wanted)
        plan = plan_of(office.process, *run[0])
        assert index in plan and "Sort" not in plan and "TEMP B-TREE" not in plan, plan


def crowd(office, rows):
    """So many copies of one request, most of them open, over all units and some weeks; the planner has counted them."""
    made = office.register()
    with office.process.database.transaction() as session:
        table, units = Request.__table__, [UUID(id) for id in office.units.values()]
        row = dict(session.execute(select(table).where(table.c.id == UUID(made["id"]))).one()._mapping)
        copies = []
        for place in range(rows):
            over = {"status": "withdrawn", "closed_at": row["received_at"]} if place % 10 == 0 else {}
            of_its_own = {"id": new_id(), "number": f"K-{place}", "unit_id": units[place % len(units)]}
            due = row["statutory_due_on"] + timedelta(days=place % 31)
            copies.append(row | of_its_own | {"statutory_due_on": due} | over)
        session.execute(insert(table), copies)
    with office.process.database.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def plan_of(process, statement, facts):
    """How the database says that it carries a statement out."""
    explain = "EXPLAIN QUERY PLAN" if process.database.is_sqlite else "EXPLAIN"
    with process.database.engine.connect() as connection:
        return "\n".join(str(line[-1]) for line in connection.exec_driver_sql(f"{explain} {statement}", facts))


@contextmanager
def statements(process):
    """The SQL that a process runs meanwhile with its parameters, without what opens and closes transactions."""
    run = []

    def note(_connection, _cursor, statement, facts, *_rest):
        if statement.startswith("SELECT"):
            run.append((statement, facts))

    event.listen(process.database.engine, "before_cursor_execute", note)
    yield run
    event.remove(process.database.engine, "before_cursor_execute", note)


CURSORS = (
    "x",
    "bnVsbA",  # null
    "WyIyMDI2LTEwLTE5IiwgIjEiXQ",  # a day without its zone, and no id
    "WyIyMDI2LTEwLTE5IiwgIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMSJd",  # a day without its zone
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMSJd",  # before year 1
)


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_of_ones_own_making_is_refused(small_office, cursor):
    with pytest.raises(Invalid, match="input.cursor"):
        small_office.nermin.list_requests(cursor=cursor)
