"""An effect happens once per event and handler; what fails is kept, tried again, and parked."""

import random
from datetime import timedelta

import pytest
from conftest import an_event
from little_service.models import Copy, Effect
from sqlalchemy import select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Invalid, NotFound, Unavailable
from makam_kernel.ids import new_id
from makam_kernel.inbox import InboxRow
from makam_kernel.testing import do_what_is_due, hear


def everything(process, model):
    """All rows of a table."""
    with process.database.reading() as session:
        return session.scalars(select(model)).all()


def row_of(process, event, handler="CopyPage"):
    """What became of an event at a handler."""
    with process.database.reading() as session:
        return session.get(InboxRow, (event.id, handler))


def pass_time(process, **time):
    """Let business time go on, and the process do what became due."""
    process.clock.set(process.clock.now() + timedelta(**time))
    do_what_is_due(process)


@pytest.mark.promise("P3", part="inbox")
@pytest.mark.fault("F16", part="repeats")
def test_an_event_delivered_up_to_five_times_has_one_effect(process):
    """P3, F16: duplicates change nothing: neither state nor effects nor the audit."""
    events = [an_event(sequence=n, subject="page/1") for n in range(1, 41)]
    deliveries = [event for event in events for _ in range(random.randint(1, 5))]
    random.shuffle(deliveries)
    while deliveries:
        batch, deliveries = deliveries[:7], deliveries[7:]
        hear(process, *batch)
    assert len(everything(process, Effect)) == 40
    entries = [(one.cause_id, one.record["handler"]) for one in everything(process, AuditEntry)]
    assert len(entries) == len(set(entries))


@pytest.mark.promise("P4", part="a copy; 40 orders")
@pytest.mark.fault("F17", part="a copy")
def test_a_copy_never_goes_back_and_an_act_is_always_done_whatever_the_order(sqlite_process):
    """P4, F17: reordered delivery converges to the newest state, which is never left for an older one."""
    for _ in range(40):
        subject = f"page/{new_id()}"
        events = [an_event(f"state-{n}", sequence=n, subject=subject) for n in range(1, 6)]
        random.shuffle(events)
        newest = 0
        for event in events:
            hear(sqlite_process, event)
            newest = max(newest, event.sequence)
            with sqlite_process.database.reading() as session:
                assert session.get(Copy, subject).state == f"state-{newest}"
    assert len(everything(sqlite_process, Effect)) == 40 * 5


def test_a_failing_handler_holds_up_neither_others_nor_other_events(process):
    poison = an_event("poison")
    hear(process, an_event("open"), poison, an_event("shut"))
    assert sorted(copy.state for copy in everything(process, Copy)) == ["open", "shut"]
    assert len(everything(process, Effect)) == 3
    row = row_of(process, poison)
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "ValueError")
    assert row_of(process, poison, "CountPage").state == "done"


@pytest.mark.promise("P11", part="a handler that fails")
def test_poison_is_tried_eight_times_over_a_day_and_then_parked(process, person):
    """P11: what keeps failing ends in the store of an operator, with its reason."""
    poison = an_event("poison")
    hear(process, poison)
    pauses = []
    while (row := row_of(process, poison)).state == "waiting":
        pauses.append(round((row.next_at - process.clock.now()).total_seconds(), -1))
        do_what_is_due(process)
        assert row_of(process, poison).attempts == row.attempts  # not before its time
        process.clock.set(row.next_at + timedelta(seconds=1))
        do_what_is_due(process)
    assert pauses == [10, 60, 300, 1800, 7200, 21600, 54000]
    assert (row.state, row.attempts, row.next_at) == ("parked", 8, None)
    [line] = person(process, "operator").list_parked()["items"]
    assert (line["event_id"], line["type"], line["handler"]) == (poison.id, poison.type, "CopyPage")
    assert line["error"] == "ValueError"


def park(process, event):
    """Let an event fail until it is parked."""
    hear(process, event)
    for _ in range(8):
        pass_time(process, hours=16)


