"""A courtesy, from the proposal until it is paid for, and the rules of the day."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid


def test_on_the_nineteenth_of_may_no_wreath_is_sent(a_courtesy):
    with pytest.raises(Conflict, match="courtesy.not_sent_then") as refused:
        a_courtesy(kind="wreath", occasion_at="2027-05-19T10:00:00+03:00")
    assert refused.value.details["day"] == "19.05.2027"
    assert "tek çelenk" in refused.value.details["source"]


@pytest.mark.feature("A3.23")
def test_the_rule_of_a_day_goes_before_that_of_every_day(nermin, a_courtesy):
    """Wreath rules per day: what holds on one day of the year comes before what holds on every day."""
    nermin.set_courtesy_rule(kind="flowers", words="Her gün", minutes_before=60)
    nermin.set_courtesy_rule(kind="flowers", day="11-24", words="Öğretmenler Gününüz kutlu olsun", minutes_before=120)
    usual = a_courtesy(words=None)
    special = a_courtesy(words=None, occasion_at="2027-11-24T14:00:00+03:00")
    assert (usual["words"], usual["deliver_at"]) == ("Her gün", "2026-12-10T10:00:00Z")
    assert (special["words"], special["deliver_at"]) == ("Öğretmenler Gününüz kutlu olsun", "2027-11-24T09:00:00Z")
    nermin.set_courtesy_rule(kind="flowers", day="11-24", words="Başka", minutes_before=0)
    rules = [(rule["kind"], rule["day"]) for rule in nermin.list_courtesy_rules()["items"]]
    assert rules.count(("flowers", "11-24")) == 1 and len(rules) == 8


@pytest.mark.parametrize("day", ["02-30", "2-3", "13-01", "every", "05/19"])
def test_a_day_of_a_rule_is_one_of_the_year(nermin, day):
    with pytest.raises(Invalid, match="input.invalid"):
        nermin.set_courtesy_rule(kind="wreath", day=day)


def test_what_bears_words_needs_them(nermin, a_courtesy):
    with pytest.raises(Invalid, match="courtesy.words_missing"):
        a_courtesy(words=None)
    assert a_courtesy(kind="gift", words=None)["words"] is None


def test_what_costs_nothing_is_delivered_without_an_order(nermin, a_courtesy, do):
    sent = do(nermin, "deliver_courtesy", do(nermin, "approve_courtesy", a_courtesy()), proof="Elden verildi")
    assert (sent["status"], sent["proof"]) == ("delivered", "Elden verildi")


def test_what_costs_money_is_ordered_first(nermin, a_courtesy, do):
    approved = do(nermin, "approve_courtesy", a_courtesy(cost=1_500_00))
    with pytest.raises(Conflict, match="courtesy.not_ordered"):
        do(nermin, "deliver_courtesy", approved, proof="Elden verildi")


def test_what_is_given_up_needs_no_money(nermin, a_courtesy, do):
    cancelled = do(nermin, "cancel_courtesy", a_courtesy(cost=1_500_00), reason="Sergi kaldırıldı")
    assert cancelled["status"] == "cancelled"
    assert nermin.get_expense(expense_id=cancelled["expense_id"])["status"] == "cancelled"


def test_one_officer_proposes_and_another_approves(person, process, known, nermin, a_courtesy, do):
    officer = person(process, "protocol_officer")
    proposed = a_courtesy()
    with pytest.raises(Forbidden, match="action.not_allowed"):
        do(officer, "approve_courtesy", proposed)
    assert do(nermin, "approve_courtesy", proposed)["status"] == "approved"


def test_they_are_listed_by_the_time_of_delivery(nermin, a_courtesy, do):
    made = {hour: a_courtesy(words=hour, deliver_at=f"2026-12-10T{hour}:00:00+03:00") for hour in ("16", "09", "12")}
    first = nermin.list_courtesies(limit=2)
    second = nermin.list_courtesies(limit=2, cursor=first["next_cursor"])
    assert [one["words"] for one in first["items"] + second["items"]] == ["09", "12", "16"]
    last = nermin.list_courtesies(limit=2, order="latest")
    before = nermin.list_courtesies(limit=2, order="latest", cursor=last["next_cursor"])
    assert [one["words"] for one in last["items"] + before["items"]] == ["16", "12", "09"]
    do(nermin, "cancel_courtesy", made["12"], reason="Sergi kaldırıldı")
    do(nermin, "approve_courtesy", made["16"])
    assert [one["words"] for one in nermin.list_courtesies(open=True)["items"]] == ["09", "16"]
    assert [one["words"] for one in nermin.list_courtesies(open=False)["items"]] == ["12"]
