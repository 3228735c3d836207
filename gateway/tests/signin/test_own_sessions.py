"""One's sessions: where one is signed in, and how each of them ends."""

from datetime import UTC, datetime, timedelta

import pytest

from makam_gateway.people.models import Person
from makam_gateway.sessions.devices import device_of
from makam_gateway.sessions.models import IDLE, Session

check = pytest.mark.check
PASSWORD = "deneme parolası"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Chrome/140 Safari/537 Edg/140", "Edge, macOS"),
        ("python-httpx/0.28", "?"),
        ("", "?"),
        ("Firefox/" * 5000, "Firefox"),
    ],
)
def test_a_device_is_told_in_two_words(user_agent, device):
    assert device_of(user_agent) == device


class TestOwn:
    def test_are_shown_with_the_present_one_marked(self, strict):
        strict.hire("gezgin", "secretary")
        first, second = strict.client(), strict.client()
        first.headers["User-Agent"], second.headers["User-Agent"] = FIREFOX, PHONE
        for client in (first, second):
            strict.must(strict.begin(client, "gezgin"))
        lines = strict.must(second.get("/me/sessions"))["items"]
        assert [one["device"] for one in lines] == ["Safari, iPhone", "Firefox, Windows"]
        assert [one["current"] for one in lines] == [True, False]
        assert lines[0]["began_at"] <= lines[0]["seen_at"] and lines[0]["method"] == "password"

    @check("S7", part="one and all others")
    def test_are_ended_one_by_one_and_all_but_the_present_one(self, strict):
        strict.hire("kapatan", "secretary")
        here, there, elsewhere = (strict.sign_in("kapatan") for _ in range(3))
        lines = strict.must(there.get("/me/sessions"))["items"]
        [current] = [one["id"] for one in lines if one["current"]]
        assert here.put(f"/me/sessions/{current}/end").status_code == 204
        assert there.get("/me").status_code == 401
        assert here.put(f"/me/sessions/{current}/end").json()["code"] == "session.not_found"
        assert here.put("/me/sessions/end-others").status_code == 204
        assert (here.get("/me").status_code, elsewhere.get("/me").status_code) == (200, 401)

    @check("S17", part="sessions")
    def test_anothers_session_is_not_there(self, strict):
        strict.hire("sahibi", "secretary")
        strict.hire("baskasi", "secretary")
        mine, others = strict.sign_in("sahibi"), strict.sign_in("baskasi")
        [line] = strict.must(mine.get("/me/sessions"))["items"]
        missing = others.put("/me/sessions/019a0000-0000-7000-8000-000000000000/end")
        found = others.put(f"/me/sessions/{line['id']}/end")
        bodies = [{k: v for k, v in one.json().items() if k != "request_id"} for one in (missing, found)]
        assert bodies[0] == bodies[1] and found.status_code == 404
        assert mine.get("/me").status_code == 200

    def test_end_without_a_body_or_with_an_empty_one_and_nothing_else(self, strict):
        strict.hire("bos", "secretary")
        client = strict.sign_in("bos")
        assert client.put("/me/sessions/end-others", json={}).status_code == 204
        assert client.put("/me/sessions/end-others", json={"all": True}).json()["code"] == "input.invalid"
        assert client.put("/me/sessions/end-others", data={"a": "b"}).json()["code"] == "input.media_type"


class TestOthers:
    @check("S7", part="by the operator")
    def test_are_ended_by_the_operator_alone(self, strict):
        person = strict.hire("calinan", "secretary")
        clients = [strict.sign_in("calinan") for _ in range(2)]
        url = f"/people/{person['id']}/sessions/end"
        assert clients[0].put(url, json={}).json()["code"] == "action.not_allowed"
        assert strict.must(strict.operator.put(url, json={})) == {"person_id": person["id"], "ended": 2}
        assert {client.get("/me").status_code for client in clients} == {401}

    @check("S7", part="disabled")
    def test_end_for_good_when_somebody_is_no_longer_active(self, strict):
        person = strict.hire("giden", "secretary")
        client = strict.sign_in("giden")
        strict.dismiss(person["id"])
        assert client.get("/me").status_code == 401
        strict.dismiss(person["id"], active=True)
        assert client.get("/me").status_code == 401
        assert strict.sign_in("giden").get("/me").status_code == 200

    @check("S7", part="all gateways")
    def test_end_in_every_gateway_at_once(self, strict):
        strict.hire("ikikapili", "secretary")
        client, other = strict.sign_in("ikikapili"), strict.client(gateway="gateway.2")
        other.headers["Cookie"] = client.headers["Cookie"]
        assert other.get("/me").status_code == 200
        assert client.delete("/session").status_code == 204
        assert other.get("/me").status_code == 401


@check("S7", part="new key")
def test_a_sign_in_gives_a_key_of_its_own_and_takes_none_that_was_brought_along(strict, cookie):
    strict.hire("anahtarli", "secretary")
    client = strict.client()
    answer = client.post(
        "/session",
        json={"login": "anahtarli", "password": PASSWORD},
        headers={"Cookie": f"{cookie}=chosen-by-somebody-else"},
    )
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]


@check("S8", part="business time")
def test_moving_the_business_clock_neither_ends_a_session_nor_extends_one(house):
    now = datetime.now(UTC)
    session, _key = Session.begin(Person(login="x", active=True), now)
    house.at("2031-01-01 00:00")
    assert session.is_alive(now + IDLE - timedelta(seconds=1))
    house.at("2020-01-01 00:00")
    assert not session.is_alive(now + IDLE)


def test_me_tells_what_somebody_is_and_may_do(strict):
    strict.hire("bensorum", "front_desk")
    me = strict.must(strict.sign_in("bensorum").get("/me"))
    assert (me["name"], me["roles"], me["acting_for"]) == ("Bensorum", ["front_desk"], [])
    assert [post["code"] for post in me["posts"]] == ["BENSORUM"]
    assert "unit.read" in me["allowed"]["gateway"] and "person.manage" not in me["allowed"]["gateway"]
