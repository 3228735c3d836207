"""The public day of 14.10.2026: the visitors' part."""

import pytest
from sqlalchemy import select

from makam_kernel.errors import Conflict
from makam_kernel.messages import Message
from makam_kernel.testing import at, hear

PART = "the public day"
HATICE = 17


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of a day is tested with S16, S17 and S20."""
    return sqlite_uri


@pytest.fixture
def sevil(person, process):
    """Sevil TAN, who writes at the desk."""
    return person(process, "front_desk", name="Sevil TAN")


@pytest.fixture
def day(process, sevil, a_running_day):
    """34 registered, 31 received: each with a wish, the seventeenth being Hatice's; three still wait at noon."""
    day = a_running_day("2026-10-14", starts="09:00", ends="12:00", capacity=40)
    for number in range(1, 35):
        name = "Hatice ÖZDEMİR" if number == HATICE else f"Vatandaş {number}"
        sevil.register_place(public_day_id=day["id"], name=name)
    at(process, "2026-10-14 09:00")
    for _one in range(31):
        called = sevil.call_next(public_day_id=day["id"], room="Makam odası")
        inside = sevil.admit_place(place_id=called["id"], version=called["version"])
        end = "request" if called["number"] % 2 else "answered"
        sevil.record_wish(place_id=inside["id"], words="Parka bank", answer="Konacak.", end=end)
        sevil.finish_place(place_id=inside["id"], version=inside["version"])
    at(process, "2026-10-14 12:05")
    return day


@pytest.fixture
def hatices_wish(sevil, day):
    """The wish of A-17."""
    places = sevil.list_places(public_day_id=day["id"], limit=40)["items"]
    (wish,) = sevil.list_wishes(place_id=places[HATICE - 1]["id"])["items"]
    return wish


@pytest.mark.scenario("requests.25", part=PART)
def test_queue_order_is_kept(sevil, day):
    """All are general, so they are received in the order of their arrival."""
    places = sevil.list_places(public_day_id=day["id"], limit=40)["items"]
    positions = [place["call_position"] for place in places]
    assert positions == [*range(1, 32), None, None, None]


@pytest.mark.scenario("requests.25", part=PART)
def test_each_request_is_told_where_it_comes_from(hatices_wish, as_requests):
    """The request that is made of Hatice's wish has the origin HALK_GUNU:2026-10-14#17."""
    words = as_requests("get_wish_words", wish_id=hatices_wish["id"])["ok"]
    assert words["origin_label"] == "HALK_GUNU:2026-10-14#17"
    assert words["citizen"]["name"] == "Hatice ÖZDEMİR"


@pytest.mark.scenario("requests.25", part=PART)
def test_the_promise_has_its_own_day_and_owner(sevil, hatices_wish, unit_id):
    """ "30 Ekim'e kadar banka konacak" is due 2026-10-30 and owned by PARK, whatever the request's own term is."""
    words = "30 Ekim'e kadar banka konacak"
    promise = sevil.give_promise(wish_id=hatices_wish["id"], words=words, due_on="2026-10-30", unit_id=unit_id("PARK"))
    assert (promise["due_on"], promise["status"], promise["unit_id"]) == ("2026-10-30", "owned", unit_id("PARK"))


@pytest.mark.scenario("requests.25", part=PART)
def test_a_session_with_an_unfinished_record_does_not_close(sevil, ipek, day):
    """One is called and not received: 409 with the number; when the record is finished, the session closes."""
    called = sevil.call_next(public_day_id=day["id"], room="Makam odası")
    present = {"public_day_id": day["id"], "version": ipek.get_public_day(public_day_id=day["id"])["version"]}
    with pytest.raises(Conflict, match="public_day.unfinished_record") as refused:
        ipek.close_public_day(**present)
    assert refused.value.details["numbers"] == ["A-32"]
    sevil.skip_place(place_id=called["id"], version=called["version"])
    assert ipek.close_public_day(**present)["status"] == "closed"


@pytest.mark.scenario("requests.25", part=PART)
def test_the_mayor_gets_the_report_the_same_day(process, sevil, ipek, day, hatices_wish, a_request_event, unit_id):
    """34/31/3, requests per unit, and the promises, written to the mayor on 14.10.2026."""
    sevil.give_promise(wish_id=hatices_wish["id"], words="Banka konacak", due_on="2026-10-30", unit_id=unit_id("PARK"))
    hear(process, a_request_event(hatices_wish, "routed", 2, unit="PARK"))
    version = ipek.get_public_day(public_day_id=day["id"])["version"]
    closed = ipek.close_public_day(public_day_id=day["id"], version=version)
    ipek.report_public_day(public_day_id=day["id"], version=closed["version"])
    report = ipek.get_public_day_report(public_day_id=day["id"])
    assert (report["registered"], report["met"], report["left"]) == (34, 31, 3)
    park = {"unit_id": unit_id("PARK"), "unit": "Park ve Bahçeler Müdürlüğü", "count": 1}
    assert report["by_unit"] == [park]
    assert [one["due_on"] for one in report["promises"]] == ["2026-10-30"]
    with process.database.reading() as session:
        (notice,) = session.scalars(select(Message).where(Message.template == "public_day_reported")).all()
    assert notice.recipient == "role/mayor"
    assert f"{notice.written_at:%Y-%m-%d}" == "2026-10-14"
    assert "kaydolan 34, gelen 34, görüşülen 31, görüşmeden ayrılan 3" in notice.body
