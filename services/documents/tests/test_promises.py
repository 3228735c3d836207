"""The mayor's promise without a request becomes an instruction, which follows it: once, whatever is heard how often and
in which order."""

from itertools import permutations
from types import SimpleNamespace

import pytest

from makam_kernel.errors import NotFound, Unavailable
from makam_kernel.ids import new_id
from makam_kernel.inbox import open_counts
from makam_kernel.testing import at, do_what_is_due, hear, told

WORDS = "30 Ekim'e kadar banka konacak."
PROMISE = str(new_id())
SOURCE = f"promise/{PROMISE}"


class Visitors:
    """Stands for the owner of promises; counts how often it is asked."""

    def __init__(self):
        self.words, self.restricted, self.asked, self.away = WORDS, False, 0, False
        self.visitors = SimpleNamespace(get_promise_words=self.get_promise_words)

    def because_of(self, _event):
        return self

    def get_promise_words(self, promise_id):
        if self.away:
            raise Unavailable("service.away", service="visitors")
        self.asked += 1
        return {"id": promise_id, "words": self.words, "restricted": self.restricted}


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


@pytest.fixture
def visitors(process):
    process.inbox.owners = Visitors()
    return process.inbox.owners


@pytest.fixture
def promise(tell, unit_id):
    """Makes what visitors tells of a promise: ``promise("owned", 2, unit="PARK")``."""

    def make(act, sequence, *, unit="FEN", status=None, **facts):
        data = {"status": status or act, "unit_id": unit and unit_id(unit), "due_on": "2026-12-11", "request_id": None}
        data |= {"wish_id": str(new_id()), "public_day_id": str(new_id()), "awaiting_citizen": False} | facts
        return tell(f"promise.{act}.v1", SOURCE, data, source="visitors", sequence=sequence)

    return make


@pytest.fixture
def found(who):
    """The instructions that were given for the promise."""
    return lambda: who("nermin").list_instructions(source=SOURCE)["items"]


def states(found):
    return [one["status"] for one in found()]


def test_an_owned_promise_becomes_an_instruction_to_its_unit(process, who, visitors, promise, found, unit_id):
    hear(process, promise("given", 1, unit=None), promise("owned", 2))
    (one,) = found()
    assert (one["words"], one["unit_id"], one["due_at"]) == (WORDS, unit_id("FEN"), "2026-12-11T14:30:00Z")
    assert [line["id"] for line in who("derya").list_instructions()["items"]] == [one["id"]]


def test_heard_again_it_is_given_once(process, visitors, promise, found):
    event = promise("owned", 2)
    hear(process, event, event)
    hear(process, event, promise("snapshot", 2, status="owned"), promise("owned", 1))
    assert states(found) == ["given"]


@pytest.mark.parametrize("facts", [{"request_id": str(new_id())}, {"status": "given", "unit": None}])
def test_without_an_owner_or_with_a_request_nothing_is_asked_and_nothing_is_given(
    process, visitors, promise, found, facts
):
    hear(process, promise("owned", 2, **facts))
    assert (visitors.asked, found()) == (0, [])


def test_a_promise_whose_request_is_still_to_come_is_none_of_it(process, visitors, promise, found):
    """Its wish ends as a request, which the event does not tell; visitors does, and keeps the words."""
    visitors.words = None
    hear(process, promise("owned", 2))
    assert found() == []


def test_of_a_restricted_wish_it_is_restricted(process, who, visitors, promise, found):
    visitors.restricted = True
    hear(process, promise("owned", 2))
    assert states(found) == ["given"]
    assert [len(who(login).list_instructions()["items"]) for login in ("hakan", "derya", "ipek")] == [1, 0, 0]


def test_who_only_reads_does_not_learn_what_a_citizen_was_promised(process, person, who, visitors, promise, found):
    hear(process, promise("owned", 2))
    auditor = person(process, "auditor")
    assert auditor.list_instructions()["items"] == []
    with pytest.raises(NotFound, match="instruction.not_found"):
        auditor.get_instruction(instruction_id=found()[0]["id"])
    assert auditor.list_weekly_orders(day="2026-12-01")["items"] == []


