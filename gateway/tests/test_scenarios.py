"""The office's scenarios over HTTP, whole: with their dates, names and words."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

scenario = pytest.mark.scenario
POTHOLE = "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur"


@pytest.fixture(scope="module")
def site(a_site):
    """A site of its own, so that the first request of the year is ours."""
    with a_site() as site:
        yield site


@pytest.fixture(scope="module")
def city(site, a_city):
    """Akçınar on that site."""
    return a_city(site)


@pytest.fixture(scope="module")
def first(city):
    """Scenario 1's request: the first of the year."""
    city.at("2026-10-19 10:12")
    return city.must(city.register(key="bm-1"))


def due(city, made, clock):
    lines = city.must(city.nermin.get(f"/requests/{made['id']}/deadlines"))["items"]
    return next(line for line in lines if line["clock"] == clock)


def told(site, number):
    """The types of the events about a request, as the outbox keeps them."""
    with closing(sqlite3.connect(f"file:{site.site.databases}/requests.sqlite3?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT type, data FROM outbox ORDER BY position").fetchall()
    return [type for type, data in rows if number in data]


@scenario("requests.1")
def test_a_complaint_by_phone_has_its_number_its_dates_and_its_slip(city, first, site):
    assert first["number"] == "TLP-2026-000001"
    request = city.see(first)
    assert (request["status"], request["channel"], request["topic"]) == ("registered", "phone", POTHOLE)
    assert request["received_at"].startswith("2026-10-19T07:12:")
    assert (request["statutory_due_on"], request["internal_due_on"]) == ("2026-11-18", "2026-10-26")
    assert [(line["act"], line["actor_name"]) for line in request["history"]] == [("registered", "Sevil TAN")]
    [sms] = city.notices(first)
    assert (sms["channel"], sms["recipient"]) == ("sms", "+905550000001")
    assert first["number"] in sms["body"]
    assert told(site, first["number"]) == ["request.registered.v1"]


@scenario("requests.1", part="receipt")
def test_the_slip_can_be_downloaded(city, first):
    page = city.sevil.get(f"/requests/{first['id']}/receipt")
    assert page.headers["content-type"].startswith("text/html")
    assert f'filename="{first["number"]}.html"' in page.headers["content-disposition"]
    for words in ("19.10.2026 10.12", first["number"], first["code"], POTHOLE):
        assert words in page.text
    slip = city.must(city.sevil.get(f"/requests/{first['id']}/receipt", headers={"Accept": "application/json"}))
    assert (slip["number"], slip["code"], slip["topic"]) == (first["number"], first["code"], POTHOLE)


@scenario("requests.2")
def test_one_key_makes_one_request(city, site):
    city.at("2026-10-19 10:20")
    before = city.must(city.nermin.get("/requests/counts"))["total"]
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: city.register(key="bm-7781"), range(5)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    made = answers[0].json()
    other = city.register(key="bm-7781", topic="Başka bir çukur")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert city.must(city.nermin.get("/requests/counts"))["total"] == before + 1
    assert told(site, made["number"]) == ["request.registered.v1"]
    assert len(city.notices(made)) == 1


@scenario("requests.3")
def test_two_hundred_requests_have_two_hundred_numbers(city):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda number: city.register(topic=f"Çukur {number}"), range(200)))
    assert [answer.status_code for answer in answers] == [201] * 200
    numbers = sorted(int(answer.json()["number"].rpartition("-")[2]) for answer in answers)
    assert numbers == list(range(numbers[0], numbers[0] + 200))
    last = max((answer.json() for answer in answers), key=lambda made: made["number"])
    city.must(city.do(city.nermin, last, "voiding", reason="İki kez yazılmış"))
    after = city.must(city.register())
    assert int(after["number"].rpartition("-")[2]) == numbers[-1] + 1
    void = city.must(city.nermin.get("/requests", params={"status": "void"}))["items"]
    assert [line["number"] for line in void] == [last["number"]]


@scenario("requests.4")
def test_thirty_days_that_end_on_a_sunday(city):
    city.at("2026-10-16 16:40")
    line = due(city, city.must(city.register(channel="letter")), "statutory")
    assert (line["due_on"], line["act_by_on"]) == ("2026-11-15", "2026-11-13")
    assert (line["law"], line["rule"], line["days"]) == ("3071 m.7", "law_3071", 30)


@scenario("requests.5")
def test_working_days_over_a_holiday(city):
    city.at("2026-10-27 10:00")
    made = city.must(city.register(category="PARK.AGAC", topic="Çınar budansın"))
    line = due(city, made, "internal")
    assert line["due_on"] == "2026-11-02"
    assert [off["day"] for off in line["holidays"]] == ["2026-10-29"]


def information_request(city):
    city.at("2026-10-16 11:00")
    made = city.must(city.register(category="BILGI.4982", kind="information", topic="İmar planının gerekçesi"))
    city.must(city.do(city.sevil, made, "routing", unit_id=city.units["YAZI"]))
    return made


