"""What is gathered from all services, over HTTP: the mayor's day, the follow-up board, a person's history; and what
remains of it while a service is away or hangs."""

import os
import signal
import time
from contextlib import contextmanager

import pytest

from makam_gateway.gathered.asking import PART_SECONDS
from makam_gateway.routes import SERVICES

DAY = "2026-12-02"
HATICE = {"name": "Hatice ÖZDEMİR", "phone": "0555 000 00 77"}
SLACK = 0.05
"""How far behind the time of its parts a page may be."""


@pytest.fixture(scope="module")
def town(a_site, a_city, until):
    """A town of its own on 2 December 2026, 09.00: Hatice came to a public day, a unit has late requests and the
    instruction that came of a promise, a guest is expected."""
    with a_site() as site:
        town = a_city(site)
        for login, role in (("engin", "mayor"), ("vedat", "deputy"), ("sinem", "secretary"), ("kaya", "driver")):
            town.hire(login, login.title(), [role])
            setattr(town, login, town.sign_in(login))
        town.at("2026-10-19 10:12")
        town.fen = town.units["FEN"]
        for topic in ("Kaldırım", "Lamba"):
            made = town.must(town.register(topic=topic, citizen=HATICE))
            town.must(town.do(town.sevil, made, "routing", unit_id=town.fen))
        town.hidden = town.must(town.register(by=town.nermin, topic="Gizli", category="SOSYAL.IS", citizen=HATICE))
        town.at(f"{DAY} 09:00")
        facts = {"day": DAY, "starts": "08:00", "ends": "17:00", "capacity": 40, "rooms": ["Makam odası"]}
        town.day = town.must(town.nermin.post("/public-days", json=facts))
        step(town, f"/public-days/{town.day['id']}", "opening")
        step(town, f"/public-days/{town.day['id']}", "start")
        town.place = town.must(town.sevil.post(f"/public-days/{town.day['id']}/places", json=HATICE))
        town.must(town.sevil.post(f"/public-days/{town.day['id']}/calls", json={"room": "Makam odası"}))
        step(town, f"/places/{town.place['id']}", "admission")
        wish = {"end": "answered", "words": "Park", "answer": "Yapılacak"}
        town.wish = town.must(town.sevil.post(f"/places/{town.place['id']}/wishes", json=wish))
        promise = {"words": "Park yapılacak", "due_on": DAY, "unit_id": town.fen}
        town.promise = town.must(town.sevil.post(f"/wishes/{town.wish['id']}/promises", json=promise))
        guest = {"name": HATICE["name"], "role": "head"}
        visit = {"planned_at": f"{DAY}T14:00:00+03:00", "purpose": "Teşekkür", "host_name": "Başkan"}
        town.visit = town.must(town.sevil.post("/visits", json=visit | {"members": [guest]}))
        until(lambda: town.nermin.get("/follow-up", params={"service": "documents"}).json()["items"])
        yield town


def step(town, url, name, **body):
    who = town.nermin
    return town.must(who.put(f"{url}/{name}", json=body, headers={"If-Match": who.get(url).headers["etag"]}))


def parts(answer):
    return {part["service"]: part for part in answer["parts"]}


@contextmanager
def stopped(site, service):
    """The service is not there in between."""
    site.stop(service)
    try:
        yield
    finally:
        site.start(service)
        site.wait_until_ready()


@contextmanager
def hanging(site, service):
    """The service stands still in between."""
    process = site.processes[service]
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)
        site.wait_until_ready()


