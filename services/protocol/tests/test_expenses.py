"""An expense, from the request to the payment; what may not happen to it, and what it binds."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from makam_kernel.errors import Conflict, Forbidden, Invalid
from makam_kernel.testing import at, on_record, told

CEREMONY = "ceremony/019a2f60-7c00-7000-8000-000000000001"


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in ``test_budget`` and ``test_scenario_30``."""
    return sqlite_uri


def money(approver, line):
    """What is bound and what is spent of a budget line."""
    line = approver.get_budget_line(budget_line_id=line["id"])
    return line["committed"], line["spent"]


@pytest.mark.feature("PR-7")
def test_an_expense_is_requested_approved_ordered_accepted_accrued_and_paid(process, approver, a_line, as_far_as):
    """Representation and hospitality expenses, accruals, payments; appropriations kept: to the kuruş, never over the
    appropriation, with reports of year, line and event."""
    line = a_line()
    expense = as_far_as("paid", line)
    assert (expense["number"], expense["amount"]) == ("GDR-2026-000001", 42_000_00)
    assert money(approver, line) == (0, 42_000_00)
    pasts = [row.type.split(".")[1] for row in told(process) if row.type.startswith("expense.")]
    filed = ["invoiced", "filed", "filed", "filed"]
    assert pasts == ["requested", "approved", "ordered", "accepted", *filed, "accrued", "paid"]
    assert not any(word in str(row.data) for row in told(process) for word in ("yemek", "Lokanta"))


def test_what_an_invoice_leaves_of_the_limit_is_free_again(approver, a_line, as_far_as, step):
    line = a_line()
    expense = as_far_as("accepted", line)
    expense = step(expense, "invoice", number="A-1", invoiced_on="2026-12-01", persons=12, amount=40_000_00)
    for kind in ("approval", "instruction", "participants"):
        expense = step(expense, "file", kind=kind, reference="41")
    assert money(approver, line) == (42_000_00, 0)
    step(expense, "accrue")
    assert money(approver, line) == (40_000_00, 0)


@pytest.mark.parametrize("status", ["requested", "approved", "ordered", "accepted", "accrued"])
def test_a_cancelled_expense_gives_back_what_it_bound(approver, a_line, as_far_as, step, status):
    line = a_line()
    cancelled = step(as_far_as(status, line), "cancel", reason="Heyet gelmiyor")
    assert (cancelled["status"], cancelled["due_at"], money(approver, line)) == ("cancelled", None, (0, 0))


def test_money_comes_back_in_parts_and_never_more_than_was_paid(approver, a_line, as_far_as, step):
    line = a_line()
    expense = step(as_far_as("paid", line), "refund", amount=2_000_00, reason="İki kişi gelmedi")
    assert (expense["status"], expense["amount"], money(approver, line)) == ("refunded", 40_000_00, (0, 40_000_00))
    with pytest.raises(Conflict, match="expense.refund_too_much") as refused:
        step(expense, "refund", amount=40_000_01, reason="…")
    assert refused.value.details == {"paid": "40.000,00"}
    step(expense, "refund", amount=40_000_00, reason="Tamamı")
    assert money(approver, line) == (0, 0)


def test_nothing_is_approved_over_the_appropriation(a_line, an_expense, step):
    line = a_line(appropriation=41_999_99)
    limits = {"guest_limit": 14, "amount_limit": 42_000_00}
    with pytest.raises(Conflict, match="budget_line.exceeded") as refused:
        step(an_expense(), "approve", budget_line_id=line["id"], **limits)
    assert refused.value.details == {"code": "03.6.1.01", "remaining": "41.999,99", "missing": "0,01"}


def test_no_instruction_is_revised_over_the_appropriation(a_line, as_far_as, step):
    expense = as_far_as("approved", a_line(appropriation=42_000_00))
    with pytest.raises(Conflict, match="budget_line.exceeded"):
        step(expense, "revise", guest_limit=14, amount_limit=42_000_01, reason="Fazla")


def test_a_line_of_another_year_pays_nothing(a_line, an_expense, step):
    limits = {"guest_limit": 14, "amount_limit": 1}
    with pytest.raises(Invalid, match="expense.line_of_other_year"):
        step(an_expense(), "approve", budget_line_id=a_line(year=2027)["id"], **limits)
    with pytest.raises(Invalid, match="expense.line_missing"):
        step(an_expense(), "approve", **limits)


