"""Calendars by a secret address: what a telephone reads, and what it does not."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from icalendar import Calendar

from makam_tools.signing_in import trust

PRESENT = "2026-10-19 10:12"
UNTIL = f"{datetime.now(UTC).date() + timedelta(days=30)}"
OPENING = {"kind": "meeting", "summary": "Açılış; provası, tam\nkadro", "place": "Çınaraltı Parkı"}
HEALTH = {"kind": "meeting", "summary": "Sağlık kontrolü", "place": "Devlet Hastanesi", "is_private": True}


def span(hour):
    return {"starts_at": f"2026-10-21T{hour:02}:00:00+03:00", "ends_at": f"2026-10-21T{hour:02}:30:00+03:00"}


@pytest.fixture(scope="module")
def calendar(city):
    """A calendar with an entry for everybody and a private one."""
    city.at(PRESENT)
    hours = [{"weekday": day, "starts": "09:00", "ends": "17:30"} for day in range(1, 6)]
    facts = {"kind": "room", "name": "Toplantı Salonu", "place": "Belediye Hizmet Binası", "hours": hours}
    made = city.must(city.nermin.post("/calendars", json=facts))
    for entry, hour in ((OPENING, 10), (HEALTH, 14)):
        city.must(city.nermin.post(f"/calendars/{made['id']}/entries", json=entry | span(hour)))
    return made


@pytest.fixture(scope="module")
def halil(city):
    """A deputy mayor, who sees the calendar and not what is private in it."""
    city.hire("halil.feed", "Halil ÖZTÜRK", ["deputy"])
    return city.sign_in("halil.feed")


@pytest.fixture
def a_feed(city, calendar):
    """Makes a feed of one's own: ``a_feed(client, variant="busy")``."""

    def make(client, **facts):
        wanted = {"calendar_id": calendar["id"], "name": "Telefonum", "expires_on": UNTIL}
        return city.must(client.post("/feeds", json=wanted | facts))

    return make


@pytest.fixture
def read(city):
    """What nobody who is signed in gets at an address."""
    return lambda path, **headers: httpx.get(city.site.url + path, headers=headers, timeout=30, verify=trust())


def events_of(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.feature("A1.29")
def test_a_calendar_program_reads_what_its_person_may_know(city, a_feed, read):
    events = events_of(read(a_feed(city.nermin)["path"]))
    assert set(events) == {OPENING["summary"], HEALTH["summary"]}
    opening = events[OPENING["summary"]]
    assert (opening.start, opening.end) == tuple(
        datetime.fromisoformat(span(10)[name]).astimezone(UTC) for name in ("starts_at", "ends_at")
    )
    assert (str(opening["location"]), str(opening["status"])) == (OPENING["place"], "CONFIRMED")
    assert str(events[HEALTH["summary"]]["class"]) == "PRIVATE"


@pytest.mark.scenario("agenda.S07", part="the iCalendar feed")
@pytest.mark.check("S21", part="the feed")
def test_what_is_private_is_busy_time_and_nothing_else(halil, a_feed, read):
    answer = read(a_feed(halil)["path"])
    private = events_of(answer)["Dolu"]
    assert "location" not in private and private.start.hour == 11
    assert not any(word in answer.text for word in ("Sağlık", "Hastane"))


@pytest.mark.feature("A1.29")
def test_the_busy_variant_tells_times_alone(city, a_feed, read):
    answer = read(a_feed(city.nermin, variant="busy")["path"])
    assert set(events_of(answer)) == {"Dolu"} and answer.text.count("BEGIN:VEVENT") == 2
    assert "Çınaraltı" not in answer.text


@pytest.mark.check("S35", part="calendar")
def test_words_are_escaped(city, a_feed, read):
    """S35: a line break, a comma or a semicolon in a title makes no line and no property of its own."""
    lines = read(a_feed(city.nermin, name="X\r\nATTACH:http://x")["path"]).content.split(b"\r\n")
    assert [line for line in lines if line.startswith((b"kadro", b"ATTACH"))] == []
    assert b"SUMMARY:A\xc3\xa7\xc4\xb1l\xc4\xb1\xc5\x9f\\; provas\xc4\xb1\\, tam\\nkadro" in lines


def test_the_same_calendar_is_not_sent_twice(city, a_feed, read):
    path = a_feed(city.nermin)["path"]
    first = read(path)
    assert read(path, **{"If-None-Match": first.headers["etag"]}).status_code == 304
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.check("S26")
class TestAddress:
    """S26: secret, shown once, revocable, for a term; it opens what its person may see now, and is in no log."""

    def test_is_told_once_and_is_in_no_log(self, city, a_feed, read):
        made = a_feed(city.nermin)
        assert len(made["path"]) > 50 and read(made["path"]).status_code == 200
        listed = city.must(city.nermin.get("/feeds?limit=100"))["items"]
        [line] = [one for one in listed if one["id"] == made["id"]]
        assert "path" not in line and line["last_used_at"]
        key = made["path"].split("/")[-1].removesuffix(".ics")
        assert [log.name for log in city.site.site.logs.iterdir() if key in log.read_text(errors="replace")] == []

    def test_that_is_wrong_revoked_or_over_is_not_found_alike(self, city, a_feed, read):
        made = a_feed(city.nermin)
        city.must(city.nermin.put(f"/feeds/{made['id']}/revocation", json={}))
        for path in (made["path"], "/feeds/mkm_nosuch.ics"):
            answer = read(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "feed.not_found")
        again = city.nermin.put(f"/feeds/{made['id']}/revocation", json={})
        assert (again.status_code, again.json()["code"]) == (409, "key.revoked")

    def test_is_nobody_elses(self, city, halil, a_feed):
        made = a_feed(halil)
        assert made["id"] not in {one["id"] for one in city.must(city.nermin.get("/feeds?limit=100"))["items"]}
        assert city.nermin.put(f"/feeds/{made['id']}/revocation", json={}).status_code == 404

    def test_closes_with_its_persons_rights(self, city, a_feed, read):
        city.hire("gecici", "Geçici YARDIMCI", ["deputy"])
        path = a_feed(city.sign_in("gecici"))["path"]
        assert read(path).status_code == 200
        [person] = [one for one in city.operator.get("/people?limit=100").json()["items"] if one["login"] == "gecici"]
        facts = {"name": person["name"], "title": None, "active": False}
        tag = {"If-Match": f'"{person["version"]}"'}
        city.must(city.operator.put(f"/people/{person['id']}", json=facts, headers=tag))
        assert read(path).status_code == 404

    def test_of_somebody_without_a_right_to_calendars_opens_nothing(self, city, a_feed, read):
        city.hire("denetci", "Denetçi", ["auditor"])
        assert read(a_feed(city.sign_in("denetci"))["path"]).status_code == 404

    @pytest.mark.parametrize("expires_on", ["2020-01-01", "2100-01-01"])
    def test_has_a_term(self, city, calendar, expires_on):
        facts = {"calendar_id": calendar["id"], "name": "x", "expires_on": expires_on}
        answer = city.nermin.post("/feeds", json=facts)
        assert (answer.status_code, answer.json()["code"]) == (422, "key.term")
