"""A dinner for the delegation, whose invoice says more than was instructed."""

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import at, hear
from makam_kernel.testing_texts import texts_of
from protocol_service.service import SERVICE

TASK = {"purpose": "İkram (Grünhagen Belediyesi)", "needed_on": "2026-12-15", "persons": 14}
PRICE = 42_000_00


def instructed(approver, line, expense):
    """Olur, and an instruction for 14 persons and 42.000,00 TL."""
    limits = {"guest_limit": 14, "amount_limit": PRICE}
    named = {"expense_id": expense["id"], "version": expense["version"], "budget_line_id": line["id"]}
    return approver.approve_expense(**named, **limits)


def sentence(conflict):
    """What people read of a refusal."""
    return texts_of(SERVICE)["tr"][conflict.code]["detail"].format(**conflict.details)


@pytest.mark.scenario("protocol.S30")
@pytest.mark.feature("A3.28")
def test_the_invoice_of_the_dinner_waits_for_a_revised_instruction(
    process, approver, spender, a_line, priced_task, step
):
    """*Given* dinner for the delegation 15.12.2026, harcama talimatı for 14 persons, limit 42.000,00 TL. *When* an
    invoice of 43.150,00 TL for 16 persons is entered. *Then* refused to close: "Davetli sayısı talimatı aşıyor (16 >
    14)" and "Tutar talimatı 1.150,00 TL aşıyor"; a revised instruction with reason is needed before payment; the
    accrual has olur, talimat, fatura, katılımcı listesi; the appropriation's remaining amount falls once, also when the
    message is delivered twice."""
    line = a_line(appropriation=250_000_00)
    event = priced_task(TASK | {"price": PRICE})
    hear(process, event, event)
    hear(process, event)
    (opened,) = spender.list_expenses(source=event.subject)["items"]
    expense = instructed(approver, line, spender.get_expense(expense_id=opened["id"]))
    assert (expense["file_code"], remaining(approver, line)) == ("813.06", 208_000_00)

    for kind, reference in (("approval", "E-12345678-813.06-41"), ("instruction", "42"), ("participants", "43")):
        expense = step(expense, "file", kind=kind, reference=reference)
    expense = step(step(expense, "order", supplier="Akçınar Lokantası"), "accept")
    at(process, "2026-12-16 10:00")
    invoice = {"number": "KRF2026000000417", "invoiced_on": "2026-12-16", "persons": 16, "amount": 43_150_00}
    expense = step(expense, "invoice", **invoice)
    assert (expense["persons_over"], expense["amount_over"]) == (2, 1_150_00)
    with pytest.raises(Conflict, match="expense.over_instruction") as refused:
        step(expense, "accrue")
    told = sentence(refused.value)
    assert "Davetli sayısı talimatı aşıyor (16 > 14)" in told
    assert "Tutar talimatı 1.150,00 TL aşıyor" in told
    with pytest.raises(Conflict, match="expense.wrong_status"):
        step(expense, "pay")

    reason = "Heyete son anda iki kişi daha katıldı."
    expense = step(expense, "revise", guest_limit=16, amount_limit=43_150_00, reason=reason)
    assert [one["reason"] for one in expense["instructions"]] == [None, reason]
    with pytest.raises(Conflict, match="expense.papers_missing") as refused:
        step(expense, "accrue")
    assert refused.value.details == {"missing": ["talimat"]}
    expense = step(step(expense, "file", kind="instruction", reference="44"), "accrue")
    papers = {paper["kind"]: paper["reference"] for paper in expense["papers"]}
    assert papers == {
        "approval": "E-12345678-813.06-41",
        "instruction": "44",
        "invoice": "KRF2026000000417",
        "participants": "43",
    }

    pay = {"expense_id": expense["id"], "version": expense["version"]}
    paid = spender.call("pay_expense", pay, key="bir-kez")
    assert spender.call("pay_expense", pay, key="bir-kez") == paid
    hear(process, event)
    assert (paid["status"], remaining(approver, line)) == ("paid", 206_850_00)
    assert approver.get_budget_line(budget_line_id=line["id"])["spent"] == 43_150_00


def remaining(approver, line):
    """What is left of a budget line."""
    return approver.get_budget_line(budget_line_id=line["id"])["remaining"]
