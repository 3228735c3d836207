"""What visitors hears: each fact once, older ones never."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from makam_kernel.errors import Invalid
from makam_kernel.inbox import open_counts
from makam_kernel.testing import hear, told
from visitors_service.subscriptions import REQUEST_EVENTS, SUBSCRIPTIONS
from visitors_service.wishes.models import Wish

CONTRACT = Path(__file__).parents[2] / "requests" / "contract" / "events.json"


def test_everything_that_requests_tells_of_requests_is_heard():
    tells = json.loads(CONTRACT.read_text(encoding="utf-8"))["tells"]
    assert sorted(REQUEST_EVENTS) == sorted(type for type in tells if type.startswith("request."))


def test_all_of_it_has_one_fence():
    heard = {type: handler.name for handler in SUBSCRIPTIONS for type in handler.types}
    assert {heard[type] for type in REQUEST_EVENTS} == {"KeepRequest"}


def test_the_wish_shows_where_its_request_stands(process, ipek, a_wish, a_request_event, unit_id):
    wish = a_wish()
    hear(process, a_request_event(wish, "registered", 1, unit=None), a_request_event(wish, "routed", 2))
    shown = ipek.get_wish(wish_id=wish["id"])
    assert (shown["request_number"], shown["request_status"]) == ("TLP-2026-000042", "routed")
    assert shown["request_unit_id"] == unit_id("FEN")


def test_a_repeated_fact_changes_nothing(process, ipek, a_wish, a_request_event):
    wish = a_wish()
    event = a_request_event(wish, "solved", 5)
    hear(process, event)
    before, said = ipek.get_wish(wish_id=wish["id"]), len(told(process))
    hear(process, event, event)
    assert (ipek.get_wish(wish_id=wish["id"]), len(told(process))) == (before, said)


@pytest.mark.promise("P16", part="a wish's copy of its request")
def test_where_a_request_stands_is_mended_by_telling_it_anew(process, ipek, a_wish, a_request_event):
    """P16: a copy that was lost is again what it was; one that was not lost stays as it is, version and all."""
    wish = a_wish()
    promise = ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31")
    hear(process, a_request_event(wish, "confirmed", 6))
    before, kept = ipek.get_wish(wish_id=wish["id"]), ipek.get_promise(promise_id=promise["id"])
    anew = a_request_event(wish, "confirmed", 6, type="request.snapshot.v1")
    hear(process, anew, a_request_event(wish, "solved", 5, type="request.snapshot.v1"))
    assert (ipek.get_wish(wish_id=wish["id"]), ipek.get_promise(promise_id=promise["id"])) == (before, kept)
    lost = {"request_id": None, "request_number": None, "request_status": None, "request_unit_id": None}
    with process.database.transaction() as session:
        session.execute(update(Wish).values(**lost))
    hear(process, a_request_event(wish, "confirmed", 6, type="request.snapshot.v1"))
    after = ipek.get_wish(wish_id=wish["id"])
    assert {name: after[name] for name in lost} == {name: before[name] for name in lost}
    assert ipek.get_promise(promise_id=promise["id"])["status"] == kept["status"] == "kept"


@pytest.mark.parametrize("late", ["registered", "routed", "solved"])
def test_an_older_fact_of_any_type_changes_nothing(process, ipek, a_wish, a_request_event, late):
    wish = a_wish()
    promise = ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31")
    hear(process, a_request_event(wish, "confirmed", 6))
    before = ipek.get_promise(promise_id=promise["id"])
    hear(process, a_request_event(wish, late, 3))
    assert ipek.get_promise(promise_id=promise["id"]) == before
    assert (before["status"], before["wish"]["request_status"]) == ("kept", "confirmed")


def test_facts_in_any_order_end_alike(process, ipek, a_wish, a_request_event):
    wish = a_wish()
    promise = ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31")
    hear(
        process,
        a_request_event(wish, "solved", 5),
        a_request_event(wish, "routed", 2),
        a_request_event(wish, "reopened", 7),
        a_request_event(wish, "objected", 6),
    )
    shown = ipek.get_promise(promise_id=promise["id"])
    assert (shown["status"], shown["awaiting_citizen"], shown["reopen_count"]) == ("owned", False, 1)


@pytest.mark.parametrize(
    "origin", ["meeting/019a2f60-7c00-7000-8000-000000000001", "wish/019a2f60-7c00-7000-8000-00000000000f"]
)
def test_a_request_of_another_origin_is_no_concern(process, a_wish, a_request_event, origin):
    said = len(told(process))
    hear(process, a_request_event({"id": None}, "routed", 2, origin=origin))
    with process.database.reading() as session:
        assert open_counts(session) == {"waiting": 0, "parked": 0}
    assert len(told(process)) == said


def test_units_are_known_by_their_newest_fact(process, nermin, unit_id, a_unit):
    hear(process, a_unit("FEN", sequence=3, name="Fen ve Altyapı Müdürlüğü"), a_unit("FEN", sequence=2, name="Eski"))
    names = {unit["code"]: unit["name"] for unit in nermin.list_units()["items"]}
    assert names["FEN"] == "Fen ve Altyapı Müdürlüğü"


def test_a_closed_unit_owns_no_new_promise(process, nermin, a_wish, unit_id, a_unit):
    wish = a_wish()
    hear(process, a_unit("PARK", sequence=2, valid_to="2026-11-30"))
    with pytest.raises(Invalid, match="unit.unknown"):
        nermin.give_promise(wish_id=wish["id"], words="…", due_on="2026-12-31", unit_id=unit_id("PARK"))