class TestToday:
    """The mayor's day."""

    @pytest.mark.feature("GW-2")
    def test_the_day_is_on_one_page(self, town):
        """GW-2: the mayor's day on one page: programme, who comes and their history, papers waiting, what is late."""
        today = town.must(town.engin.get("/today"))
        assert today["day"] == DAY
        assert set(parts(today)) == set(town_services(town, "get_day"))
        assert {part["state"] for part in today["parts"]} == {"here"}
        visitors = parts(today)["visitors"]["facts"]
        assert visitors["public_day"]["id"] == town.day["id"]
        assert [visit["id"] for visit in visitors["visits"]] == [town.visit["id"]]
        assert [promise["id"] for promise in visitors["promises"]] == [town.promise["id"]]
        late = parts(today)["requests"]["facts"]
        assert {request["topic"] for request in late["requests"]} == {"Kaldırım", "Lamba", "Gizli"}
        [comer] = today["comers"]
        assert (comer["name"], comer["away"]) == (HATICE["name"], [])
        assert comer["count"] > len(comer["latest"]) == 3

    def test_everybody_sees_their_own_part_of_it(self, town):
        hakan = town.must(town.hakan.get("/today", params={"day": DAY}))
        assert {one["topic"] for one in parts(hakan)["requests"]["facts"]["requests"]} == {"Kaldırım", "Lamba"}
        assert parts(hakan)["visitors"]["facts"]["public_day"] is None
        assert [one["id"] for one in parts(hakan)["visitors"]["facts"]["promises"]] == [town.promise["id"]]
        assert hakan["comers"] == []
        assert "requests" not in parts(town.must(town.kaya.get("/today")))

    def test_another_day_has_other_guests(self, town):
        tomorrow = town.must(town.engin.get("/today", params={"day": "2026-12-03"}))
        assert parts(tomorrow)["visitors"]["facts"]["visits"] == []
        assert town.engin.get("/today", params={"day": "yarın"}).status_code == 422


class TestFollowUp:
    """The board of all that is open."""

    @pytest.mark.feature("GW-1")
    def test_all_that_is_open_is_one_list(self, town):
        """GW-1: one follow-up board over the services: what is open, whose, due, late."""
        board = town.must(town.nermin.get("/follow-up"))
        told = [(line["service"], line["noun"], line["title"]) for line in board["items"]]
        assert ("documents", "instruction", "Park yapılacak") in told
        told.remove(("documents", "instruction", "Park yapılacak"))
        assert told[-2:] == [("visitors", "visit", "Teşekkür"), ("visitors", "promise", "Park yapılacak")]
        assert {title for _service, _noun, title in told[:-2]} == {"Kaldırım", "Lamba", "Gizli"}
        assert board["counts"] == {"open": 6, "late": 3}
        assert parts(board)["requests"]["counts"] == {"open": 3, "late": 3}
        assert parts(board)["visitors"]["counts"] == {"open": 2, "late": 0}

    def test_page_by_page_it_is_the_same_list(self, town):
        whole = town.must(town.nermin.get("/follow-up"))
        seen, cursor = [], None
        while True:
            asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = town.must(town.nermin.get("/follow-up", params=asked))
            assert page["counts"] == whole["counts"]
            seen += page["items"]
            if not (cursor := page["next_cursor"]):
                break
        assert seen == whole["items"]

    def test_filters(self, town):
        def found(**asked):
            board = town.must(town.nermin.get("/follow-up", params=asked))
            return {line["title"] for line in board["items"]}, set(parts(board))

        assert found(service="visitors") == ({"Teşekkür", "Park yapılacak"}, {"visitors"})
        assert found(kind="visit")[0] == {"Teşekkür"}
        assert found(unit_id=town.fen)[0] == {"Kaldırım", "Lamba", "Park yapılacak"}
        assert found(late="true")[0] == {"Kaldırım", "Lamba", "Gizli"}
        assert found(due_before=f"{DAY}T15:00:00Z", late="false", service="visitors")[0] == {"Teşekkür"}
        assert found(person_id=town.fen)[0] == set()
        assert town.nermin.get("/follow-up", params={"cursor": "x"}).status_code == 422

    def test_nobody_sees_or_counts_more_than_they_may_read(self, town):
        hakan = town.must(town.hakan.get("/follow-up"))
        assert {line["title"] for line in hakan["items"]} == {"Kaldırım", "Lamba", "Park yapılacak"}
        assert hakan["counts"] == {"open": 4, "late": 2}
        assert "Gizli" not in {line["title"] for line in town.must(town.sevil.get("/follow-up"))["items"]}


