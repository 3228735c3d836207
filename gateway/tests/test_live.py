"""Live pages: who learns of what, from where they go on, and when it ends."""

import asyncio
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from makam_gateway.live.hearing import Hearing
from makam_gateway.live.ring import Ring
from makam_gateway.live.stream import BEAT_SECONDS
from makam_gateway.people.models import Person
from makam_gateway.rpc import Services
from makam_gateway.sessions import signin
from makam_gateway.sessions.models import Session

STREAM = {"Accept": "text/event-stream"}


class Reader:
    """Somebody who looks at a live page."""

    def __init__(self, who, path, **headers):
        self.blocks, self.status, self.is_open = [], None, True
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(who, path, headers), daemon=True)
        self._thread.start()
        assert self._begun.wait(10)

    def _read(self, who, path, headers):
        try:
            with httpx.Client(base_url=who.base_url, headers=who.headers, timeout=60) as client:
                with client.stream("GET", path, headers=STREAM | headers) as response:
                    self.status, block = response.status_code, {}
                    for line in response.iter_lines():
                        self._begun.set()
                        if line:
                            name, _, value = line.partition(": ")
                            block[name] = value
                        else:
                            self.blocks.append(block)
                            block = {}
        except (httpx.HTTPError, httpx.StreamError):
            pass
        finally:
            self.is_open = False
            self._begun.set()

    @property
    def changes(self):
        return [json.loads(one["data"]) for one in self.blocks if one.get("event") == "change"]

    @property
    def resets(self):
        return [one for one in self.blocks if one.get("event") == "reset"]

    @property
    def last_id(self):
        return next((one["id"] for one in reversed(self.blocks) if "id" in one), None)

    def knows_of(self, id):
        return any(change["id"] == id for change in self.changes)


@pytest.fixture
def watch():
    """Opens a live page: ``watch(city.nermin, "/follow-up/stream")``."""
    return Reader


@pytest.fixture(scope="module")
def routed(city):
    """Registers a request and routes it to FEN."""

    def make(**facts):
        made = city.must(city.register(**facts))
        city.must(city.do(city.sevil, made, "routing", unit_id=city.units["FEN"]))
        return made

    return make


def test_a_change_is_told_with_its_noun_id_and_part_and_nothing_else(city, watch, routed, until):
    reader = watch(city.nermin, "/today/stream")
    made = routed()
    until(lambda: reader.knows_of(made["id"]))
    assert {"noun": "request", "id": made["id"], "part": "requests"} in reader.changes
    assert all(set(change) == {"noun", "id", "part"} for change in reader.changes)
    assert {name for block in reader.blocks for name in block} <= {"event", "data", "id", "retry"}


@pytest.mark.check("S22", part="live pages")
@pytest.mark.check("S28", part="what is told")
def test_nobody_learns_of_a_change_of_what_they_may_not_read(city, watch, routed, until):
    director, unit, other = (watch(who, "/follow-up/stream") for who in (city.nermin, city.hakan, city.sule))
    hidden = city.must(city.register(by=city.nermin, category="SOSYAL.IS", topic="Gizli"))
    until(lambda: director.knows_of(hidden["id"]))
    made = routed()
    until(lambda: unit.knows_of(made["id"]))
    time.sleep(1)
    assert not unit.knows_of(hidden["id"])
    assert not other.changes and not other.resets


def test_of_an_absence_and_its_deputy_those_hear_who_may_read_them(city, watch, until):
    director, head, other = (watch(who, "/today/stream") for who in (city.nermin, city.hakan, city.sule))
    ids = {login: getattr(city, login).get("/me").json()["id"] for login in ("derya", "okan")}
    facts = {"kind": "annual_leave", "from_at": "2027-05-03T06:00:00Z", "until_at": "2027-05-07T14:00:00Z"}
    absence = city.must(city.derya.post("/absences", json=facts | {"person_id": ids["derya"]}))
    until(lambda: director.knows_of(absence["id"]) and head.knows_of(absence["id"]))
    deputisings = f"/absences/{absence['id']}/deputisings"
    deputising = city.must(city.derya.post(deputisings, json={"deputy_id": ids["okan"]}))
    until(lambda: director.knows_of(deputising["id"]) and head.knows_of(deputising["id"]))
    assert {"noun": "deputising", "id": deputising["id"], "part": "agenda"} in director.changes
    time.sleep(1)
    assert not other.changes and not other.resets


def test_whoever_returns_with_the_last_id_misses_nothing(city, watch, routed, until):
    first = watch(city.nermin, "/follow-up/stream")
    until(lambda: first.last_id)
    made = routed()
    again = watch(city.nermin, "/follow-up/stream", **{"Last-Event-ID": first.last_id})
    until(lambda: again.knows_of(made["id"]))
    assert not again.resets


@pytest.mark.parametrize("id", ["1", "yesterday", "99999999999999"])
def test_whoever_returns_with_an_id_that_nobody_knows_is_told_to_read_all_anew(city, watch, until, id):
    reader = watch(city.nermin, "/today/stream", **{"Last-Event-ID": id})
    until(lambda: reader.resets)


