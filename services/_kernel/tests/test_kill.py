"""`kill -9` of the service under load: nothing that was answered is lost, nothing is told that did not happen."""

import socket
import threading

import pytest
from conftest import until
from little_service.models import Thing
from sqlalchemy import select

from makam_kernel.actor import Actor, Keys
from makam_kernel.audit import AuditEntry
from makam_kernel.calls import Caller
from makam_kernel.db import Database
from makam_kernel.errors import Unavailable
from makam_kernel.outbox import OutboxRow

ROUNDS, WRITERS, ENOUGH = 2, 3, 15


class Writer(threading.Thread):
    """Keeps things, each under its own key, until the service is gone; knows what was answered and what is open."""

    def __init__(self, caller, name):
        super().__init__(daemon=True)
        self.caller, self.title, self.answered, self.open = caller, name, {}, None

    def keep(self, label):
        """Keep one thing."""
        token = self.caller.keys.sign_person(Actor.of("p1", "", ["clerk"]), audience="little", call="c")
        return self.caller.call("little", "keep_thing", {"label": label}, cause="c", token=token, key=label)

    def run(self):
        """Write until the service is away."""
        while True:
            self.open = f"{self.title}-{len(self.answered)}"
            try:
                self.answered[self.open] = self.keep(self.open)["number"]
            except Unavailable:
                return


@pytest.mark.promise("P1", part="one service, two kills")
@pytest.mark.promise("P2", part="one service, two kills")
@pytest.mark.promise("P5", part="random instants, two kills")
@pytest.mark.promise("P12", part="survives the service's kill")
def test_a_service_killed_under_load_has_lost_nothing_and_invented_nothing(
    on_the_wire, broker, keys_folder, heard, clean_uri
):
    """P1, P2, P5, P12: after two kills each answered command is there once, an open one may be asked again by its
    key, numbers have no gap, and each thing has its event and its audit entry and nothing else has."""
    keys, answered, unknown = Keys(keys_folder / "gateway", "gateway"), {}, []
    for round in range(ROUNDS):
        little = on_the_wire(clean_uri)
        writers = [Writer(Caller(broker.uri("gateway"), keys), f"{round}-{n}") for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        until(lambda writers=writers: all(len(writer.answered) >= ENOUGH for writer in writers), 60)
        little.process.kill()
        assert little.process.wait() == -9
        for writer in writers:
            writer.caller._connection.transport.sock.shutdown(socket.SHUT_RDWR)  # instead of waiting for its time-out
            writer.join(30)
            answered |= writer.answered
            unknown.append(writer.open)
            writer.caller.close()
    little = on_the_wire(clean_uri)
    last = Writer(Caller(broker.uri("gateway"), keys), "last")
    answered |= {label: last.keep(label)["number"] for label in unknown}
    assert {label: last.keep(label)["number"] for label in answered} == answered
    last.caller.close()
    database = Database(clean_uri)
    things, rows, entries = (_all(database, model) for model in (Thing, OutboxRow, AuditEntry))
    until(lambda: all(row.sent_at for row in _all(database, OutboxRow)))
    assert little.stop() == 0
    assert {thing.label: thing.number for thing in things} == answered
    assert sorted(answered.values()) == list(range(1, len(answered) + 1))
    kept = sorted(row.data["number"] for row in rows if row.type == "thing.kept.v1")
    assert kept == sorted(answered.values())
    assert sorted(entry.subject for entry in entries if entry.action == "thing.kept.v1") == sorted(
        thing.subject for thing in things
    )
    told = {event["subject"] for event, _ in heard() if event["type"] == "thing.kept.v1"}
    assert told == {thing.subject for thing in things}
    database.close()


def _all(database, model):
    with database.reading() as session:
        return session.scalars(select(model)).all()