class TestHistory:
    """What there was with a person."""

    @pytest.mark.feature("AG-2", part="the history of the person")
    def test_one_person_is_known_again_in_every_service(self, town):
        history = town.must(town.engin.get(f"/people/{town.place['id']}/history"))
        assert history["name"] == HATICE["name"]
        told = {(line["service"], line["noun"], line["certain"]) for line in history["items"]}
        assert told >= {
            ("visitors", "place", True),
            ("visitors", "wish", True),
            ("visitors", "promise", True),
            ("requests", "request", True),
            ("visitors", "visit", False),  # a guest of that name, who left no telephone
        }
        assert parts(history)["requests"]["count"] == 3
        at = [line["at"] for line in history["items"]]
        assert at == sorted(at, reverse=True)

    def test_it_shows_nothing_that_its_viewer_may_not_read(self, town):
        of_deputy = town.must(town.vedat.get(f"/people/{town.place['id']}/history"))
        assert "Gizli" not in {line["title"] for line in of_deputy["items"]}
        assert parts(of_deputy)["requests"]["count"] == 2

    def test_who_looked_is_on_record_in_every_service(self, town):
        town.must(town.engin.get(f"/people/{town.place['id']}/history"))
        looks = town.must(town.nermin.get("/looks", params={"subject": f"place/{town.place['id']}"}))["items"]
        assert {"saw who_is", "saw list_history"} <= {look["action"] for look in looks}
        looks = town.must(town.nermin.get("/looks", params={"subject": f"request/{town.hidden['id']}"}))["items"]
        assert "saw list_history" in {look["action"] for look in looks}

    def test_it_is_for_few_and_of_somebody(self, town):
        assert town.sevil.get(f"/people/{town.place['id']}/history").status_code == 403
        assert town.hakan.get(f"/people/{town.place['id']}/history").status_code == 403
        assert town.engin.get(f"/people/{town.fen}/history").json()["code"] == "person.not_found"


@pytest.mark.promise("P9", part="each of the services, away and hanging")
@pytest.mark.parametrize("away", [stopped, hanging])
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_is_away_takes_its_own_part_and_no_other(town, service, away):
    """P9: one service away: aggregate pages answer 200 with that part marked unavailable, p95 ≤ its part budget +
    50 ms; no part of it silently empty."""
    town.must(town.engin.get("/today")), town.must(town.engin.get("/follow-up"))
    with away(town.site, service):
        for path, method in (("/today", "get_day"), ("/follow-up", "list_open_matters")):
            begun = time.monotonic()
            answers = [town.engin.get(path) for _ in range(3)]
            took = sorted(town.seconds_of(answer) for answer in answers)
            assert time.monotonic() - begun < 3 * (PART_SECONDS + 1)
            assert took[-1] <= PART_SECONDS + SLACK
            for answer in map(town.must, answers):
                found = parts(answer)
                assert set(found) == set(town_services(town, method))
                expected = {name: "away" if name == service else "here" for name in found}
                assert {name: part["state"] for name, part in found.items()} == expected
                if service in found:
                    assert found[service]["last_good_at"].startswith(time.strftime("%Y-", time.gmtime()))
                    assert found[service]["code"] in ("service.away", "service.late")
                    assert found[service].get("facts", found[service].get("counts")) is None


@pytest.mark.promise("P9", part="several at once")
def test_with_every_service_away_the_pages_say_so(town):
    """P9: each of the subsets; here all of them, and all but one."""
    with stopped(town.site, "visitors"), stopped_quietly(town.site, [one for one in SERVICES if one != "visitors"]):
        for path in ("/today", "/follow-up"):
            answer = town.must(town.engin.get(path))
            assert {part["state"] for part in answer["parts"]} == {"away"}
        history = town.engin.get(f"/people/{town.place['id']}/history")
        assert (history.status_code, history.json()["code"]) == (503, "service.away")


@pytest.mark.promise("P9", part="a person's history")
def test_a_history_without_one_service_says_whose_part_is_missing(town):
    """P9: one service away: aggregate pages answer 200 with that part marked unavailable."""
    with stopped(town.site, "requests"):
        history = town.must(town.engin.get(f"/people/{town.place['id']}/history"))
        assert parts(history)["requests"]["state"] == "away"
        assert parts(history)["requests"]["count"] is None
        assert {line["service"] for line in history["items"]} == {"visitors"}


@pytest.mark.promise("P9", part="nobody else's answer is shown")
def test_a_service_that_is_away_is_not_even_named_to_those_who_may_not_read_there(town):
    with stopped(town.site, "requests"):
        assert "requests" not in parts(town.must(town.kaya.get("/today")))


@contextmanager
def stopped_quietly(site, services):
    for service in services:
        site.stop(service)
    try:
        yield
    finally:
        for service in services:
            site.start(service)


def town_services(town, method):
    """The services that offer a method."""
    from makam_gateway.approvals.carrying import keepers

    return keepers(method)