def test_a_client_that_wants_no_stream_gets_what_there_is_and_the_end(city, routed):
    mark = city.nermin.get("/follow-up/stream").text
    made = routed()
    id = next(line.removeprefix("id: ") for line in mark.splitlines() if line.startswith("id: "))
    deadline = time.monotonic() + 10
    while made["id"] not in (told := city.nermin.get("/follow-up/stream", headers={"Last-Event-ID": id})).text:
        assert time.monotonic() < deadline
    assert told.headers["content-type"].startswith("text/event-stream")
    assert told.headers["cache-control"] == "no-store"


@pytest.mark.check("S28", part="a session that is over")
def test_a_stream_ends_with_its_session(city, watch, until, routed):
    who = city.sign_in("sevil")
    reader = watch(who, "/today/stream")
    assert who.delete("/session").status_code == 204
    made = routed()
    until(lambda: not reader.is_open, BEAT_SECONDS + 5)
    assert reader.blocks[-1].get("event") == "end"
    assert not reader.knows_of(made["id"])


def test_an_open_page_keeps_no_session_alive(sqlite_house):
    process, ali = sqlite_house.process, UUID(sqlite_house.person("ali"))
    long_ago = datetime.now(UTC) - timedelta(minutes=90)
    with process.database.transaction() as session:
        held, key = Session.begin(session.get(Person, ali), long_ago)
        session.add(held)
    assert signin.visitor_of(process, key, touch=False).session.seen_at == long_ago
    assert signin.visitor_of(process, key).session.seen_at == long_ago
    assert signin.visitor_of(process, key).session.seen_at > long_ago


def test_a_session_has_so_many_streams_and_no_more(city, watch, until):
    who = city.sign_in("sevil")
    readers = [watch(who, "/today/stream") for _ in range(10)]
    assert {reader.status for reader in readers} == {200}
    refused = who.get("/today/stream", headers=STREAM)
    assert (refused.status_code, refused.json()["code"]) == (429, "limit.exceeded")
    assert who.delete("/session").status_code == 204
    until(lambda: not any(reader.is_open for reader in readers), BEAT_SECONDS + 5)


def test_nobody_hears_without_signing_in(city):
    for path in ("/today/stream", "/follow-up/stream"):
        assert city.citizen.get(path).status_code == 401


class TestQueue:
    """The queue of a public day."""

    @pytest.fixture(scope="class")
    def days(self, city):
        def make(day):
            facts = {"day": day, "starts": "09:00", "ends": "17:00", "capacity": 40, "rooms": ["Makam odası"]}
            made = city.must(city.nermin.post("/public-days", json=facts))
            url = f"/public-days/{made['id']}"
            tag = city.nermin.get(url).headers["etag"]
            return city.must(city.nermin.put(f"{url}/opening", json={}, headers={"If-Match": tag}))

        return [make(day) for day in ("2027-03-03", "2027-03-10")]

    def test_it_tells_of_its_own_day_alone(self, city, watch, until, days):
        reader = watch(city.sevil, f"/public-days/{days[0]['id']}/queue/stream")
        other = watch(city.sevil, f"/public-days/{days[1]['id']}/queue/stream")
        person = {"name": "Ali KURT", "here": False}
        place = city.must(city.sevil.post(f"/public-days/{days[0]['id']}/places", json=person))
        until(lambda: reader.knows_of(place["id"]))
        time.sleep(0.5)
        assert not other.changes

    def test_who_may_not_read_the_queue_is_told_of_no_place(self, city, days):
        answer = city.hakan.get(f"/public-days/{days[0]['id']}/queue/stream")
        missing = city.hakan.get(f"/public-days/{city.units['FEN']}/queue/stream")
        assert (answer.status_code, missing.status_code) == (404, 404)
        assert answer.json()["code"] == missing.json()["code"] == "public_day.not_found"


def test_every_process_of_the_gateway_hears_everything(city, routed):
    broker = city.site.environment("gateway")["MAKAM_AMQP_URI"]
    rings = [Ring(), Ring()]

    async def hear():
        others = [Services(broker, "gateway", Hearing(ring, "gateway")) for ring in rings]
        for one in others:
            await one.start()
        while not all(ring.whole_since for ring in rings):
            await asyncio.sleep(0.05)
        made = await asyncio.to_thread(routed)
        for ring in rings:
            while made["id"] not in {one.id for one in ring.heard}:
                await ring.news(ring.end, 10)
        for one in others:
            await one.stop()

    asyncio.run(asyncio.wait_for(hear(), 30))


def test_after_the_broker_was_away_everybody_reads_anew(a_site, a_city, until):
    with a_site() as site:
        town = a_city(site)
        reader = Reader(town.nermin, "/today/stream")
        site.broker.stop()
        site.broker.start(site.site.definitions({"observer": "observer"}))
        until(lambda: reader.resets, 30)
        site.wait_until_ready()
        made = town.must(town.register())
        until(lambda: reader.knows_of(made["id"]), 30)
