"""What somebody asked of the mayor, and its four ends."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import about
from makam_kernel.testing import told


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in ``test_queries``."""
    return sqlite_uri


@pytest.mark.parametrize("end", ["request", "appointment", "referral", "answered"])
def test_every_end_is_told_and_no_word_of_it(process, a_wish, unit_id, end):
    unit = {"unit_id": unit_id("PARK")} if end == "referral" else {}
    a_wish(end=end, **unit)
    row = told(process)[-1]
    assert row.type == "wish.recorded.v1"
    assert row.data.keys() == {"end", "public_day_id", "place_number", "unit_id"}
    assert (row.data["end"], row.data["place_number"]) == (end, 1)
    assert row.data["unit_id"] == unit.get("unit_id")


@pytest.mark.parametrize(("end", "recipient"), [("referral", "unit/"), ("appointment", "role/secretary")])
def test_who_has_to_act_is_told(process, a_wish, unit_id, end, recipient):
    wish = a_wish(end=end, **({"unit_id": unit_id("PARK")} if end == "referral" else {}))
    with process.database.reading() as session:
        (notice,) = about(session, f"wish/{wish['id']}")
    assert notice.recipient == recipient + (unit_id("PARK") if end == "referral" else "")
    assert "HALK_GUNU:2026-12-02#1, Hatice ÖZDEMİR" in notice.body


def test_a_referral_needs_a_unit_and_nothing_else_has_one(a_wish, ipek, unit_id):
    wish = a_wish()
    place = {"place_id": wish["place"]["id"], "words": "Bir istek daha"}
    with pytest.raises(Invalid, match="wish.unit_missing"):
        ipek.record_wish(**place, end="referral")
    with pytest.raises(Invalid, match="wish.unit_not_wanted"):
        ipek.record_wish(**place, end="answered", unit_id=unit_id("FEN"))
    with pytest.raises(Invalid, match="unit.unknown"):
        ipek.record_wish(**place, end="referral", unit_id=wish["id"])


def test_one_person_may_have_several(a_wish, ipek):
    wish = a_wish()
    place = wish["place"]["id"]
    ipek.record_wish(place_id=place, words="Bir istek daha", end="answered")
    assert [one["end"] for one in ipek.list_wishes(place_id=place)["items"]] == ["request", "answered"]


def test_who_only_waits_has_none(ipek, a_running_day):
    place = ipek.register_place(public_day_id=a_running_day()["id"], name="Bekleyen")
    with pytest.raises(Conflict, match="wish.person_not_heard"):
        ipek.record_wish(place_id=place["id"], words="…", end="answered")


class TestWords:
    def test_go_to_requests_as_it_expects_them(self, ipek, a_running_day, someone_heard, as_requests):
        place = someone_heard(a_running_day("2026-10-14"), phone="0555 000 00 01")
        wish = ipek.record_wish(place_id=place["id"], words="Rampa istiyorum.", category="YOL.RAMPA", end="request")
        reachable = {"phone": "+905550000001", "email": None, "national_id": None}
        assert as_requests("get_wish_words", wish_id=wish["id"])["ok"] == {
            "id": wish["id"],
            "citizen": {"name": "Hatice ÖZDEMİR", **reachable},
            "words": "Rampa istiyorum.",
            "category": "YOL.RAMPA",
            "neighbourhood": None,
            "origin_label": "HALK_GUNU:2026-10-14#1",
        }

    def test_of_a_wish_that_is_no_request_stay_here(self, a_wish, as_requests):
        wish = a_wish(end="answered")
        assert as_requests("get_wish_words", wish_id=wish["id"])["error"]["code"] == "wish.not_found"

    def test_are_handed_to_no_person(self, a_wish, nermin):
        with pytest.raises(Forbidden):
            nermin.get_wish_words(wish_id=a_wish()["id"])

    def test_requests_may_ask_for_nothing_else(self, a_wish, as_requests):
        wish = a_wish()
        assert as_requests("get_wish", wish_id=wish["id"])["error"]["code"] == "action.not_allowed"


class TestVisibility:
    def test_a_unit_sees_what_was_referred_to_it_and_nothing_else(self, process, person, a_wish, unit_id):
        wish = a_wish(end="referral", unit_id=unit_id("PARK"))
        park = person(process, "unit_director", units=[unit_id("PARK")])
        fen = person(process, "unit_director", units=[unit_id("FEN")])
        assert [one["id"] for one in park.list_wishes()["items"]] == [wish["id"]]
        assert fen.list_wishes()["items"] == []
        with pytest.raises(NotFound, match="wish.not_found"):
            fen.get_wish(wish_id=wish["id"])
