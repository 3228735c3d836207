"""The appropriation with twenty people at once, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from makam_kernel.errors import Conflict
from protocol_service.service import SERVICE

TOGETHER = 20


def bound_to(spender, line, amount):
    """The request of a gift, which has no guests, on this line."""
    costs = [{"description": "Hediye", "unit_amount": amount}]
    facts = {"purpose": "Hediye", "needed_on": "2026-12-15", "costs": costs, "budget_line_id": line["id"]}
    return spender.request_expense(**facts)


def at_once(number, act):
    """What ``number`` people do in the same moment, each with its place; what was refused is the code."""
    barrier = threading.Barrier(number)

    def run(place):
        barrier.wait(30)
        try:
            return act(place)
        except Conflict as refused:
            return refused.code

    with ThreadPoolExecutor(number) as people:
        return list(people.map(run, range(number)))


@pytest.fixture
def instances(process, a_process, database_uri):
    """The service, and on PostgreSQL a second instance of it."""
    return [process, a_process(SERVICE, database_uri)] if database_uri.startswith("postgresql") else [process]


def test_twenty_approvals_at_once_never_bind_more_than_there_is(instances, person, spender, approver, a_line):
    """Each wants a tenth of the appropriation: ten get it, ten are told that it is used up."""
    line = a_line(appropriation=1_000_00)
    asked = [bound_to(spender, line, 100_00) for _ in range(TOGETHER)]
    people = [person(instances[place % len(instances)], "director") for place in range(TOGETHER)]

    def approve(place):
        facts = {"expense_id": asked[place]["id"], "version": 1, "amount_limit": 100_00}
        return people[place].call("approve_expense", facts, seconds=60)["status"]

    found = at_once(TOGETHER, approve)
    assert sorted(found) == ["approved"] * 10 + ["budget_line.exceeded"] * 10
    kept = approver.get_budget_line(budget_line_id=line["id"])
    assert (kept["committed"], kept["remaining"]) == (1_000_00, 0)
    assert approver.get_budget_report(year=2026)["committed"] == 1_000_00


def test_twenty_payments_of_one_expense_spend_it_once(instances, person, approver, a_line, as_far_as):
    line = a_line()
    expense = as_far_as("accrued", line)
    people = [person(instances[place % len(instances)], "protocol_officer") for place in range(TOGETHER)]
    facts = {"expense_id": expense["id"], "version": expense["version"]}
    found = at_once(TOGETHER, lambda place: people[place].call("pay_expense", facts, seconds=60)["status"])
    assert sorted(found) == ["paid", *["version.stale"] * (TOGETHER - 1)]
    kept = approver.get_budget_line(budget_line_id=line["id"])
    assert (kept["committed"], kept["spent"]) == (0, 42_000_00)


def test_binding_and_giving_back_at_once_lose_nothing(instances, person, spender, approver, a_line, step):
    """Ten are approved while ten others are cancelled: what is bound in the end are the ten."""
    line = a_line(appropriation=2_000_00)
    asked = [bound_to(spender, line, 100_00) for _ in range(TOGETHER)]
    for place in range(0, TOGETHER, 2):
        asked[place] = step(asked[place], "approve", amount_limit=100_00)
    people = [person(instances[place % len(instances)], "director") for place in range(TOGETHER)]

    def act(place):
        named = {"expense_id": asked[place]["id"], "version": asked[place]["version"]}
        method, facts = ("approve", {"amount_limit": 100_00}) if place % 2 else ("cancel", {"reason": "Gerek yok"})
        return people[place].call(f"{method}_expense", named | facts, seconds=60)["status"]

    assert sorted(at_once(TOGETHER, act)) == ["approved"] * 10 + ["cancelled"] * 10
    assert approver.get_budget_line(budget_line_id=line["id"])["committed"] == 1_000_00
    assert approver.get_budget_report(year=2026)["committed"] == 1_000_00
