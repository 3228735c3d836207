"""What visitors hears of the expenses that its hosting tasks opened: each fact once, older ones never."""

import json
from pathlib import Path

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.ids import new_id
from makam_kernel.testing import hear, told
from visitors_service.subscriptions import EXPENSE_EVENTS

CONTRACT = Path(__file__).parents[2] / "protocol" / "contract" / "events.json"


@pytest.fixture
def a_priced_task(ipek, a_visit):
    """Makes a hosting task of 42.000,00 TL for 14 persons."""

    def make():
        visit = a_visit(planned_at="2026-12-15T19:00:00+03:00")
        facts = {"visit_id": visit["id"], "kind": "treat", "minutes_before": 0, "note": "akşam yemeği"}
        task = ipek.add_hosting_task(**facts)
        named = {"hosting_task_id": task["id"], "version": task["version"]}
        return ipek.price_hosting_task(**named, price=42_000_00, persons=14)

    return make


@pytest.fixture
def an_expense_event(an_event):
    """Makes what protocol tells of the expense of a task: ``an_expense_event(task, "approved", 2)``."""
    first = str(new_id())

    def make(task, status, sequence, *, expense_id=first, type=None, source=None, amount=42_000_00):
        data = {"number": "GDR-2026-000007", "status": status, "amount": amount}
        data["source"] = source or f"hosting_task/{task['id']}"
        return an_event(type or f"expense.{status}.v1", "protocol", f"expense/{expense_id}", data, sequence=sequence)

    return make


@pytest.fixture
def shown(ipek):
    """What a task shows of its expense."""

    def show(task):
        task = ipek.get_hosting_task(hosting_task_id=task["id"])
        return task["expense_number"], task["expense_status"], task["expense_amount"]

    return show


def test_everything_that_protocol_tells_of_expenses_is_heard():
    tells = json.loads(CONTRACT.read_text(encoding="utf-8"))["tells"]
    assert sorted(EXPENSE_EVENTS) == sorted(type for type in tells if type.startswith("expense."))


@pytest.mark.feature("VI-3", part="the state of the expense on the task")
def test_the_task_shows_where_its_expense_stands(process, a_priced_task, an_expense_event, shown):
    """Every hosting task that costs money opens an expense in protocol and shows its state."""
    task = a_priced_task()
    hear(process, an_expense_event(task, "requested", 1))
    assert shown(task) == ("GDR-2026-000007", "requested", 42_000_00)
    hear(process, an_expense_event(task, "paid", 9, amount=43_150_00))
    assert shown(task) == ("GDR-2026-000007", "paid", 43_150_00)


def test_a_repeated_fact_changes_nothing(process, ipek, a_priced_task, an_expense_event):
    task = a_priced_task()
    event = an_expense_event(task, "approved", 2)
    hear(process, event)
    before, said = ipek.get_hosting_task(hosting_task_id=task["id"]), len(told(process))
    hear(process, event, event)
    hear(process, an_expense_event(task, "approved", 2, type="expense.snapshot.v1"))
    assert (ipek.get_hosting_task(hosting_task_id=task["id"]), len(told(process))) == (before, said)


def test_facts_in_any_order_end_alike(process, a_priced_task, an_expense_event, shown):
    task = a_priced_task()
    for status, sequence in (("paid", 8), ("accrued", 7), ("requested", 1)):
        hear(process, an_expense_event(task, status, sequence))
    assert shown(task)[1] == "paid"


def test_of_two_expenses_the_later_counts_whichever_is_told_last(
    process, ipek, a_priced_task, an_expense_event, shown
):
    """The first was refused, the task priced anew; the refusal, told once more, changes nothing."""
    task, second = a_priced_task(), str(new_id())
    hear(process, an_expense_event(task, "requested", 1))
    named = {"hosting_task_id": task["id"], "price": 30_000_00}
    seen = ipek.get_hosting_task(hosting_task_id=task["id"])
    with pytest.raises(Conflict, match="hosting_task.already_priced") as refused:
        ipek.price_hosting_task(**named, version=seen["version"])
    assert refused.value.details == {"number": "GDR-2026-000007"}
    hear(process, an_expense_event(task, "refused", 2))
    seen = ipek.get_hosting_task(hosting_task_id=task["id"])
    ipek.price_hosting_task(**named, version=seen["version"])
    hear(process, an_expense_event(task, "requested", 1, expense_id=second, amount=30_000_00))
    hear(process, an_expense_event(task, "refused", 3))
    assert shown(task)[1:] == ("requested", 30_000_00)


@pytest.mark.parametrize("source", ["ceremony/019a2f60-7c00-7000-8000-000000000001", None])
def test_an_expense_for_anything_else_is_no_concern(process, a_priced_task, an_expense_event, shown, source):
    task = a_priced_task()
    event = an_expense_event(task, "approved", 2)
    event.data["source"] = source
    hear(process, event)
    assert shown(task) == (None, None, None)
