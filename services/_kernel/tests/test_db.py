"""Transactions: whole or not at all, repeated when they collide, bounded when they wait."""

import sqlite3
import threading
import time
from uuid import UUID

import pytest
from conftest import parallel, until
from little_service.models import Copy, Thing
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from makam_kernel.actor import service_actor
from makam_kernel.db import Database
from makam_kernel.errors import Conflict, Unavailable


def count(process, model=Thing):
    """How many there are."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def put(session, subject, state="a"):
    """Keep a copy."""
    session.add(Copy(subject=subject, state=state))
    session.flush()


def test_a_transaction_that_fails_leaves_nothing(process):
    def work(session):
        put(session, "page/1")
        raise ValueError

    with pytest.raises(ValueError):
        process.database.run(work)
    assert count(process, Copy) == 0


@pytest.mark.fault("F24")
def test_two_that_lock_each_other_out_are_repeated_as_a_whole_with_their_events(process, person):
    """F24: a deadlock of two sessions: the whole transaction is repeated, with its outbox row, at most three times."""
    if process.database.is_sqlite:
        pytest.skip("writers of SQLite stand in one line")
    clerk = person(process, "clerk")
    things = [UUID(clerk.keep_thing(label=name)["id"]) for name in "ab"]
    met, tries = threading.Barrier(2), []

    def change(first, second):
        def work(tx):
            tries.append(first)
            for place, id in enumerate((first, second)):
                thing = tx.get(Thing, id)
                tx.change(thing, thing.keep())
                tx.session.flush()
                if place == 0 and len(tries) <= 2:
                    met.wait(10)

        process.work(service_actor("little"), work)

    parallel([lambda: change(*things), lambda: change(*reversed(things))])
    assert len(tries) == 3
    with process.database.reading() as session:
        rows = session.execute(text("SELECT subject, count(*) FROM outbox GROUP BY subject")).all()
    assert [number for _, number in rows] == [3, 3]


def test_a_collision_that_never_ends_is_given_up_after_three_tries(process):
    tries = []

    def work(session):
        tries.append(1)
        thing = Thing(label="a", number=1, version=1)
        session.add(thing)
        session.flush()
        session.execute(text("UPDATE things SET version = 9"))
        thing.label = "b"
        session.flush()  # finds another version than it read, as if another had been quicker

    with pytest.raises(Unavailable, match=r"database\.busy"):
        process.database.run(work)
    assert len(tries) == 3 and count(process) == 0


def test_two_that_write_the_same_unique_value_at_once_end_in_an_answer_not_in_a_failure(process, person):
    clerk, answers = person(process, "clerk"), []

    def keep():
        def work(tx):
            if tx.session.scalar(select(Thing.id).where(Thing.label == "one")):
                raise Conflict("thing.exists")
            time.sleep(0.1)
            tx.add(thing := Thing(label="one", number=1), thing.keep())

        try:
            process.work(service_actor("little"), work)
            answers.append("kept")
        except Conflict as error:
            answers.append(error.code)

    parallel([keep, keep])
    assert sorted(answers) == ["kept", "thing.exists"]
    with pytest.raises(IntegrityError):
        process.database.run(
            lambda session: [
                put(session, "page/1"),
                session.execute(text("INSERT INTO copies (subject, state) VALUES ('page/1', 'b')")),
            ]
        )
    assert clerk.list_things()["items"][0]["label"] == "one"


@pytest.mark.promise("P13", part="no command is committed after its caller's deadline")
def test_nothing_is_committed_after_the_callers_deadline(process):
    """P13: no command runs on after its caller was told that it took too long."""

    def work(session):
        put(session, "page/1")
        time.sleep(0.3)

    with pytest.raises(Unavailable, match=r"deadline\.exceeded"):
        process.database.run(work, deadline=time.time() + 0.25)
    assert count(process, Copy) == 0


def test_a_wait_for_another_writer_ends_with_the_callers_deadline(process):
    holds, may_end = threading.Event(), threading.Event()

    def hold(session):
        put(session, "page/1")
        holds.set()
        may_end.wait(10)

    holder = threading.Thread(target=process.database.run, args=[hold])
    holder.start()
    holds.wait(5)
    began = time.monotonic()
    with pytest.raises(Unavailable, match=r"database\.busy"):
        process.database.run(lambda session: put(session, "page/1", "b"), deadline=time.time() + 0.6)
    assert time.monotonic() - began < 0.85
    may_end.set()
    holder.join()


@pytest.mark.fault("F21", part="another process holds the file")
def test_a_file_that_another_holds_is_waited_for_without_standing_still(sqlite_process, monkeypatch):
    """F21: while another process holds SQLite's write lock, the wait is bounded and gives way to others."""
    monkeypatch.setattr("makam_kernel.db.BUSY_SECONDS", 0.5)
    longest, real = [], time.sleep
    monkeypatch.setattr("makam_kernel.db.time.sleep", lambda seconds: (longest.append(seconds), real(seconds)))
    other = sqlite3.connect(sqlite_process.database.uri.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match=r"database\.busy"):
        sqlite_process.database.run(lambda session: put(session, "page/1"))
    assert len(longest) > 5 and max(longest) < 0.1
    other.execute("ROLLBACK")
    sqlite_process.database.run(lambda session: put(session, "page/1"))


def test_one_look_sees_one_state_of_the_database(process):
    process.database.run(lambda session: put(session, "page/1"))
    with process.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Copy)) == 1
        process.database.run(lambda other: put(other, "page/2"))
        assert session.scalar(select(func.count()).select_from(Copy)) == 1


def test_a_second_process_on_one_file_refuses_and_goes_on_refusing(sqlite_uri):
    first, second = Database(sqlite_uri), Database(sqlite_uri)
    first.claim()
    for _ in range(2):
        with pytest.raises(Unavailable, match=r"database\.claimed"):
            second.claim()
    first.close()
    second.claim()
    second.close()


def test_a_server_that_is_away_is_unavailable_and_tells_nothing(tmp_path):
    away = Database("postgresql+psycopg2://makam:geheim@127.0.0.1:1/makam")
    with pytest.raises(Unavailable) as told:
        away.run(lambda session: session.execute(text("SELECT 1")))
    assert told.value.as_value() == {"kind": "unavailable", "code": "database.away", "details": {}}


@pytest.mark.fault("F23", part="connections cut by the server")
def test_connections_that_the_server_cut_are_made_anew(process, person):
    """F23: after a restart of PostgreSQL the pool recovers by itself."""
    if process.database.is_sqlite:
        pytest.skip("has no server")
    clerk = person(process, "clerk")
    clerk.keep_thing(label="a")
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
    with process.database.reading() as session:
        session.execute(text(cut))
    assert until(lambda: clerk.keep_thing(label="b"), 5)["number"] == 2
