"""Signing in, being known, and signing out."""

import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest

from makam_gateway.people.models import Person
from makam_gateway.people.passwords import hash_password, is_right
from makam_gateway.sessions import failures
from makam_gateway.sessions.models import IDLE, LONGEST, Session

check = pytest.mark.check
PASSWORD = "Şifre; ışık ve İğne"


@pytest.fixture(scope="module")
def a_person(city):
    """Makes people of the test's own: ``a_person("login")``."""
    return lambda login, password=PASSWORD: city.hire(login, "Deneme", ["secretary"], password=password)


def sign_in(city, login, password=PASSWORD, **headers):
    return city.citizen.post("/session", json={"login": login, "password": password}, headers=headers)


def change(city, person, **facts):
    kept = {name: person[name] for name in ("name", "title", "active")}
    tag = {"If-Match": f'"{person["version"]}"'}
    return city.must(city.operator.put(f"/people/{person['id']}", json=kept | facts, headers=tag))


@check("S7", part="sign-in and sign-out")
def test_signing_in_again_and_out_ends_the_session(city, a_person):
    a_person("yenilenen")
    first = sign_in(city, "yenilenen").headers["set-cookie"].split(";")[0]
    second = sign_in(city, "yenilenen", Cookie=first).headers["set-cookie"].split(";")[0]
    assert first != second
    assert city.citizen.get("/me", headers={"Cookie": first}).status_code == 401
    assert city.citizen.get("/me", headers={"Cookie": second}).status_code == 200
    assert city.citizen.delete("/session", headers={"Cookie": second}).status_code == 204
    assert city.citizen.get("/me", headers={"Cookie": second}).status_code == 401
    city.citizen.cookies.clear()


@check("S7", part="disabled")
def test_who_is_no_longer_active_is_signed_out_with_the_next_request(city, a_person):
    person = a_person("ayrilan")
    client = city.sign_in("ayrilan", PASSWORD)
    assert client.get("/me").status_code == 200
    change(city, person, active=False)
    assert client.get("/me").status_code == 401
    assert sign_in(city, "ayrilan").json()["code"] == "session.refused"


@check("S8")
def test_a_session_ends_when_idle_and_when_old():
    now = datetime.now(UTC)
    session, _key = Session.begin(Person(login="x", active=True), now)
    assert session.is_alive(now + IDLE - timedelta(seconds=1))
    assert not session.is_alive(now + IDLE)
    session.seen_at = now + LONGEST
    assert not session.is_alive(now + LONGEST)


@check("S4", part="answer")
def test_a_wrong_name_and_a_wrong_password_answer_alike(city, a_person):
    a_person("bilinen")
    answers = [sign_in(city, login, "yanlış parola") for login in ("bilinen", "bilinmeyen")]
    bodies = [{key: value for key, value in answer.json().items() if key != "request_id"} for answer in answers]
    assert answers[0].status_code == 401
    assert bodies[0] == bodies[1]


@check("S4", part="time")
def test_a_wrong_name_takes_as_long_as_a_wrong_password():
    kept = hash_password(PASSWORD)

    def seconds(known):
        began = time.process_time()
        assert not is_right("yanlış", known)
        return time.process_time() - began

    pairs = [(seconds(kept), seconds(None)) for _ in range(5)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert abs(known - unknown) / known < 0.2


@check("S2", part="letters and length")
@pytest.mark.parametrize("password", [PASSWORD, "ı" * 8, "a" * 64, "a" * 199 + "b", "𝒳 ünïcödé"])
def test_passwords_keep_their_letters(city, a_person, password):
    login = f"p{abs(hash(password)) % 10**8}"
    a_person(login, password=password)
    assert sign_in(city, login, password).status_code == 201
    city.citizen.cookies.clear()
    for other in (password[:-1], password.swapcase(), password + "x"):
        assert other == password or sign_in(city, login, other).status_code in (401, 422)


@check("S2", part="length")
def test_a_short_password_is_refused(city):
    facts = {"login": "kisa", "name": "K", "password": "1234567"}
    answer = city.operator.post("/people", json=facts)
    assert answer.json()["errors"][0]["pointer"] == "/password"


@check("S3", part="per account")
def test_guessing_has_to_wait(city, a_person):
    a_person("hedef")
    for _ in range(failures.FREE):
        assert sign_in(city, "hedef", "yanlış parola").status_code == 401
    time.sleep(1)
    assert sign_in(city, "hedef", "yanlış parola").status_code == 401
    right = sign_in(city, "hedef")
    assert (right.status_code, right.json()["code"]) == (429, "session.too_many_tries")
    time.sleep(int(right.headers["retry-after"]))
    assert sign_in(city, "hedef").status_code == 201
    city.citizen.cookies.clear()
    assert sign_in(city, "hedef", "yanlış parola").status_code == 401


def test_the_wait_grows_and_has_an_end():
    now = datetime.now(UTC)

    def wait(times):
        return (failures.FailedSignIn(times=times, last_at=now).waits_until - now).total_seconds()

    assert [wait(times) for times in (1, 4, 5, 6, 8, 10, 50)] == [0, 0, 1, 2, 8, 32, 60]


def test_a_stored_session_signs_nobody_in():
    session, key = Session.begin(Person(login="x", active=True), datetime.now(UTC))
    assert key not in vars(session).values()
    assert len(key) >= 43  # 256 bits
