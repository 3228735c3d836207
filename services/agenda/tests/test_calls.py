"""Telephone calls: who is to be called back, in which order, and how it ended."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, do_what_is_due, on_record, told

GOVERNOR = {
    "name": "Murat TOPRAK",
    "title": "Vali Yardımcısı",
    "institution": "Sarıova Valiliği",
    "phone": "0362 000 00 01",
    "words": "kış hazırlıkları",
    "rank": 5,
}
NOON = "2026-11-25T12:00:00+03:00"


@pytest.fixture
def a_call(process, who, calendar):
    """Logs a call to the mayor on 25.11.2026 at 09.12, by Oğuz ŞAHİN: ``a_call(due_at=NOON)``."""

    def make(by="oguz", time="09:12", **facts):
        at(process, f"2026-11-25 {time}")
        return who(by).log_call(**(GOVERNOR | {"calendar_id": calendar["id"]} | facts))

    return make


@pytest.mark.scenario("agenda.S10")
@pytest.mark.feature("A1.22")
class TestCallBack:
    def test_stands_on_the_list_in_the_order_of_precedence(self, process, who, a_call):
        """25.11.2026 09.12: "Vali Yardımcısı aradı, kış hazırlıkları", to be called back by 12.00: it stands on the
        mayor's list of calls to make, before who comes later in precedence, though that one is due earlier."""
        a_call(name="Bekir ASLAN", rank=40, due_at="2026-11-25T10:00:00+03:00")
        call = a_call(due_at=NOON)
        a_call(name="Soran", due_at=None)
        listed = who("elif").list_calls_to_make()["items"]
        assert [one["call"]["name"] for one in listed] == ["Murat TOPRAK", "Bekir ASLAN"]
        assert (call["status"], call["words"]) == ("to_call_back", "kış hazırlıkları")

    def test_is_overdue_at_noon_and_the_secretaries_are_told_once(self, process, who, a_call, messages):
        """It turns overdue at 12.00."""
        a_call(due_at=NOON)
        for time, overdue in (("11:59", False), ("12:00", True)):
            at(process, f"2026-11-25 {time}")
            do_what_is_due(process)
            assert [one["overdue"] for one in who("elif").list_calls_to_make()["items"]] == [overdue]
        text = "Geri arama süresi doldu (25.11.2026 12.00): Murat TOPRAK (Sarıova Valiliği). Konu: kış hazırlıkları"
        assert messages() == [("role/secretary", text)]

    def test_three_failed_tries_are_each_kept(self, process, who, do, a_call):
        """Three failed tries are each kept, and the duty stays."""
        call = a_call(due_at=NOON)
        for minute, outcome in ((10, "no_answer"), (20, "busy"), (40, "not_there")):
            at(process, f"2026-11-25 11:{minute}")
            call = do(who("oguz"), "try_call", call, outcome=outcome)
        assert [one["outcome"] for one in call["tries"]] == ["no_answer", "busy", "not_there"]
        assert [one["tried_at"][11:16] for one in call["tries"]] == ["08:10", "08:20", "08:40"]
        assert call["status"] == "to_call_back"

    @pytest.mark.parametrize("result", ["connected", "unreachable", "not_needed"])
    def test_is_closed_only_with_a_result(self, who, do, a_call, result):
        """Closed only with a result: görüşüldü, ulaşılamadı, gerek kalmadı."""
        call = do(who("oguz"), "try_call", a_call(due_at=NOON), outcome="no_answer")
        with pytest.raises(Invalid, match="input.invalid"):
            do(who("oguz"), "close_call", call)
        closed = do(who("oguz"), "close_call", call, result=result)
        assert closed["status"] == result and who("elif").list_calls_to_make()["items"] == []
        assert len(closed["tries"]) == 1


def test_who_was_never_called_back_is_not_unreachable(who, do, a_call):
    with pytest.raises(Conflict, match="call.never_tried"):
        do(who("oguz"), "close_call", a_call(due_at=NOON), result="unreachable")


def test_a_later_hour_moves_the_warning(process, who, do, a_call, messages):
    do(who("oguz"), "promise_call_back", a_call(due_at=NOON), due_at="2026-11-25T16:00:00+03:00")
    at(process, "2026-11-25 12:30")
    do_what_is_due(process)
    assert messages() == []
    at(process, "2026-11-25 16:00")
    do_what_is_due(process)
    assert len(messages()) == 1


def test_nobody_is_to_be_called_back_in_the_past(a_call):
    with pytest.raises(Invalid, match="call.due_in_past"):
        a_call(due_at="2026-11-25T09:00:00+03:00")