class TestInstruction:
    """What an accrual keeps to."""

    def accrued(self, step, expense, *, persons, amount):
        invoice = {"number": "A-1", "invoiced_on": "2026-12-01", "persons": persons, "amount": amount}
        return step(step(expense, "invoice", **invoice), "accrue")

    @pytest.mark.parametrize(
        ("persons", "amount", "code", "details"),
        [
            (16, 42_000_00, "expense.too_many_guests", {"persons": 16, "guest_limit": 14}),
            (14, 42_000_01, "expense.over_limit", {"over": "0,01"}),
        ],
    )
    def test_an_invoice_over_it_in_one_way_is_told_that_way(
        self, a_line, as_far_as, step, persons, amount, code, details
    ):
        expense = as_far_as("accepted", a_line())
        with pytest.raises(Conflict, match=code) as refused:
            self.accrued(step, expense, persons=persons, amount=amount)
        assert refused.value.details == details

    def test_every_missing_paper_is_named(self, a_line, as_far_as, step):
        expense = as_far_as("accepted", a_line())
        with pytest.raises(Conflict, match="expense.papers_missing") as refused:
            self.accrued(step, expense, persons=14, amount=42_000_00)
        assert refused.value.details == {"missing": ["olur", "talimat", "katılımcı listesi"]}

    def test_what_has_no_guests_has_no_list_of_them(self, a_line, an_expense, step):
        gift = an_expense(persons=None, purpose="Hediye tabak", price=900_00)
        gift = step(gift, "approve", budget_line_id=a_line()["id"], amount_limit=900_00)
        gift = step(step(gift, "order", supplier="Çini Atölyesi"), "accept")
        gift = step(gift, "invoice", number="A-2", invoiced_on="2026-12-01", amount=900_00)
        for kind in ("approval", "instruction"):
            gift = step(gift, "file", kind=kind, reference="44")
        assert step(gift, "accrue")["status"] == "accrued"

    def test_what_has_guests_counts_them(self, a_line, an_expense, step, as_far_as):
        line = a_line()
        with pytest.raises(Invalid, match="expense.guest_limit_missing"):
            step(an_expense(), "approve", budget_line_id=line["id"], amount_limit=1)
        with pytest.raises(Invalid, match="expense.persons_missing"):
            step(as_far_as("accepted", line), "invoice", number="A", invoiced_on="2026-12-01", amount=1)

    def test_without_an_invoice_nothing_is_accrued(self, a_line, as_far_as, step):
        with pytest.raises(Conflict, match="expense.invoice_missing"):
            step(as_far_as("accepted", a_line()), "accrue")

    def test_an_invoice_of_tomorrow_is_none(self, a_line, as_far_as, step):
        with pytest.raises(Invalid, match="expense.invoice_in_future"):
            step(as_far_as("accepted", a_line()), "invoice", number="A", invoiced_on="2026-12-02", persons=1, amount=1)


class TestFourEyes:
    """Nobody approves what they asked for, nor who stands in for them."""

    LIMITS = {"guest_limit": 14, "amount_limit": 42_000_00}

    def test_who_asked_does_not_approve_nor_revise(self, process, person, approver, a_line, step):
        line = a_line()
        own = approver.request_expense(
            purpose="Yemek", needed_on="2026-12-15", persons=14, costs=[{"description": "Yemek", "unit_amount": 1}]
        )
        with pytest.raises(Forbidden, match="expense.own_request"):
            step(own, "approve", budget_line_id=line["id"], **self.LIMITS)
        mayor = person(process, "mayor", name="Elif KARACA")
        named = {"expense_id": own["id"], "version": own["version"], "budget_line_id": line["id"]}
        approved = mayor.approve_expense(**named, **self.LIMITS)
        assert approved["instructions"][0]["given_by"] == mayor.actor.id
        with pytest.raises(Forbidden, match="expense.own_request"):
            step(approved, "revise", **self.LIMITS, reason="Fazla")

    def test_nor_does_a_deputy_of_theirs_and_as_whom_is_on_record(
        self, process, person, approver, spender, an_expense, a_line
    ):
        named = {"expense_id": an_expense()["id"], "version": 1, "budget_line_id": a_line()["id"]}
        deputy = person(process, "director", name="Oğuz ŞAHİN")
        deputy.actor = replace(deputy.actor, acting_for=((spender.actor.id, "Selin ARI"),))
        with pytest.raises(Forbidden, match="expense.own_request"):
            deputy.approve_expense(**named, **self.LIMITS)
        deputy.actor = replace(deputy.actor, acting_for=((approver.actor.id, "Nermin IŞIK"),))
        given = deputy.approve_expense(**named, **self.LIMITS)["instructions"][0]
        assert (given["given_by"], given["given_for"]) == (deputy.actor.id, approver.actor.id)

    def test_who_only_spends_approves_nothing(self, spender, an_expense):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            spender.approve_expense(expense_id=an_expense()["id"], version=1, **self.LIMITS)


