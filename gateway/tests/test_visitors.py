"""A public day over HTTP: from the door to the promise that the citizen's word keeps."""

import pytest

DAY = "2026-12-02"


@pytest.fixture(scope="module")
def day(city):
    """A running public day with three people in its queue: one general, two prioritised."""
    city.at(f"{DAY} 13:30")
    facts = {"day": DAY, "starts": "14:00", "ends": "17:00", "capacity": 40, "minutes_per_person": 8}
    day = city.must(city.nermin.post("/public-days", json=facts | {"rooms": ["Makam odası"]}))
    day = step(city, city.nermin, f"/public-days/{day['id']}", "opening")
    for name, kind in (("Ali KURT", "general"), ("Hatice ÖZDEMİR", "elder"), ("Ferhat GÜLER", "disabled")):
        person = {"name": name, "priority_class": kind, "phone": "0555 000 00 03"}
        city.must(city.sevil.post(f"/public-days/{day['id']}/places", json=person))
    city.at(f"{DAY} 14:00")
    return step(city, city.nermin, f"/public-days/{day['id']}", "start")


def step(city, who, url, name, **body):
    return city.must(who.put(f"{url}/{name}", json=body, headers={"If-Match": who.get(url).headers["etag"]}))


def call(city, day):
    return city.must(city.sevil.post(f"/public-days/{day['id']}/calls", json={"room": "Makam odası"}))


@pytest.fixture(scope="module")
def called(city, day):
    """The first who is called: the priority rule's choice."""
    return call(city, day)


@pytest.mark.scenario("visitors.S18", part="the display over HTTP")
def test_the_screen_shows_number_and_room_and_nothing_else(city, day, called):
    screen = city.must(city.citizen.get(f"/public-days/{day['id']}/screen"))
    queue = city.must(city.sevil.get(f"/public-days/{day['id']}/queue"))["items"]
    coming = [line["place"]["label"] for line in queue]
    assert screen == {
        "items": [{"label": called["label"], "room": "Makam odası"}],
        "next": coming,
        "status": "running",
        "resumes_at": None,
    }
    assert city.must(city.citizen.get(f"/public-days/{day['id']}/screen")) == screen  # after a refresh, too


@pytest.mark.scenario("visitors.S18", part="numbers over HTTP")
def test_numbers_begin_at_one_and_the_queue_says_why(city, day, called):
    places = city.must(city.sevil.get("/places", params={"public_day_id": day["id"]}))["items"]
    assert [place["label"] for place in places] == ["A-01", "A-02", "A-03"]
    assert called["label"] == "A-03"  # disabled comes before 65+
    waiting = city.must(city.sevil.get(f"/public-days/{day['id']}/queue"))["items"]
    assert [line["place"]["label"] for line in waiting] == ["A-02", "A-01"]
    assert all(line["reason"] for line in waiting)


@pytest.mark.check("S18", part="names stay inside")
def test_without_signing_in_nobody_learns_who_came(city, day):
    for url in (f"/public-days/{day['id']}", f"/public-days/{day['id']}/queue", "/places", "/wishes", "/promises"):
        assert city.citizen.get(url, params={"public_day_id": day["id"]}).status_code == 401


def test_a_wish_becomes_a_request_and_the_citizens_yes_keeps_the_promise(city, day, called, until):
    place = f"/places/{called['id']}"
    step(city, city.sevil, place, "admission")
    words = "Ilgaz Sokak 12 numaranın önüne rampa yapılmasını istiyorum."
    facts = {"words": words, "answer": "Yılbaşına kadar yapılacak.", "end": "request", "category": "YOL.CUKUR"}
    wish = city.must(city.sevil.post(f"{place}/wishes", json=facts))
    promise = {"words": "Yılbaşına kadar yapılacak.", "due_on": "2026-12-31", "unit_id": city.units["FEN"]}
    promise = city.must(city.sevil.post(f"/wishes/{wish['id']}/promises", json=promise))
    step(city, city.sevil, place, "finish")
    of_the_wish = {"origin": f"wish/{wish['id']}"}
    [line] = until(lambda: city.must(city.nermin.get("/requests", params=of_the_wish))["items"])
    request = city.see(line)
    assert (request["topic"], request["citizen"]["name"]) == (words, "Ferhat GÜLER")
    slip = city.must(city.sevil.get(f"/requests/{line['id']}/receipt", headers={"Accept": "application/json"}))
    city.solved(slip | {"id": line["id"]}, "Rampa yapıldı.")
    url = f"/promises/{promise['id']}"
    until(lambda: city.must(city.nermin.get(url))["awaiting_citizen"])
    token = city.track(slip)["confirmation_token"]
    yes = {"number": line["number"], "token": token, "answer": "yes"}
    city.must(city.citizen.post("/citizen/confirmations", json=yes))
    until(lambda: city.must(city.nermin.get(url))["status"] == "kept")
