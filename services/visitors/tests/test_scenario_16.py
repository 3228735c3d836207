"""The order of the queue, and why."""

import json

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import at

ARRIVALS = (
    ("13:40", "general"),
    ("13:42", "general"),
    ("13:45", "elder"),
    ("13:50", "disabled"),
    ("13:55", "general"),
    ("13:58", "veteran"),
    ("13:59", "elder"),
)
CALLS = ["A-06", "A-04", "A-03", "A-01", "A-07", "A-02", "A-05"]


@pytest.fixture
def day(process, ipek, a_public_day):
    """The public day of 02.12.2026 with its seven arrivals, five minutes before it begins."""
    day = a_public_day("2026-12-02")
    for hour, priority_class in ARRIVALS:
        at(process, f"2026-12-02 {hour}")
        ipek.register_place(public_day_id=day["id"], name="Halk Günü Misafiri", priority_class=priority_class)
    at(process, "2026-12-02 14:00")
    return ipek.start_public_day(public_day_id=day["id"], version=day["version"])


@pytest.mark.scenario("visitors.S16")
def test_the_prioritised_go_first_and_after_three_of_them_one_of_the_general(ipek, day):
    """Seven arrive between 13.40 and 13.59 under the rule "şehit yakını/gazi, engelli, hamile, 65+, randevulu, genel;
    her 3 öncelikliden sonra 1 genel"; they are called A-06, A-04, A-03, A-01, A-07, A-02, A-05, as
    the queue foretold."""
    foretold = [line["place"]["label"] for line in ipek.list_queue(public_day_id=day["id"])["items"]]
    called = [ipek.call_next(public_day_id=day["id"], room="Masa 1")["label"] for _one in ARRIVALS]
    assert foretold == called == CALLS
    with pytest.raises(Conflict, match="queue.empty"):
        ipek.call_next(public_day_id=day["id"], room="Masa 1")


@pytest.mark.scenario("visitors.S16")
def test_the_queue_explains_every_place_at_any_time(process, ipek, day):
    """The place of A-01 is explained as "3 öncelikli sonrası sıradaki", at first and when its turn has come."""
    before = {line["place"]["label"]: line for line in ipek.list_queue(public_day_id=day["id"])["items"]}
    for _one in range(3):
        ipek.call_next(public_day_id=day["id"], room="Masa 1")
    turn = ipek.list_queue(public_day_id=day["id"])["items"][0]
    assert [before[label]["reason"] for label in CALLS] == [
        "priority", "priority", "priority", "after_priority", "priority", "arrival", "arrival",
    ]  # fmt: skip
    assert (turn["place"]["label"], turn["position"], turn["reason"]) == ("A-01", 1, "after_priority")
    sentence = process_text(process, "queue.after_priority").format(**turn)
    assert sentence == "3 öncelikli sonrası sıradaki"
    called = ipek.call_next(public_day_id=day["id"], room="Masa 2")
    assert (called["label"], called["call_reason"], called["call_position"]) == ("A-01", "after_priority", 4)


def process_text(process, code):
    """The Turkish sentence of a code, from the service's own texts."""
    return json.loads((process.service.home / "texts" / "tr.json").read_text(encoding="utf-8"))[code]["detail"]


def test_another_day_may_have_another_rule(process, ipek, a_running_day):
    day = a_running_day("2026-12-09", priority_classes=["pregnant"], general_after=1)
    for priority_class in ("general", "disabled", "pregnant", "pregnant"):
        ipek.register_place(public_day_id=day["id"], name="Misafir", priority_class=priority_class)
    called = [ipek.call_next(public_day_id=day["id"], room="Masa 1")["label"] for _one in range(4)]
    assert called == ["A-03", "A-01", "A-04", "A-02"]


def test_who_comes_in_the_midst_finds_their_place(ipek, day):
    for _one in range(5):
        ipek.call_next(public_day_id=day["id"], room="Masa 1")
    ipek.register_place(public_day_id=day["id"], name="Gazi", priority_class="veteran")
    assert ipek.call_next(public_day_id=day["id"], room="Masa 1")["label"] == "A-08"
    assert ipek.call_next(public_day_id=day["id"], room="Masa 1")["label"] == "A-02"