def test_each_cost_has_its_currency_and_rate(an_expense):
    costs = [
        {"description": "Otel", "quantity": 3, "unit_amount": 120_00, "currency": "EUR", "rate": 487_512},
        {"description": "Taksi", "unit_amount": 850_00},
    ]
    expense = an_expense(costs=costs, file_code="873.02")
    assert [cost["amount"] for cost in expense["costs"]] == [1_755_043, 850_00]
    assert expense["estimate"] == expense["amount"] == 1_755_043 + 850_00
    with pytest.raises(Invalid, match="expense.rate_of_lira"):
        an_expense(costs=[costs[1] | {"rate": 9_999}])


@pytest.mark.parametrize("source", ["Anna WEISS", "ceremony/1", "ceremony/019a2f60-7c00-7000-8000-00000000000G"])
def test_what_an_expense_is_for_is_a_thing_and_no_words(an_expense, source):
    with pytest.raises(Invalid, match="input.invalid"):
        an_expense(source=source)


def test_a_stale_version_changes_nothing(a_line, as_far_as, step):
    expense = as_far_as("approved", a_line())
    ordered = step(expense, "order", supplier="Akçınar Lokantası")
    with pytest.raises(Conflict, match="version.stale"):
        step(expense, "cancel", reason="Geç")
    assert ordered["supplier"] == "Akçınar Lokantası"


def test_whoever_sees_an_expense_is_on_record(process, person, spender, an_expense):
    expense = an_expense()
    auditor = person(process, "auditor", name="Denetçi")
    auditor.get_expense(expense_id=expense["id"])
    assert (auditor.actor.id, "saw get_expense") in on_record(process, f"expense/{expense['id']}")
    with pytest.raises(Forbidden, match="action.not_allowed"):
        person(process, "secretary").get_expense(expense_id=expense["id"])


def test_expenses_are_listed_by_the_day_they_are_needed_in_one_query(process, spender, a_line, an_expense, as_far_as):
    for day in ("2026-12-20", "2026-12-10", "2026-12-15"):
        an_expense(needed_on=day, source=CEREMONY)
    first = spender.list_expenses(limit=2)
    second = spender.list_expenses(limit=2, cursor=first["next_cursor"])
    days = [one["needed_on"] for one in first["items"] + second["items"]]
    assert days == ["2026-12-10", "2026-12-15", "2026-12-20"]
    line = a_line()
    paid = as_far_as("paid", line)
    assert [one["id"] for one in spender.list_expenses(status="paid")["items"]] == [paid["id"]]
    assert [one["id"] for one in spender.list_expenses(open=False)["items"]] == [paid["id"]]
    last = spender.list_expenses(open=True, order="latest", limit=2)
    before = spender.list_expenses(open=True, order="latest", limit=2, cursor=last["next_cursor"])
    assert [one["needed_on"] for one in last["items"] + before["items"]] == days[::-1]
    assert [one["id"] for one in spender.list_expenses(budget_line_id=line["id"])["items"]] == [paid["id"]]
    asked = []
    note = lambda *facts: asked.append(facts[2])  # noqa: E731
    event.listen(process.database.engine, "before_cursor_execute", note)
    assert len(spender.list_expenses(source=CEREMONY)["items"]) == 3
    event.remove(process.database.engine, "before_cursor_execute", note)
    assert sum("FROM expenses" in statement for statement in asked) == 1
    assert not any("FROM expense_" in statement for statement in asked)


def test_what_is_not_settled_is_due_before_its_day_and_what_came_within_thirty_days(a_line, as_far_as):
    line = a_line()
    assert as_far_as("ordered", line)["due_at"] == "2026-12-15T20:59:00Z"
    assert as_far_as("accrued", line)["due_at"] == "2027-01-14T20:59:00Z"
    assert as_far_as("paid", line)["due_at"] is None


