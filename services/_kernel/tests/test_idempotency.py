"""One key, one effect, one answer."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from conftest import parallel
from little_service.models import Thing
from sqlalchemy import func, select, update

from makam_kernel import idempotency
from makam_kernel.errors import Conflict, Forbidden, Invalid, Unavailable
from makam_kernel.idempotency import IdempotencyKey
from makam_kernel.testing import told


def things(process):
    """How many were kept."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Thing))


@pytest.mark.promise("P12", part="service")
def test_fifty_at_once_with_one_key_give_one_effect_and_one_answer(process, person):
    """P12: the same key from 50 parallel clients gives one effect and equal answers."""
    clerk, answers = person(process, "clerk"), []

    def keep():
        answers.append(clerk.call("keep_thing", {"label": "one"}, key="k", seconds=20))

    parallel([keep] * 50)
    assert len(answers) == 50 and all(answer == answers[0] for answer in answers)
    assert things(process) == 1 and len(told(process)) == 1


def test_the_same_key_with_another_body_is_refused(process, person):
    clerk = person(process, "clerk")
    clerk.call("keep_thing", {"label": "one"}, key="k")
    with pytest.raises(Invalid, match=r"idempotency\.key_reused"):
        clerk.call("keep_thing", {"label": "two"}, key="k")
    assert things(process) == 1


def test_a_key_belongs_to_its_actor_and_its_method(process, person):
    one, two = person(process, "clerk"), person(process, "clerk")
    one.call("keep_thing", {"label": "one"}, key="k")
    two.call("keep_thing", {"label": "two"}, key="k")
    assert things(process) == 2


def test_a_refusal_is_not_kept_so_a_mended_command_may_use_its_key_again(process, person):
    clerk = person(process, "clerk")
    kept = clerk.call("keep_thing", {"label": "one"}, key="a")
    stale = {"thing_id": kept["id"], "version": 7, "label": "new"}
    with pytest.raises(Conflict, match=r"version\.stale") as refused:
        clerk.call("rename_thing", stale, key="b")
    assert refused.value.details["current"]["version"] == 1
    with pytest.raises(Invalid):
        clerk.call("rename_thing", {**stale, "label": ""}, key="b")
    assert clerk.call("rename_thing", {**stale, "version": 1}, key="b")["label"] == "new"
    assert clerk.call("rename_thing", {**stale, "version": 1}, key="b")["version"] == 2


def test_who_has_lost_the_right_does_not_get_the_earlier_answer(process, person):
    clerk = person(process, "clerk", id="p1")
    clerk.call("keep_thing", {"label": "one"}, key="k")
    with pytest.raises(Forbidden):
        person(process, "reader", id="p1").call("keep_thing", {"label": "one"}, key="k")


def test_who_waits_for_the_first_longer_than_its_deadline_is_told_so_in_time(process, person):
    """On SQLite, where all writers stand in one line, it can't be told for whom it waits."""
    clerk = person(process, "clerk")
    slow, may_end = threading.Event(), threading.Event()
    keep = process.methods["keep_thing"]

    def slowly(tx, **facts):
        slow.set()
        may_end.wait(10)
        return keep(tx, **facts)

    slowly.method = keep.method
    process.methods["keep_thing"] = slowly
    first = threading.Thread(target=lambda: clerk.call("keep_thing", {"label": "one"}, key="k"))
    first.start()
    slow.wait(5)
    began = time.monotonic()
    with pytest.raises((Conflict, Unavailable)) as refused:
        clerk.call("keep_thing", {"label": "one"}, key="k", seconds=1)
    assert refused.value.code == ("database.busy" if process.database.is_sqlite else "idempotency.still_running")
    assert time.monotonic() - began < 1.0  # in time to be heard
    may_end.set()
    first.join()
    assert clerk.call("keep_thing", {"label": "one"}, key="k")["number"] == 1


def test_a_key_is_forgotten_after_a_day(process, person):
    clerk = person(process, "clerk")
    clerk.call("keep_thing", {"label": "one"}, key="k")
    age(process)
    assert clerk.call("keep_thing", {"label": "two"}, key="k")["label"] == "two"
    age(process)
    process.database.run(idempotency.purge)
    with process.database.reading() as session:
        assert session.scalar(select(IdempotencyKey.key)) is None


def age(process):
    """Make every key a day old."""
    past = datetime.now(UTC) - timedelta(hours=25)
    process.database.run(lambda session: session.execute(update(IdempotencyKey).values(used_at=past)))


@pytest.mark.parametrize("key", ["", "a" * 201, "a\nb", "a\0", "\ud800", 5])
def test_a_malformed_key_is_refused(sqlite_process, person, key):
    with pytest.raises(Invalid, match=r"idempotency\.key_malformed"):
        person(sqlite_process, "clerk").call("keep_thing", {"label": "one"}, key=key)
