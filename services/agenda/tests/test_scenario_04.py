"""Agenda S04: concurrent booking of the last slot, by appointments."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from agenda_service.entries.models import Entry
from makam_kernel.errors import Conflict
from makam_kernel.testing import told

pytestmark = pytest.mark.scenario("agenda.S04", part="appointments")

SLOT = {"starts_at": "2026-12-03T11:00:00+03:00", "ends_at": "2026-12-03T11:30:00+03:00"}
MANY = 20


def confirm(client, appointment, key=None):
    """The answer, or the refusal."""
    facts = {"appointment_id": appointment["id"], "version": appointment["version"]} | SLOT
    try:
        return client.call("schedule_appointment", facts, key=key, seconds=60)
    except Conflict as refused:
        return refused


@pytest.mark.parametrize("wanted", [None, SLOT["starts_at"]], ids=["any time", "this time"])
def test_one_of_twenty_gets_it(process, who, an_appointment, wanted):
    """Thursday 03.12.2026 11.00–11.30 is free. Of 20 parallel confirmations of different appointments in it exactly one
    succeeds; 19 answer 409 entry.overlap naming the winning entry; exactly one appointment.scheduled.v1 is told. It is
    the same when all asked for just this time, so that the winner has the others weighed again."""
    asked = [an_appointment(f"Talep {number}", preferred_at=wanted) for number in range(MANY)]
    clients = [who("nermin" if number % 2 else "oguz") for number in range(MANY)]
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(confirm, clients, asked))
    winners = [answer for answer in answers if not isinstance(answer, Conflict)]
    refusals = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(winners) == 1 and len(refusals) == MANY - 1
    (time,) = [time for time in winners[0]["times"] if time["status"] == "accepted"]
    assert {(refused.code, refused.details["entry"]) for refused in refusals} == {("entry.overlap", time["entry_id"])}
    assert [row.type for row in told(process)].count("appointment.scheduled.v1") == 1
    with process.database.reading() as session:
        assert [str(id) for id in session.scalars(select(Entry.id))] == [time["entry_id"]]


def test_a_repeated_key_makes_no_second(process, who, an_appointment):
    """The same confirmation, sent again with its key, also at the same moment, has the same answer and one effect."""
    appointment, client = an_appointment(), who("nermin")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: confirm(client, appointment, key="bir"), range(4)))
    assert all(answer == answers[0] for answer in answers) and answers[0]["status"] == "scheduled"
    assert [row.type for row in told(process)].count("appointment.scheduled.v1") == 1