@pytest.mark.promise("P11", part="replay, on record")
def test_an_operator_has_a_parked_event_tried_again_or_drops_it_on_record(process, person):
    """P11: replay from the store works and is audited."""
    first, second = an_event("poison"), an_event("poison")
    for event in (first, second):
        park(process, event)
    operator = person(process, "operator", id="op1")
    mended = {**row_of(process, first).event, "data": {"state": "open"}}
    process.database.run(lambda session: setattr(session.get(InboxRow, (first.id, "CopyPage")), "event", mended))
    operator.redrive_parked(event_id=first.id, handler="CopyPage")
    do_what_is_due(process)
    assert row_of(process, first).state == "done" and everything(process, Copy)[0].state == "open"
    with pytest.raises(Invalid):
        operator.drop_parked(event_id=second.id, handler="CopyPage", reason="Ayşe Yılmaz istedi")
    operator.drop_parked(event_id=second.id, handler="CopyPage", reason="done_by_hand")
    assert (row_of(process, second).state, row_of(process, second).event) == ("dropped", None)
    with pytest.raises(NotFound):
        operator.drop_parked(event_id=second.id, handler="CopyPage")
    with pytest.raises(NotFound):
        operator.redrive_parked(event_id=second.id, handler="CopyPage")
    acts = {(one.action, one.actor_id): one.record for one in everything(process, AuditEntry)}
    assert ("parked.redriven", "op1") in acts
    assert acts["parked.dropped", "op1"] == {"handler": "CopyPage", "reason": "done_by_hand"}


def test_a_late_repeat_of_a_kept_event_is_not_applied_beside_its_retry(process):
    poison = an_event("poison")
    hear(process, poison)
    hear(process, poison)
    assert row_of(process, poison).attempts == 1


def test_the_words_of_an_error_are_kept_nowhere(process, caplog):
    poison = an_event("poison")
    hear(process, poison)
    row = row_of(process, poison)
    assert "Ayşe" not in f"{row.error}{row.event}{caplog.text}" and "event.failed" in caplog.text


def test_an_event_whose_handler_is_gone_is_parked_in_the_end(process):
    poison = an_event("poison")
    hear(process, poison)
    process.inbox.by_type.clear()
    for _ in range(8):
        pass_time(process, hours=16)
    assert (row_of(process, poison).state, row_of(process, poison).error) == ("parked", "LookupError")


def test_the_audit_names_the_service_the_event_and_the_person_whose_act_it_was(process):
    event = an_event()
    object.__setattr__(event, "actor", "person-1")
    hear(process, event)
    entry = everything(process, AuditEntry)[0]
    assert (entry.actor_id, entry.cause_id, entry.for_id) == ("service:little", event.id, "person-1")


class Owner:
    """Stands for the service ``other``: answers, or is away."""

    def __init__(self):
        self.asked, self.error = 0, None

    def call(self, service, method, payload, *, cause):
        """Answer like the real one."""
        self.asked += 1
        if self.error:
            raise self.error
        return {"word": f"{method} {payload['page_id']}"}


@pytest.fixture
def owner(process):
    """The owner that handlers ask."""
    process.inbox.owners._caller = Owner()
    return process.inbox.owners._caller


def asked(n=1):
    """An event whose handler asks the owner for a word."""
    return an_event(type="page.asked.v1", subject=f"page/{n}")


def test_a_handler_asks_the_owner_before_its_transaction_and_not_for_a_repeat(process, owner):
    event = asked(7)
    hear(process, event)
    hear(process, event)
    assert [effect.word for effect in everything(process, Effect)] == ["get_word 7"] and owner.asked == 1


def test_what_an_owner_does_not_answer_is_tried_again(process, owner):
    owner.error = Unavailable("service.away", service="other")
    event = asked()
    hear(process, event, an_event())
    assert row_of(process, event, "AskForWord").error == "Unavailable service.away"
    owner.error = None
    pass_time(process, seconds=11)
    assert {effect.word for effect in everything(process, Effect)} == {None, "get_word 1"}


def test_a_broker_that_is_away_does_not_count_as_a_try_of_any_event(process, owner):
    owner.error = Unavailable("broker.away")
    event = asked()
    with pytest.raises(Unavailable):
        hear(process, event)
    assert everything(process, InboxRow) == []
    owner.error = Unavailable("service.away", service="other")
    hear(process, event)
    owner.error = Unavailable("broker.away")
    pass_time(process, seconds=11)
    assert row_of(process, event, "AskForWord").attempts == 1


def test_an_owner_that_is_late_is_not_waited_for_by_each_event_of_a_batch(process, owner):
    owner.error = Unavailable("service.late", service="other")
    hear(process, *(asked(n) for n in range(20)))
    assert owner.asked == 1
    assert {row.state for row in everything(process, InboxRow)} == {"waiting"}


def test_when_the_own_database_is_away_nothing_is_kept_and_the_caller_is_told(process, monkeypatch):
    def away(*_):
        raise Unavailable("database.away")

    monkeypatch.setattr(process.database, "run", away)
    with pytest.raises(Unavailable):
        hear(process, an_event())
    monkeypatch.undo()
    assert everything(process, InboxRow) == []
