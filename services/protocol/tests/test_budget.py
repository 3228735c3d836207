"""The appropriation under any order of acts, and with twenty people at once, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makam_kernel.errors import Conflict
from protocol_service.service import SERVICE

TOGETHER = 20
APPROPRIATION = 1_000
CODES = count(1)


class PlainExpense:
    """An expense as a slow and plain account knows it."""

    def __init__(self, asked):
        self.status, self.asked, self.limit, self.invoice, self.refunded = "requested", asked, 0, None, 0

    @property
    def committed(self):
        return {"approved": self.limit, "ordered": self.limit, "accepted": self.limit, "accrued": self.invoice}.get(
            self.status, 0
        )

    @property
    def spent(self):
        return self.invoice - self.refunded if self.status in ("paid", "refunded") else 0


class PlainAccount:
    """One appropriation and its expenses; everything is counted anew each time."""

    def __init__(self):
        self.expenses = []

    @property
    def committed(self):
        return sum(one.committed for one in self.expenses)

    @property
    def spent(self):
        return sum(one.spent for one in self.expenses)

    @property
    def remaining(self):
        return APPROPRIATION - self.committed - self.spent

    def may(self, one, act, amount):
        """Whether an act is possible, and what it leaves."""
        match act, one.status:
            case "approve", "requested":
                if amount > self.remaining:
                    return False
                one.status, one.limit = "approved", amount
            case "revise", "approved" | "ordered" | "accepted":
                if amount - one.limit > self.remaining:
                    return False
                one.limit = amount
            case "order", "approved":
                one.status = "ordered"
            case "accept", "ordered":
                one.status = "accepted"
            case "invoice", "ordered" | "accepted":
                one.invoice = amount
            case "accrue", "accepted":
                if one.invoice is None or one.invoice > one.limit:
                    return False
                one.status = "accrued"
            case "pay", "accrued":
                one.status = "paid"
            case "refund", "paid" | "refunded":
                if amount > one.invoice - one.refunded:
                    return False
                one.status, one.refunded = "refunded", one.refunded + amount
            case "cancel", "requested" | "approved" | "ordered" | "accepted" | "accrued":
                one.status = "cancelled"
            case "refuse", "requested":
                one.status = "refused"
            case _:
                return False
        return True


FACTS = {
    "approve": lambda amount: {"amount_limit": amount},
    "revise": lambda amount: {"amount_limit": amount, "reason": "Fazla"},
    "order": lambda _amount: {"supplier": "Akçınar Lokantası"},
    "invoice": lambda amount: {"number": "A-1", "invoiced_on": "2026-12-01", "amount": amount},
    "refund": lambda amount: {"amount": amount, "reason": "Geri"},
    "cancel": lambda _amount: {"reason": "Vazgeçildi"},
    "refuse": lambda _amount: {"reason": "Gerek yok"},
}
AMOUNTS = st.integers(1, 700)
ONWARDS = ["approve", "order", "accept", "invoice", "accrue", "pay"]
ACTS = st.sampled_from(["request", *ONWARDS, *ONWARDS, "revise", "refund", "cancel", "refuse"])


@given(acts=st.lists(st.tuples(ACTS, st.integers(0, 3), AMOUNTS), min_size=10, max_size=40))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_totals_equal_a_recount_at_all_times(spender, approver, a_line, step, acts):
    line, account, made = a_line(appropriation=APPROPRIATION, code=f"03.6.{next(CODES)}"), PlainAccount(), []
    for act, which, amount in [("request", 0, 1), *acts]:
        if act == "request":
            made.append(bound_to(spender, line, amount))
            account.expenses.append(PlainExpense(amount))
            continue
        place = which % len(made)
        facts = FACTS.get(act, lambda _amount: {})(amount)
        if account.may(account.expenses[place], act, amount):
            made[place] = papers_filed(step, step(made[place], act, **facts), act)
        else:
            with pytest.raises(Conflict):
                step(made[place], act, **facts)
        check(approver, line, account)


def bound_to(spender, line, amount):
    """The request of a gift, which has no guests, on this line."""
    costs = [{"description": "Hediye", "unit_amount": amount}]
    facts = {"purpose": "Hediye", "needed_on": "2026-12-15", "costs": costs, "budget_line_id": line["id"]}
    return spender.request_expense(**facts)


def papers_filed(step, expense, act):
    """The expense with its papers, which a new instruction voids."""
    if act in ("approve", "revise"):
        for kind in ("approval", "instruction"):
            expense = step(expense, "file", kind=kind, reference="41")
    return expense


def check(approver, line, account):
    """The kept totals, the report's count, and the plain account agree."""
    wanted = (account.committed, account.spent, account.remaining)
    kept = approver.get_budget_line(budget_line_id=line["id"])
    (counted,) = approver.get_budget_report(year=2026, budget_line_id=line["id"])["items"]
    for found in (kept, counted):
        assert tuple(found[name] for name in ("committed", "spent", "remaining")) == wanted
    assert account.remaining >= 0


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
