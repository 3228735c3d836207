"""The report of a public day: S20's figures, without its PDF and xlsx."""

import pytest
from sqlalchemy import select

from makam_kernel.messages import Message
from makam_kernel.testing import at, hear

PART = "figures, without PDF and xlsx"
PEOPLE = ["Işık Su", "Ceylan Ay", "İnce Al", "Çetin Er", "Ünlü Kaya", "Zengin Can", "Ak Deniz"]


@pytest.fixture
def over(process, ipek, a_running_day, unit_id):
    """S16's day after 17.10: seven came, six were received, one left; one wish each, one promise."""
    day = a_running_day("2026-12-02")
    for name in PEOPLE:
        ipek.register_place(public_day_id=day["id"], name=name)
    ends = ["request", "request", "appointment", "referral", "answered", "answered"]
    for minute, end in enumerate(ends):
        at(process, f"2026-12-02 14:{minute * 8:02d}")
        called = ipek.call_next(public_day_id=day["id"], room="Masa 1")
        inside = ipek.admit_place(place_id=called["id"], version=called["version"])
        unit = {"unit_id": unit_id("PARK")} if end == "referral" else {}
        category = "PARK.BANK" if minute < 3 else None
        wish = ipek.record_wish(place_id=called["id"], words=f"İstek {minute}", end=end, category=category, **unit)
        if minute == 0:
            ipek.give_promise(wish_id=wish["id"], words="Yılbaşına kadar yapılacak.", due_on="2026-12-31")
        ipek.finish_place(place_id=inside["id"], version=inside["version"])
    last = ipek.list_queue(public_day_id=day["id"])["items"][0]["place"]
    ipek.leave_place(place_id=last["id"], version=last["version"])
    at(process, "2026-12-02 17:10")
    present = ipek.get_public_day(public_day_id=day["id"])
    return ipek.close_public_day(public_day_id=day["id"], version=present["version"])


@pytest.mark.scenario("visitors.S20", part=PART)
def test_the_totals_equal_the_list(ipek, over):
    """gelen 7, görüşülen 6, beklemeden ayrılan 1, average waiting, ends, categories: each recounted from the lists."""
    report = ipek.get_public_day_report(public_day_id=over["id"])
    people = report["people"]
    assert (report["came"], report["met"], report["left"], report["absent"]) == (7, 6, 1, 0)
    assert report["registered"] == len(people) == 7
    assert report["came"] == sum(one["arrived_at"] is not None for one in people)
    assert report["met"] == sum(one["status"] == "done" for one in people)
    assert report["left"] == sum(one["status"] == "left" for one in people)
    waits = [one["waited_minutes"] for one in people if one["waited_minutes"] is not None]
    assert report["average_wait_minutes"] == round(sum(waits) / 6) == 50
    wishes = ipek.list_wishes(public_day_id=over["id"])["items"]
    by_end = {line["end"]: line["count"] for line in report["by_end"]}
    assert by_end == {"request": 2, "appointment": 1, "referral": 1, "answered": 2}
    assert report["wishes"] == len(wishes) == sum(by_end.values())
    assert report["by_category"] == [{"category": None, "count": 3}, {"category": "PARK.BANK", "count": 3}]


@pytest.mark.scenario("visitors.S20", part=PART)
def test_names_stand_in_turkish_order(ipek, over):
    """Çetin after Ceylan, İnce after Işık."""
    names = [one["name"] for one in ipek.get_public_day_report(public_day_id=over["id"])["people"]]
    assert names == ["Ak Deniz", "Ceylan Ay", "Çetin Er", "Işık Su", "İnce Al", "Ünlü Kaya", "Zengin Can"]


@pytest.mark.scenario("visitors.S20", part=PART)
def test_it_shows_the_days_promises_and_the_open_ones_of_earlier_days(
    process, ipek, over, a_running_day, a_request_event, unit_id
):
    """Promises with owner and due; next week's report shows this one as an open promise of a previous public day."""
    wish = ipek.list_wishes(public_day_id=over["id"], limit=1)["items"][0]
    hear(process, a_request_event(wish, "routed", 2))
    (promise,) = ipek.get_public_day_report(public_day_id=over["id"])["promises"]
    assert (promise["unit"], promise["due_on"]) == ("Fen İşleri Müdürlüğü", "2026-12-31")
    later = a_running_day("2026-12-09")
    report = ipek.get_public_day_report(public_day_id=later["id"])
    assert report["promises"] == []
    assert [(one["id"], one["given_on"]) for one in report["earlier_promises"]] == [(promise["id"], "2026-12-02")]
    hear(process, a_request_event(wish, "confirmed", 6))
    assert ipek.get_public_day_report(public_day_id=later["id"])["earlier_promises"] == []


@pytest.mark.scenario("visitors.S20", part=PART)
def test_the_mayor_is_given_it_once(process, ipek, over):
    """The report leaves the office once, with its figures; the day is then reported."""
    day = ipek.report_public_day(public_day_id=over["id"], version=over["version"])
    assert day["status"] == "reported"
    with process.database.reading() as session:
        (notice,) = session.scalars(select(Message).where(Message.template == "public_day_reported")).all()
    assert notice.recipient == "role/mayor"
    assert notice.body.startswith("Halk Günü Raporu 02.12.2026: kaydolan 7, gelen 7, görüşülen 6,")


def test_a_day_without_anybody_has_a_report_too(ipek, a_running_day):
    report = ipek.get_public_day_report(public_day_id=a_running_day()["id"])
    assert (report["came"], report["average_wait_minutes"], report["people"]) == (0, None, [])
    assert [line["count"] for line in report["by_end"]] == [0, 0, 0, 0]