@scenario("requests.6")
def test_the_one_extension_of_an_information_request(city):
    made, twin = information_request(city), information_request(city)
    assert due(city, made, "statutory")["due_on"] == "2026-11-09"
    reason = "Büyükşehir Belediyesi'nden görüş"
    city.at("2026-11-05 14:00")
    city.must(city.do(city.ilknur, made, "extension", reason=reason))
    assert due(city, made, "statutory")["due_on"] == "2026-11-30"
    assert reason in city.notices(made, "sms")[-1]["body"]
    again = city.do(city.ilknur, made, "extension", reason=reason)
    assert (again.status_code, again.json()["code"]) == (422, "request.already_extended")
    city.at("2026-11-10 09:00")
    late = city.do(city.ilknur, twin, "extension", reason=reason)
    assert (late.status_code, late.json()["code"]) == (422, "request.extension_too_late")


def solved_on_the_21st(city):
    city.at("2026-10-19 10:12")
    made = city.must(city.register())
    city.at("2026-10-21 15:00")
    city.solved(made)
    return made


def answer(city, made, word, note):
    token = city.track(made)["confirmation_token"]
    return city.citizen.post(
        "/citizen/confirmations", json={"number": made["number"], "token": token, "answer": word, "note": note}
    )


@scenario("requests.16")
def test_the_citizen_says_yes(city, site):
    made = solved_on_the_21st(city)
    before = city.must(city.nermin.get("/requests/counts"))["confirmed"]
    city.at("2026-10-22 09:00")
    assert city.must(answer(city, made, "yes", "teşekkürler"))["status"] == "confirmed"
    request = city.see(made)
    assert (request["status"], request["closed_by"]) == ("confirmed", "citizen")
    assert request["history"][-1]["note"] == "teşekkürler"
    assert told(site, made["number"])[-1] == "request.confirmed.v1"
    assert city.must(city.nermin.get("/requests/counts"))["confirmed"] == before + 1


@scenario("requests.17")
def test_the_citizen_says_no_and_is_heard(city):
    made = solved_on_the_21st(city)
    city.at("2026-10-22 09:00")
    assert city.must(answer(city, made, "no", "çukur duruyor"))["status"] == "objected"
    request = city.see(made)
    assert request["decision_due_on"] == "2026-10-23"
    told_to = {notice["recipient"] for notice in city.notices(made, "office")}
    assert {f"unit/{city.units['FEN']}", "role/director"} <= told_to
    opened = city.must(city.do(city.nermin, made, "decision", decision="reopen"))
    for name in ("number", "received_at"):
        assert opened[name] == request[name]
    assert (opened["status"], opened["reopen_count"]) == ("reopened", 1)


@scenario("requests.17", part="closed with a reason")
def test_the_citizen_says_no_and_is_told_why_it_stays(city):
    made = solved_on_the_21st(city)
    city.must(answer(city, made, "no", "çukur duruyor"))
    wordless = city.do(city.nermin, made, "decision", decision="close")
    assert (wordless.status_code, wordless.json()["code"]) == (422, "request.reason_missing")
    reason = "Yol, büyükşehir belediyesinin sorumluluğundadır."
    closed = city.must(city.do(city.nermin, made, "decision", decision="close", reason=reason))
    assert closed["status"] == "closed_with_reason"
    assert reason in city.notices(made, "sms")[-1]["body"]


def routed(city):
    city.at("2026-10-19 10:12")
    made = city.must(city.register())
    return made, city.must(city.do(city.sevil, made, "routing", unit_id=city.units["FEN"]))["version"]


@scenario("requests.20")
def test_two_officers_change_one_version(city):
    made, version = routed(city)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda who: city.do(who, made, "acceptance", version=version), (city.derya, city.okan)))
    won, lost = sorted(answers, key=lambda one: one.status_code)
    assert (won.status_code, won.json()["version"]) == (200, version + 1)
    assert (lost.status_code, lost.json()["code"]) == (412, "version.stale")
    assert lost.json()["current"]["version"] == version + 1
    assert [line["act"] for line in city.see(made)["history"]] == ["registered", "routed", "accepted"]


@scenario("requests.20", part="routing at the same moment")
def test_routing_at_the_same_moment_also_succeeds(city):
    made, version = routed(city)

    def route():
        """As a client does: with what the refusal says is the present version."""
        answer = city.do(city.sevil, made, "routing", version=version, unit_id=city.units["FEN"])
        while answer.status_code == 412:
            present = answer.json()["current"]["version"]
            answer = city.do(city.sevil, made, "routing", version=present, unit_id=city.units["FEN"])
        return answer

    with ThreadPoolExecutor(3) as pool:
        routing = pool.submit(route)
        acceptances = [pool.submit(city.do, who, made, "acceptance", version) for who in (city.derya, city.okan)]
        statuses = sorted(acceptance.result().status_code for acceptance in acceptances)
        assert routing.result().status_code == 200
    assert statuses in ([200, 412], [412, 412])
    assert len(city.see(made)["history"]) == 3 + statuses.count(200)
