"""How a process answers: errors go out as themselves, what was not foreseen as a bare failure with an id."""

import json
import logging
import time

import pytest
from sqlalchemy import text

from makam_kernel import logs
from makam_kernel.errors import Failure, Forbidden, Invalid, NotFound, Unavailable
from makam_kernel.ids import new_id

WORDS = "Ayşe Yılmaz 10000000146"


@pytest.mark.check("S71", part="services")
def test_a_fault_of_our_own_leaves_as_a_bare_failure_and_its_words_stay_nowhere(process, person, caplog):
    """S71: no SQL, no stack, no personal data in what a caller is told, nor in the log."""
    with pytest.raises(Failure) as failed:
        person(process, "reader").fail(words=WORDS)
    record = next(record for record in caplog.records if record.msg == "call.failed")
    assert record.id == failed.value.id and record.error in ("OperationalError", "ProgrammingError")
    everything = caplog.text + repr([vars(record) for record in caplog.records])
    assert "Ayşe" not in everything and "nowhere" not in everything


def test_errors_go_out_as_themselves(process, person):
    clerk = person(process, "clerk")
    with pytest.raises(NotFound, match=r"method\.not_found"):
        clerk.no_such_method()
    with pytest.raises(NotFound, match=r"thing\.not_found"):
        clerk.get_thing(thing_id=str(new_id()))
    with pytest.raises(Forbidden, match=r"action\.not_allowed"):
        person(process, "reader").keep_thing(label="a")
    with pytest.raises(Invalid, match=r"input\.invalid"):
        clerk.keep_thing(label="a", number=7)


@pytest.mark.promise("P13", part="a call that outlived its caller is not run")
@pytest.mark.parametrize("deadline", [0, True, None, "soon", -5])
def test_a_call_past_its_deadline_or_without_one_is_not_run(sqlite_process, person, deadline):
    """P13: no command runs after its caller was told that it took too long."""
    clerk = person(sqlite_process, "clerk")
    token = clerk._keys.sign_person(clerk.actor, audience="little", call="c")
    answer = sqlite_process.answer("keep_thing", {"label": "a"}, {"actor": token, "deadline": deadline})
    assert answer["error"]["code"] == "deadline.exceeded"
    assert clerk.list_things()["items"] == []


def test_a_token_for_another_service_opens_nothing_here(sqlite_process, person):
    clerk = person(sqlite_process, "clerk")
    token = clerk._keys.sign_person(clerk.actor, audience="other", call="c")
    headers = {"actor": token, "deadline": int((time.time() + 5) * 1000)}
    assert sqlite_process.answer("list_things", {}, headers)["error"]["code"] == "actor.not_proven"


def test_health_tells_what_waits_and_what_was_given_up(process, person):
    person(process, "clerk").keep_thing(label="a")
    health = person(process, "operator").get_health()
    assert (health["service"], health["database"], health["waiting"], health["parked"]) == ("little", "ok", 0, 0)
    assert health["oldest_unsent_seconds"] >= 0


def test_health_is_told_while_the_database_is_away(process, person, monkeypatch):
    def away():
        raise Unavailable("database.away")

    monkeypatch.setattr(process.database, "reading", away)
    assert process.health()["database"] == "database.away"


@pytest.mark.fault("F22", part="a full disk, SQLite")
def test_a_full_disk_is_told_as_such_leaves_nothing_half_and_heals_by_itself(sqlite_process, person):
    """F22: disk full: a clear refusal, nothing half done, well again without a restart."""
    clerk = person(sqlite_process, "clerk")
    clerk.keep_thing(label="first")

    def limit(pages):
        with sqlite_process.database.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    limit(1)  # of the one connection in the pool, which these calls take by turns
    with pytest.raises(Unavailable, match=r"database\.full"):
        for place in range(2000):
            clerk.keep_thing(label=f"{place} " + "x" * 90)
    kept = 0
    with sqlite_process.database.reading() as session:
        kept = session.scalar(text("SELECT count(*) FROM things"))
        assert session.scalar(text("SELECT count(*) FROM outbox")) == kept
        assert session.scalar(text("SELECT count(*) FROM audit_entries")) == kept
    limit(1_000_000)
    assert clerk.keep_thing(label="after")["number"] == kept + 1


def test_a_log_line_is_one_line_of_json_and_quotes_no_error(capsys):
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logs.configure("little")
        try:
            raise ValueError(f"{WORDS}\n\x1b[31m")
        except ValueError as error:
            logging.getLogger("test").exception("it.failed", extra={"id": "a\nb", "body": WORDS})
            logging.getLogger("test").warning("again", extra=logs.what(error, call="c1"))
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        logging.getLogger("kombu.messaging").disabled = False
    assert [line["event"] for line in lines] == ["it.failed", "again"]
    assert all(line["error"] == "ValueError" and line["service"] == "little" for line in lines)
    assert "Ayşe" not in json.dumps(lines, ensure_ascii=False)