def test_another_owner_has_to_confirm_anew(process, who, do, visitors, promise, found, unit_id):
    hear(process, promise("owned", 2))
    do(who("hakan"), "acknowledge_instruction", found()[0])
    at(process, "2026-12-02 09:00")
    hear(process, promise("owned", 3, unit="PARK"))
    (one,) = found()
    assert (one["unit_id"], one["status"]) == (unit_id("PARK"), "given")
    assert one["receipt_due_at"].startswith("2026-12-02T11:00:00")
    assert who("derya").list_instructions()["items"] == []


@pytest.mark.parametrize("act", ["released", "kept"])
def test_what_is_settled_is_withdrawn(process, visitors, promise, found, act):
    hear(process, promise("owned", 2), promise(act, 3))
    assert states(found) == ["withdrawn"]


def test_a_broken_promise_is_told_above_once_and_stays_to_be_done(process, visitors, promise, found):
    hear(process, promise("owned", 2), promise("broken", 3), promise("snapshot", 3, status="broken"))
    (one,) = found()
    assert (one["status"], one["escalated_for"]) == ("given", "promise_broken")
    assert [row.type for row in told(process)].count("instruction.escalated.v1") == 1


def test_a_promise_that_is_opened_again_after_its_instruction_was_accepted_has_a_new_one(
    process, who, do, visitors, promise, found
):
    hear(process, promise("owned", 2))
    seen = do(who("hakan"), "acknowledge_instruction", found()[0])
    seen = do(who("hakan"), "finish_instruction", seen, evidence="Bank kondu.")
    do(who("ipek"), "accept_instruction", seen)
    hear(process, promise("kept", 3))
    assert states(found) == ["accepted"]
    hear(process, promise("owned", 4))
    assert sorted(states(found)) == ["accepted", "given"]


def test_what_the_office_withdrew_is_not_given_again_when_the_promise_is_only_told_anew(
    process, who, do, visitors, promise, found
):
    hear(process, promise("owned", 2))
    do(who("ipek"), "withdraw_instruction", found()[0], reason="Elden yapıldı.")
    hear(process, promise("snapshot", 2, status="owned"), promise("snapshot", 2, status="owned", unit="PARK"))
    assert states(found) == ["withdrawn"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_facts_in_any_order_end_alike(process, visitors, promise, found, order, unit_id):
    """What counts is the newest: PARK owns it, and it is broken."""
    events = [
        promise("given", 1, unit=None),
        promise("owned", 2),
        promise("owned", 3, unit="PARK"),
        promise("released", 4, unit="PARK"),
    ]
    for place in order:
        hear(process, events[place], events[place])
    assert [status for status in states(found) if status != "withdrawn"] == []
    with process.database.reading() as session:
        assert open_counts(session) == {"waiting": 0, "parked": 0}


def test_while_visitors_is_away_the_fact_waits(process, visitors, promise, found):
    visitors.away = True
    hear(process, promise("owned", 2))
    assert found() == []
    visitors.away = False
    at(process, "2026-12-01 09:05")
    do_what_is_due(process)
    assert states(found) == ["given"]


def test_when_the_person_is_erased_so_are_the_words(process, visitors, promise, found):
    hear(process, promise("owned", 2), promise("broken", 3))
    hear(process, promise("erased", 4, status="broken"))
    (one,) = found()
    assert (one["words"], one["status"]) == ("(silindi)", "withdrawn")


def test_what_is_told_of_an_accepted_instruction_names_the_promise(process, who, do, visitors, promise, found):
    hear(process, promise("owned", 2))
    seen = do(who("hakan"), "acknowledge_instruction", found()[0])
    do(who("ipek"), "accept_instruction", do(who("hakan"), "finish_instruction", seen, evidence="Bank kondu."))
    last = told(process)[-1]
    assert (last.type, last.data["source"]) == ("instruction.accepted.v1", SOURCE)