def test_who_could_not_be_reached_may_be_called_after_all(who, do, a_call):
    call = do(who("oguz"), "try_call", a_call(due_at=NOON), outcome="busy")
    call = do(who("oguz"), "close_call", call, result="unreachable")
    again = do(who("oguz"), "promise_call_back", call, due_at="2026-11-25T17:00:00+03:00")
    assert (again["status"], again["closed_at"], len(again["tries"])) == ("to_call_back", None, 1)


class TestTurning:
    def test_into_an_appointment_happens_at_once_and_once(self, process, who, do, a_call):
        call = do(who("oguz"), "turn_call_to_appointment", a_call(due_at=NOON), minutes=45)
        assert (call["status"], call["turned_to"]) == ("not_needed", "appointment")
        appointment = who("nermin").get_appointment(appointment_id=call["appointment_id"])
        seen = {name: appointment[name] for name in ("name", "topic", "minutes", "source", "status")}
        assert seen == {
            "name": "Murat TOPRAK",
            "topic": "kış hazırlıkları",
            "minutes": 45,
            "source": f"call/{call['id']}",
            "status": "received",
        }
        with pytest.raises(Conflict, match="call.already_turned"):
            do(who("oguz"), "turn_call_to_request", call)

    def test_into_a_request_is_told_and_requests_alone_gets_the_words(self, process, who, do, a_call, as_service):
        call = do(who("oguz"), "turn_call_to_request", a_call(), category="YOL.CUKUR")
        assert told(process)[-1].type == "call.turned_to_request.v1"
        words = as_service("requests", "get_call_words", call_id=call["id"])
        citizen = {"name": "Murat TOPRAK", "phone": "+903620000001", "email": None, "national_id": None}
        assert (words["citizen"], words["words"], words["category"]) == (citizen, "kış hazırlıkları", "YOL.CUKUR")
        assert words["origin_label"] == "TELEFON:2026-11-25 09.12"
        with pytest.raises(Forbidden):
            as_service("visitors", "get_call_words", call_id=call["id"])

    def test_what_is_no_request_is_handed_to_nobody(self, a_call, as_service):
        with pytest.raises(NotFound, match="call.not_found"):
            as_service("requests", "get_call_words", call_id=a_call()["id"])


class TestWhoSees:
    @pytest.mark.parametrize("login", ["nermin", "oguz", "elif"])
    def test_the_office_and_the_mayor_see_every_call(self, who, a_call, login):
        call = a_call()
        assert who(login).get_call(call_id=call["id"])["name"] == "Murat TOPRAK"

    @pytest.mark.parametrize("login", ["gulsen", "sevil"])
    def test_others_see_none_but_theirs(self, who, a_call, login):
        call = a_call()
        with pytest.raises(NotFound, match="call.not_found"):
            who(login).get_call(call_id=call["id"])
        assert who(login).list_calls()["items"] == who(login).list_calls_to_make()["items"] == []

    def test_a_deputy_sees_the_calls_to_her_and_the_front_desk_what_it_logged(self, who, a_call, a_calendar):
        hers = a_calendar("gulsen", kind="deputy")
        call = a_call(by="sevil", calendar_id=hers["id"])
        for login in ("gulsen", "sevil"):
            assert [one["id"] for one in who(login).list_calls()["items"]] == [call["id"]]

    @pytest.mark.parametrize("login", ["hakan", "derya", "recep"])
    def test_the_rest_of_the_house_may_not_ask(self, who, a_call, login):
        a_call()
        with pytest.raises(Forbidden):
            who(login).list_calls()

    def test_who_need_not_know_the_number_sees_it_masked_or_gives_a_reason(self, process, who, a_call):
        call = a_call()
        assert who("elif").get_call(call_id=call["id"])["phone"] == "•••••••••0001"
        whole = who("elif").unmask_call(call_id=call["id"], reason="call_back")
        assert whole["phone"] == "+903620000001"
        acts = [action for _, action in on_record(process, f"call/{call['id']}")]
        assert {"call.unmasked", "saw get_call"} <= set(acts)


def test_nothing_told_says_who_called(process, who, do, a_call):
    do(who("oguz"), "close_call", a_call(due_at=NOON), result="connected", note="Görüşüldü")
    assert not any(word in str(row.data) for row in told(process) for word in ("TOPRAK", "kış", "+90362"))
    assert [row.type for row in told(process)][-3:] == ["call.logged.v1", "call.to_call_back.v1", "call.closed.v1"]


def test_calls_are_listed_by_pages_the_last_first(who, a_call):
    for minute, name in enumerate(("Bir", "İki", "Üç"), start=10):
        a_call(name=name, time=f"09:{minute}")
    first = who("oguz").list_calls(limit=2)
    second = who("oguz").list_calls(limit=2, cursor=first["next_cursor"])
    assert [call["name"] for call in first["items"] + second["items"]] == ["Üç", "İki", "Bir"]
