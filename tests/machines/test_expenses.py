"""Two appropriations under any order of acts by anybody: never is more bound or spent than there is, and the kept
totals, the report, a recount of the list and a slow, plain account agree at all times."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from machine import HOW, ONCE, STALE, Machine, acts, refusal, run
from town import NOBODY

MAKERS = {"nermin", "pelin"}
DECIDERS = {"nermin", "elif"}
APPROPRIATION = 500
STEPS = {
    "approve": ("approval", DECIDERS, lambda amount: {"amount_limit": amount}),
    "revise": ("instruction", DECIDERS, lambda amount: {"amount_limit": amount, "reason": "x"}),
    "refuse": ("refusal", DECIDERS, lambda _amount: {"reason": "x"}),
    "order": ("order", MAKERS, lambda _amount: {"supplier": "x"}),
    "accept": ("acceptance", MAKERS, lambda _amount: {}),
    "invoice": ("invoice", MAKERS, lambda amount: {"number": "A-1", "invoiced_on": "2026-06-01", "amount": amount}),
    "file": ("paper", MAKERS, lambda _amount: {"reference": "41"}),
    "accrue": ("accrual", MAKERS, lambda _amount: {}),
    "pay": ("payment", MAKERS, lambda _amount: {}),
    "refund": ("refund", MAKERS, lambda amount: {"amount": amount, "reason": "x"}),
    "cancel": ("cancellation", MAKERS, lambda _amount: {"reason": "x"}),
}
"""Of each act the step of the route, who may do it, and what they say."""

OVER = ("refunded", "refused", "cancelled")
TOTALS = ("appropriation", "committed", "spent", "remaining")
NEXT = {
    "requested": "approve",
    "approved": "order",
    "ordered": "accept",
    "accepted": "invoice",
    "accrued": "pay",
    "paid": "refund",
}
AFTER = {
    "refuse": "refused",
    "order": "ordered",
    "accept": "accepted",
    "accrue": "accrued",
    "pay": "paid",
    "cancel": "cancelled",
}
INSTRUCTED = ("approved", "ordered", "accepted")


class Line:
    """An appropriation."""

    def __init__(self):
        self.appropriation, self.expenses = APPROPRIATION, []

    @property
    def committed(self):
        return sum(one.committed for one in self.expenses)

    @property
    def spent(self):
        return sum(one.spent for one in self.expenses)

    @property
    def remaining(self):
        return self.appropriation - self.committed - self.spent

    def change(self, kind, amount):
        if kind == "supplement":
            self.appropriation += amount
        elif amount > self.remaining:
            return "budget_line.in_use"
        else:
            self.appropriation -= amount


class Expense:
    """An expense as a slow and plain account knows it: every figure is counted anew each time."""

    def __init__(self, line, by, asked):
        self.line, self.by, self.asked = line, by, asked
        self.status, self.limit, self.invoiced, self.refunded, self.papers = "requested", 0, None, 0, set()
        line.expenses.append(self)

    @property
    def committed(self):
        return self.limit if self.status in INSTRUCTED else self.invoiced if self.status == "accrued" else 0

    @property
    def spent(self):
        return self.invoiced - self.refunded if self.status in ("paid", "refunded") else 0

    @property
    def amount(self):
        """What it comes to, as far as is known."""
        return self.limit or self.asked if self.invoiced is None else self.invoiced - self.refunded

    @property
    def next(self):
        """What is due."""
        if self.status == "accepted" and self.invoiced is not None:
            return "accrue" if self.papers >= {"approval", "instruction"} else "file"
        return NEXT[self.status]

    def do(self, act, by, amount, paper):
        """Why the act is refused; otherwise what it changes."""
        sources = {
            "approve": ("requested",),
            "revise": INSTRUCTED,
            "refuse": ("requested",),
            "order": ("approved",),
            "accept": ("ordered",),
            "invoice": ("ordered", "accepted"),
            "file": (*INSTRUCTED, "accrued"),
            "accrue": ("accepted",),
            "pay": ("accrued",),
            "refund": ("paid", "refunded"),
            "cancel": ("requested", *INSTRUCTED, "accrued"),
        }
        if self.status not in sources[act]:
            return "expense.wrong_status"
        if act in ("approve", "revise") and by == self.by:
            return "expense.own_request"
        if act in ("approve", "revise") and amount - self.limit > self.line.remaining:
            return "budget_line.exceeded"
        if act == "accrue" and (refused := self._is_incomplete()):
            return refused
        if act == "refund" and amount > self.amount:
            return "expense.refund_too_much"
        match act:
            case "approve":
                self.status, self.limit = "approved", amount
            case "revise":
                self.limit, self.papers = amount, self.papers - {"instruction"}
            case "invoice":
                self.invoiced = amount
            case "file":
                self.papers.add(paper)
            case "refund":
                self.status, self.refunded = "refunded", self.refunded + amount
            case _:
                self.status = AFTER[act]

    def _is_incomplete(self):
        if self.invoiced is None:
            return "expense.invoice_missing"
        if self.invoiced > self.limit:
            return "expense.over_limit"
        return None if self.papers >= {"approval", "instruction"} else "expense.papers_missing"


LOGINS = st.sampled_from([*["nermin", "pelin", "elif"] * 3, "ipek", "ilknur", NOBODY])
WHICH, LINE, AMOUNT = st.integers(0, 3), st.integers(0, 1), st.integers(1, 700)
PAPER = st.sampled_from(["approval", "instruction"])
ACTS = acts(
    (14, "go_on", WHICH, AMOUNT),
    (5, "step", WHICH, st.sampled_from([*STEPS]), LOGINS, AMOUNT, PAPER),
    (2, "request", LINE, LOGINS, AMOUNT),
    (2, "appropriate", LINE, st.sampled_from(["supplement", "transfer_out", "cancellation"]), LOGINS, AMOUNT),
)


class Expenses(Machine):
    """Two budget lines of its own, and the expenses on them, whose numbers all runs share."""

    def __init__(self):
        super().__init__()
        self.lines, self.line_ids, self.expenses, self.ids = [Line(), Line()], [], [], []

    @initialize(amount=AMOUNT)
    def two_lines(self, amount):
        for _ in self.lines:
            self.town.numbers["03.6"] += 1
            facts = {"year": 2026, "code": f"03.6.{self.town.numbers['03.6']}", "name": "Temsil"}
            facts |= {"unit_id": self.town.units["ZABITA"], "appropriation": APPROPRIATION, "decision": "Meclis 1"}
            self.line_ids.append(self.make(ONCE, "nermin", "/budget-lines", None, **facts)["id"])
        self.request(ONCE, 0, "pelin", amount)

    @rule(how=HOW, act=ACTS)
    def one_act(self, how, act):
        verb, *facts = act
        getattr(self, verb)(how, *facts)

    def request(self, how, line, by, amount):
        costs = [{"description": "Hediye", "unit_amount": amount}]
        facts = {"purpose": "Hediye", "needed_on": "2026-12-15", "costs": costs, "budget_line_id": self.line_ids[line]}
        if made := self.make(how, by, "/expenses", refusal(by, MAKERS), **facts):
            self.town.numbers["GDR-2026"] += 1
            assert made["number"] == f"GDR-2026-{self.town.numbers['GDR-2026']:06}"
            self.ids.append(made["id"])
            self.expenses.append(Expense(self.lines[line], by, amount))

    def appropriate(self, how, line, kind, by, amount):
        expected = refusal(by, {"nermin"}) or ("version.stale" if how == STALE else None)
        expected = expected or self.lines[line].change(kind, amount)
        facts = {"kind": kind, "amount": amount, "decision": "Meclis 2"}
        self.act(how, by, f"/budget-lines/{self.line_ids[line]}", "appropriation", expected, **facts)

    def go_on(self, how, which, amount):
        """What is due, by one who may: or hardly any expense would come far. When all is paid, there is a new one."""
        under_way = [place for place, one in enumerate(self.expenses) if one.status not in OVER]
        if not under_way:
            return self.request(how, which % 2, "pelin", amount)
        which = under_way[which % len(under_way)]
        one = self.expenses[which]
        by = ("elif" if one.by == "nermin" else "nermin") if one.next == "approve" else "pelin"
        amount = min(amount, one.limit) if one.next == "invoice" else amount
        paper = "instruction" if "approval" in one.papers else "approval"
        self.step(how, which, one.next, by, amount, paper)

    def step(self, how, which, act, by, amount, paper):
        which %= len(self.expenses)
        step, allowed, facts = STEPS[act]
        facts = facts(amount) | ({"kind": paper} if act == "file" else {})
        expected = refusal(by, allowed) or ("version.stale" if how == STALE else None)
        expected = expected or self.expenses[which].do(act, by, amount, paper)
        self.act(how, by, f"/expenses/{self.ids[which]}", step, expected, **facts)

    def look(self):
        """The kept totals and the report's count are those of the account; the rule is kept by the account, too."""
        for id, line in zip(self.line_ids, self.lines, strict=True):
            kept = self.town.get("elif", f"/budget-lines/{id}")
            (counted,) = self.town.get("elif", "/budget-report", year=2026, budget_line_id=id)["items"]
            for found in (kept, counted):
                assert {name: found[name] for name in TOTALS} == {name: getattr(line, name) for name in TOTALS}
            assert line.remaining >= 0

    def look_at_all(self):
        self.look()
        for id, line in zip(self.line_ids, self.lines, strict=True):
            for login in ("pelin", "ilknur"):
                listed = {one["id"]: (one["status"], one["amount"]) for one in self.of_line(login, id)}
                mine = [(id, one) for id, one in zip(self.ids, self.expenses, strict=True) if one.line is line]
                assert listed == {id: (one.status, one.amount) for id, one in mine}
            assert self.of_line("hakan", id) == []
        given = [one["number"] for one in self.town.all("nermin", "/expenses")]
        assert sorted(given) == [f"GDR-2026-{n:06}" for n in range(1, self.town.numbers["GDR-2026"] + 1)]

    def of_line(self, login, line_id):
        return self.town.all(login, "/expenses", budget_line_id=line_id)


@pytest.mark.promise("P23", part="numbers of expenses, any order of acts over the API, refusals between")
@pytest.mark.promise("P12", part="a machine of expenses asks every seventh act twice")
@pytest.mark.timeout(900)
def test_the_totals_equal_a_recount_at_all_times(town):
    run(Expenses, town)
