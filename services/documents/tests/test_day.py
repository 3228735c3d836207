"""What of the papers is open, what waits for somebody, and how few queries it costs to say so."""

import pytest
from sqlalchemy import event

from makam_kernel.testing import at


def test_what_waits_for_somebody_is_on_their_day(who, ids, a_paper, go_round):
    go_round(a_paper(subject="Zabıta", circle=["gulsen", "elif"]), left=2)
    urgent = go_round(a_paper(subject="Olur", circle=["elif"], urgency="dated", due_on="2026-12-02"), left=1)
    go_round(a_paper(subject="Tören", circle=["elif"]), left=1)
    papers = who("elif").get_day(day="2026-12-01")["papers"]
    assert [paper["subject"] for paper in papers] == ["Olur", "Tören"]
    assert papers[0]["id"] == urgent["id"]
    papers = who("gulsen", acts_for=["elif"]).get_day(day="2026-12-01")["papers"]
    assert [paper["subject"] for paper in papers] == ["Olur", "Zabıta", "Tören"]
    assert {paper["waiting_for_id"] for paper in papers} == {ids["elif"], ids["gulsen"]}


def test_open_papers_and_copies_are_listed_with_whose_turn_it_is(process, who, do, to, ids, unit_id, a_signed_paper):
    dated = {"urgency": "dated", "due_on": "2026-12-02"}
    paper = a_signed_paper(circle=["elif"], addressees=[to("FEN"), to("MALI", "information")], **dated)
    found = who("ipek").list_open_matters(kind="paper")
    assert [(one["noun"], one["number"], one["title"], one["late"]) for one in found["items"]] == [
        ("paper", paper["number"], paper["subject"], False)
    ]
    do(who("ipek"), "distribute_paper", paper)
    at(process, "2026-12-03 00:00:01")
    found = who("ipek").list_open_matters()
    assert found["counts"] == {"open": 3, "late": 3}
    assert {(one["noun"], one["unit_id"]) for one in found["items"]} == {
        ("distribution", unit_id("FEN")),
        ("distribution", unit_id("MALI")),
        ("instruction", unit_id("FEN")),
    }
    assert len(who("hakan").list_open_matters(late=True)["items"]) == 2
    do(who("hakan"), "receive_distribution", who("hakan").list_distributions()["items"][0])
    assert who("hakan").list_open_matters()["counts"] == {"open": 1, "late": 1}


def test_a_paper_that_waits_is_open_for_those_who_may_see_its_words(who, do, ids, a_paper, go_round):
    paper = go_round(a_paper(), left=2)
    matter = who("okan").list_open_matters(person_id=ids["gulsen"])["items"][0]
    assert (matter["id"], matter["person_id"], matter["status"]) == (paper["id"], ids["gulsen"], "in_review")
    assert who("gulsen").list_open_matters()["counts"]["open"] == 1
    assert who("elif").list_open_matters()["items"] == []


@pytest.mark.parametrize("count", [1, 10])
def test_a_page_costs_three_queries_however_many_papers_it_has(process, who, to, a_signed_paper, count):
    for _ in range(count):
        a_signed_paper(circle=["elif"], addressees=[to("FEN")])
    asked, client = [], who("nermin")

    def note(_connection, _cursor, statement, *_rest):
        asked.extend([statement] * statement.startswith("SELECT"))

    event.listen(process.database.engine, "before_cursor_execute", note)
    assert len(client.list_papers()["items"]) == count
    event.remove(process.database.engine, "before_cursor_execute", note)
    assert len(asked) == 3
