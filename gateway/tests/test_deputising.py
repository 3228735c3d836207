"""Who stands in for somebody absent, over the whole site: at which instants, with what, and under both names."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import create_engine, text

PRESENT = "2026-10-19 10:12"
TUESDAYS = (date(2026, 10, 20) + timedelta(weeks=week) for week in count())


@dataclass
class Away:
    """An absence from nine o'clock on a Tuesday until six on Thursday, and who stands in."""

    city: object
    first: date
    absence: dict = None
    deputising: dict = None

    def at(self, hour, days=0):
        """Set the city's clock to an hour of its first day, or of one after."""
        self.city.at(f"{self.first + timedelta(days)} {hour}")


@pytest.fixture(scope="module")
def mayor(city):
    """The mayor, who approves deputies of directors."""
    city.hire("elif", "Elif KARACA", ["mayor"])
    return city.sign_in("elif")


@pytest.fixture
def ids(city, mayor, until):
    """Who is who; agenda has heard of them."""
    people = {one["login"]: one["id"] for one in city.must(city.operator.get("/people?limit=100"))["items"]}
    until(lambda: all(city.nermin.get(f"/people/{id}/deputy").status_code == 200 for id in people.values()))
    return people


@pytest.fixture
def away(city, mayor, ids, until):
    """Hakan of FEN is going to be away; Şule of PARK stands in, approved, and the gateway knows."""
    city.at(PRESENT)
    away = Away(city, next(TUESDAYS))
    span = {"from_at": f"{away.first}T09:00:00+03:00", "until_at": f"{away.first + timedelta(2)}T18:00:00+03:00"}
    facts = {"person_id": ids["hakan"], "kind": "sick_leave", "reason": "Ameliyat", **span}
    absence = until(lambda: made(city.hakan.post("/absences", json=facts)))
    away.absence = step(city, city.nermin, f"/absences/{absence['id']}", "approval")
    proposal = {"deputy_id": ids["sule"]}
    deputising = until(lambda: made(city.hakan.post(f"/absences/{absence['id']}/deputisings", json=proposal)))
    away.deputising = step(city, mayor, f"/deputisings/{deputising['id']}", "approval")
    away.at("12:00", days=1)
    until(lambda: city.must(city.sule.get("/me"))["acting_for"])
    city.at(PRESENT)
    yield away
    city.at(PRESENT)


@pytest.fixture
def pothole(city):
    """A request at FEN, which PARK has nothing to do with."""
    request = city.must(city.register())["request"]
    return city.must(city.do(city.sevil, request, "routing", unit_id=city.units["FEN"]))


def made(answer):
    """What was made; None while what it needs has not been heard of."""
    return answer.json() if answer.status_code == 201 else None


def step(city, who, path, verb):
    tag = who.get(path).headers["etag"]
    return city.must(who.put(f"{path}/{verb}", json={}, headers={"If-Match": tag}))


def sees(who, request):
    return who.get(f"/requests/{request['id']}").status_code == 200


@pytest.mark.check("S30", part="over the whole site")
def test_the_deputy_acts_within_the_instants_and_both_are_on_record(city, ids, away, pothole):
    """No message has to arrive at the instant: the request before it is refused, the one at it is not."""
    away.at("08:59")
    assert not sees(city.sule, pothole)
    away.at("09:00")
    assert sees(city.sule, pothole)
    accepted = city.must(city.do(city.sule, pothole, "acceptance"))
    assert accepted["history"][-1]["actor_name"] == "Şule ÖNAL (Hakan YILDIZ yerine)"
    entry = "SELECT actor_id, for_id FROM audit_entries WHERE action = 'request.accepted.v1' AND subject = :subject"
    engine = create_engine(city.site.database_of("requests"))
    with engine.connect() as connection:
        found = connection.execute(text(entry), {"subject": f"request/{pothole['id']}"}).one()
    engine.dispose()
    assert tuple(found) == (ids["sule"], ids["hakan"])
    away.at("18:00", days=2)
    assert not sees(city.sule, pothole)
    assert sees(city.hakan, pothole)


@pytest.mark.check("S30", part="ended before its time")
def test_who_is_back_early_is_deputised_no_longer(city, ids, away, pothole, until):
    away.at("10:00")
    assert sees(city.sule, pothole)
    back = step(city, city.hakan, f"/absences/{away.absence['id']}", "early-end")
    assert back["status"] == "ended_early"
    until(lambda: not sees(city.sule, pothole))
    assert city.must(city.nermin.get(f"/people/{ids['hakan']}/deputy"))["deputy_id"] is None


@pytest.mark.check("S30", part="not passed on, over the whole site")
def test_the_deputy_hands_nothing_on(city, ids, away):
    away.at("09:00", days=1)
    refused = city.sule.post(f"/absences/{away.absence['id']}/deputisings", json={"deputy_id": ids["okan"]})
    assert refused.status_code == 403
    tag = city.sule.get(f"/deputisings/{away.deputising['id']}").headers["etag"]
    for verb in ("end", "cancellation", "approval"):
        answer = city.sule.put(f"/deputisings/{away.deputising['id']}/{verb}", json={}, headers={"If-Match": tag})
        assert answer.status_code == 403


@pytest.mark.check("S18", part="why somebody is absent")
def test_the_deputy_does_not_learn_why(city, away):
    away.at("09:00", days=1)
    path = f"/absences/{away.absence['id']}"
    seen = {login: city.must(getattr(city, login).get(path)) for login in ("hakan", "nermin", "sule")}
    assert {login: (one["kind"], one["reason"]) for login, one in seen.items()} == {
        "hakan": ("sick_leave", "Ameliyat"),
        "nermin": ("sick_leave", "Ameliyat"),
        "sule": ("absent", None),
    }
    assert city.derya.get(path).status_code == 404
