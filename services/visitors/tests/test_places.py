"""A place in the queue: registered, waiting, called, with the mayor, done; or skipped, recalled, left."""

import pytest

from makam_kernel.errors import Conflict, Invalid
from makam_kernel.testing import at, told


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in ``test_queries``."""
    return sqlite_uri


@pytest.fixture
def called(ipek, a_running_day):
    """Somebody who was called to Masa 1."""
    day = a_running_day()
    ipek.register_place(public_day_id=day["id"], name="Hatice ÖZDEMİR", priority_class="elder")
    return ipek.call_next(public_day_id=day["id"], room="Masa 1")


def do(client, act, place, **facts):
    """One act on a place, in the version that was last seen."""
    return client.call(f"{act}_place", {"place_id": place["id"], "version": place["version"], **facts})


def test_who_registered_ahead_waits_only_from_arrival(process, ipek, a_public_day):
    day = a_public_day("2026-12-02")
    at(process, "2026-12-01 10:00")
    place = ipek.register_place(public_day_id=day["id"], name="Hatice ÖZDEMİR", here=False)
    with pytest.raises(Conflict, match="public_day.not_today"):
        do(ipek, "arrive", place)
    at(process, "2026-12-02 13:45")
    arrived = do(ipek, "arrive", place)
    assert (place["status"], arrived["status"]) == ("registered", "waiting")
    assert arrived["arrived_at"].startswith("2026-12-02T10:45")


def test_the_talk_is_admitted_and_finished(process, ipek, called):
    done = do(ipek, "finish", do(ipek, "admit", called))
    assert done["status"] == "done"
    types = [row.type for row in told(process) if row.type.startswith("place.")]
    assert types == [f"place.{past}.v1" for past in ("registered", "arrived", "called", "admitted", "finished")]


def test_who_was_skipped_is_recalled_out_of_turn_and_the_first_call_stays_on_record(ipek, called):
    skipped = do(ipek, "skip", called)
    ipek.register_place(public_day_id=called["public_day_id"], name="Gazi", priority_class="veteran")
    recalled = do(ipek, "recall", skipped, room="Masa 2")
    assert (recalled["status"], recalled["room"], recalled["recalls"]) == ("called", "Masa 2", 1)
    assert recalled["call_position"] == 1


def test_next_never_calls_who_was_skipped(ipek, called):
    do(ipek, "skip", called)
    with pytest.raises(Conflict, match="queue.empty"):
        ipek.call_next(public_day_id=called["public_day_id"], room="Masa 1")


def test_who_waits_is_not_recalled_past_the_queue(ipek, called):
    waiting = ipek.register_place(public_day_id=called["public_day_id"], name="Sabırsız")
    with pytest.raises(Conflict, match="place.wrong_status") as refused:
        do(ipek, "recall", waiting, room="Masa 1")
    assert refused.value.details["allowed"] == ["left"]


def test_a_room_must_be_one_of_the_day(ipek, called):
    with pytest.raises(Invalid, match="public_day.room_unknown"):
        ipek.call_next(public_day_id=called["public_day_id"], room="Kantin")


def test_two_desks_do_not_admit_one_person_twice(ipek, called):
    do(ipek, "admit", called)
    with pytest.raises(Conflict, match="version.stale"):
        do(ipek, "admit", called)
