"""What protocol hears of hosting tasks that cost money: one expense each, whatever is repeated or comes late."""

import pytest

from makam_kernel.testing import hear, told

DINNER = {"purpose": "İkram (Grünhagen Belediyesi)", "needed_on": "2026-12-15", "persons": 14, "price": 42_000_00}


@pytest.fixture
def found(spender):
    """The expenses that came of what was told."""
    return lambda event: spender.list_expenses(source=event.subject)["items"]


def test_a_task_that_costs_money_opens_one_request_however_often_it_is_told(process, spender, priced_task, found):
    event = priced_task(DINNER, actor="oguz")
    hear(process, event, event)
    hear(process, event)
    (line,) = found(event)
    made = spender.get_expense(expense_id=line["id"])
    assert (made["status"], made["file_code"], made["requested_by"]) == ("requested", "813.06", "oguz")
    assert (made["purpose"], made["estimate"], made["persons"]) == (DINNER["purpose"], 42_000_00, 14)
    assert [row.data["source"] for row in told(process)] == [event.subject]


def test_the_same_told_anew_opens_no_second(process, priced_task, found):
    event = priced_task(DINNER)
    again = priced_task(DINNER, task=event.subject_id, sequence=3)
    hear(process, event, again)
    assert len(found(event)) == 1


def test_who_put_the_price_does_not_approve_it(process, approver, a_line, priced_task, found, step):
    event = priced_task(DINNER, actor=approver.actor.id)
    hear(process, event)
    limits = {"guest_limit": 14, "amount_limit": 42_000_00}
    with pytest.raises(Exception, match="expense.own_request"):
        step(found(event)[0], "approve", budget_line_id=a_line()["id"], **limits)


def test_a_dropped_task_gives_its_money_back(process, approver, a_line, priced_task, found, step):
    event, line = priced_task(DINNER), a_line()
    hear(process, event)
    limits = {"guest_limit": 14, "amount_limit": 42_000_00}
    step(found(event)[0], "approve", budget_line_id=line["id"], **limits)
    dropped = DINNER | {"status": "dropped"}
    gone = priced_task(dropped, task=event.subject_id, type="hosting_task.dropped.v1", sequence=3)
    hear(process, gone, gone)
    assert found(event)[0]["status"] == "cancelled"
    assert approver.get_budget_line(budget_line_id=line["id"])["remaining"] == 250_000_00


def test_told_in_the_wrong_order_a_dropped_task_opens_nothing(process, priced_task, found):
    event = priced_task(DINNER)
    dropped = DINNER | {"status": "dropped"}
    gone = priced_task(dropped, task=event.subject_id, type="hosting_task.dropped.v1", sequence=3)
    hear(process, gone)
    hear(process, event)
    assert found(event) == []


def test_what_is_ordered_is_left_to_people(process, a_line, priced_task, found, step):
    event = priced_task(DINNER)
    hear(process, event)
    limits = {"guest_limit": 14, "amount_limit": 42_000_00}
    approved = step(found(event)[0], "approve", budget_line_id=a_line()["id"], **limits)
    step(approved, "order", supplier="Akçınar Lokantası")
    dropped = DINNER | {"status": "dropped"}
    hear(process, priced_task(dropped, task=event.subject_id, type="hosting_task.dropped.v1", sequence=3))
    assert found(event)[0]["status"] == "ordered"
