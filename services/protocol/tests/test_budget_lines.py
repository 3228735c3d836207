"""An appropriation: opened, raised and lowered by decisions, on record; never lowered under what is bound or spent."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import told


def test_the_record_of_an_appropriation_adds_up_to_it(approver, a_line):
    line = a_line(appropriation=100_00)
    for kind, amount in (("supplement", 50_00), ("transfer_out", 30_00), ("transfer_in", 5_00), ("cancellation", 1_00)):
        facts = {"kind": kind, "amount": amount, "decision": "Meclis 2026/12"}
        line = approver.change_appropriation(budget_line_id=line["id"], version=line["version"], **facts)
    assert [change["amount"] for change in line["changes"]] == [100_00, 50_00, -30_00, 5_00, -1_00]
    assert line["appropriation"] == line["remaining"] == sum(change["amount"] for change in line["changes"])
    assert {change["by"] for change in line["changes"]} == {approver.actor.id}


def test_what_is_bound_is_not_taken_away(approver, a_line, as_far_as):
    line = a_line(appropriation=50_000_00)
    as_far_as("approved", line)
    line = approver.get_budget_line(budget_line_id=line["id"])
    less = {"budget_line_id": line["id"], "version": line["version"], "kind": "transfer_out", "decision": "Meclis 1"}
    with pytest.raises(Conflict, match="budget_line.in_use") as refused:
        approver.change_appropriation(**less, amount=8_000_01)
    assert refused.value.details == {"code": "03.6.1.01", "remaining": "8.000,00"}
    assert approver.change_appropriation(**less, amount=8_000_00)["remaining"] == 0


def test_a_stale_version_changes_nothing(approver, a_line, as_far_as):
    line = a_line()
    as_far_as("approved", line)
    more = {"kind": "supplement", "amount": 1, "decision": "Meclis 1"}
    with pytest.raises(Conflict, match="version.stale") as stale:
        approver.change_appropriation(budget_line_id=line["id"], version=line["version"], **more)
    assert stale.value.details["current"]["committed"] == 42_000_00


def test_a_code_is_opened_once_a_year(a_line):
    a_line()
    with pytest.raises(Conflict, match="budget_line.exists"):
        a_line()
    assert a_line(year=2027)["year"] == 2027


def test_a_unit_that_nobody_knows_keeps_no_books(a_line):
    with pytest.raises(Invalid, match="unit.unknown"):
        a_line(unit_id="00000000-0000-7000-8000-000000000001")


def test_lines_are_listed_by_year_and_code_page_by_page(approver, a_line):
    for year, code in ((2027, "03.6.1.01"), (2026, "03.6.2.01"), (2026, "03.6.1.01")):
        a_line(year=year, code=code)
    first = approver.list_budget_lines(limit=2)
    second = approver.list_budget_lines(limit=2, cursor=first["next_cursor"])
    shown = [(line["year"], line["code"]) for line in first["items"] + second["items"]]
    assert shown == [(2026, "03.6.1.01"), (2026, "03.6.2.01"), (2027, "03.6.1.01")]
    assert len(approver.list_budget_lines(year=2027)["items"]) == 1


def test_nobody_else_opens_one_and_no_word_of_it_is_told(process, spender, a_line):
    with pytest.raises(Forbidden, match="action.not_allowed"):
        spender.open_budget_line(year=2026, code="1", name="Ödenek", appropriation=1, decision="1")
    a_line()
    assert told(process)[-1].type == "budget_line.opened.v1"
    assert "Temsil" not in str(told(process)[-1].data)


def test_the_unit_that_keeps_the_books_sees_its_lines_only(process, person, a_line, a_unit_known, as_far_as):
    mali, fen = a_unit_known("MALI"), a_unit_known("FEN")
    line = a_line(unit_id=mali)
    expense = as_far_as("approved", line)
    umit, hakan = (person(process, "unit_director", units=[unit]) for unit in (mali, fen))
    assert [one["id"] for one in umit.list_budget_lines()["items"]] == [line["id"]]
    assert umit.get_expense(expense_id=expense["id"])["unit_id"] == mali
    assert umit.get_budget_report(year=2026)["committed"] == 42_000_00
    assert (hakan.list_budget_lines()["items"], hakan.list_expenses()["items"]) == ([], [])
    assert hakan.get_budget_report(year=2026)["items"] == []
    with pytest.raises(NotFound, match="budget_line.not_found"):
        hakan.get_budget_line(budget_line_id=line["id"])
    with pytest.raises(NotFound, match="expense.not_found"):
        hakan.get_expense(expense_id=expense["id"])