@pytest.mark.feature("A3.29")
def test_the_report_counts_by_year_line_and_event(approver, a_line, as_far_as, an_expense, step):
    """The budget remaining of the appropriation: what is bound, spent and left of each line of a year, counted from
    the expenses; of one line; and of one event."""
    dinner, gifts = a_line(), a_line(code="03.6.2.01", appropriation=1_000_00)
    as_far_as("paid", dinner)
    as_far_as("accrued", dinner, limit=10_000_00)
    limits = {"guest_limit": 14, "amount_limit": 500_00}
    step(an_expense(source=CEREMONY), "approve", budget_line_id=gifts["id"], **limits)
    report = approver.get_budget_report(year=2026)
    shown = [[line[name] for name in ("expenses", "committed", "spent", "remaining")] for line in report["items"]]
    assert shown == [[2, 10_000_00, 42_000_00, 198_000_00], [1, 500_00, 0, 500_00]]
    totals = [report[name] for name in ("appropriation", "committed", "spent", "remaining")]
    assert totals == [251_000_00, 10_500_00, 42_000_00, 198_500_00]
    (one,) = approver.get_budget_report(year=2026, budget_line_id=gifts["id"])["items"]
    assert one["code"] == "03.6.2.01"
    event_of = approver.get_budget_report(year=2026, source=CEREMONY)
    assert (event_of["committed"], event_of["spent"]) == (500_00, 0)
    assert approver.get_budget_report(year=2027)["items"] == []


def test_the_numbers_of_a_year_begin_anew(process, an_expense):
    first = an_expense()
    at(process, "2027-01-04 09:00")
    second = an_expense(needed_on="2027-02-01")
    assert (first["number"], second["number"]) == ("GDR-2026-000001", "GDR-2027-000001")


class TestPersons:
    """What is kept of those who sold something, and of what was bought."""

    @pytest.fixture
    def approving(self, approver):
        """Nermin IŞIK, approving what somebody else proposed."""
        approver.actor = replace(approver.actor, second=frozenset({"somebody"}))
        return approver

    def test_a_seller_is_found_in_part_told_whole_and_erased_when_all_is_settled(
        self, approving, a_line, as_far_as, step
    ):
        line = a_line()
        why = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
        expense = step(as_far_as("ordered", line), "revise", guest_limit=14, amount_limit=41_000_00, reason="Pazarlık")
        subject = f"expense/{expense['id']}"
        assert approving.export_person(name="AKÇINAR LOKANTASI", phone="+905550000009", **why)["possible"] == [subject]
        (item,) = approving.export_person(subjects=[subject], **why)["items"]
        assert (item["facts"]["costs"], item["facts"]["instructions"]) == (["Akşam yemeği"], ["Pazarlık"])
        with pytest.raises(Conflict, match="person.has_open_matters"):
            approving.erase_person(subjects=[subject], **why)
        step(expense, "cancel", reason="Gelmiyorlar")
        assert approving.erase_person(subjects=[subject], **why)["erased"] == [subject]
        emptied = approving.get_expense(expense_id=expense["id"])
        words = [emptied["purpose"], emptied["reason"], emptied["costs"][0]["description"], emptied["supplier"]]
        assert words == ["(silindi)", "(silindi)", "(silindi)", None]
        assert emptied["instructions"][1]["reason"] == "(silindi)"
        assert (emptied["number"], emptied["amount"]) == (expense["number"], 41_000_00)

    def test_after_ten_years_its_words_go_by_themselves(self, process, approver, a_line, as_far_as):
        paid, open_one = as_far_as("paid", a_line()), as_far_as("requested", a_line(code="2"))
        at(process, "2036-12-20 09:00")
        process.lease.held()
        retention = next(worker for worker in process.workers if worker.name == "retention")
        retention.step()
        purposes = [approver.get_expense(expense_id=one["id"])["purpose"] for one in (paid, open_one)]
        assert purposes == ["(silindi)", open_one["purpose"]]


def test_what_is_not_settled_stands_among_the_open_matters_of_who_may_see_it(
    process, person, approver, a_line, an_expense, as_far_as
):
    line = a_line()
    late, paid = an_expense(needed_on="2026-12-02", purpose="Kahvaltı"), as_far_as("paid", line)
    waiting = as_far_as("approved", line)
    at(process, "2026-12-03 09:00")
    page = approver.list_open_matters(kind="expense")
    shown = [(one["id"], one["number"], one["status"], one["late"]) for one in page["items"]]
    assert shown == [
        (late["id"], late["number"], "requested", True),
        (waiting["id"], waiting["number"], "approved", False),
    ]
    assert paid["id"] not in str(page)
    assert page["counts"] == {"open": 2, "late": 1}
    assert person(process, "secretary").list_open_matters()["items"] == []
