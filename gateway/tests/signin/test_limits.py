"""What one place and one name may do in a span of time, counted by all gateways together."""

import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from makam_gateway.limits import limits
from makam_gateway.limits.limits import Limit
from makam_gateway.service import SERVICE
from makam_gateway.sessions import failures
from makam_gateway.settings import GatewaySettings
from makam_kernel.errors import Forbidden
from makam_kernel.testing import a_database

check = pytest.mark.check
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
THREE = Limit("three", 3, timedelta(minutes=10))
WISH = {"topic": "Çukur", "citizen": {"name": "Ayşe Yılmaz", "phone": "+90 555 000 00 01"}}


def code_of(answer, status):
    assert answer.status_code == status, answer.text
    return answer.json()["code"]


def within_one_window(limit, seconds):
    """Go on when so many seconds are left of the limit's present window: over two of them twice as much is allowed."""
    per = limit.per.total_seconds()
    left = per - time.time() % per
    if left < seconds:
        time.sleep(left)


class TestCounting:
    def test_ends_at_the_bound_and_begins_anew_with_the_next_window(self, house):
        database = house.process.database
        for _ in range(3):
            database.run(lambda session: limits.count(session, THREE, "a", NOW))
        with pytest.raises(Forbidden, match="limit.exceeded") as refusal:
            database.run(lambda session: limits.count(session, THREE, "a", NOW + timedelta(minutes=9)))
        assert refusal.value.details["retry_after"] == 60
        database.run(lambda session: limits.count(session, THREE, "b", NOW))
        database.run(lambda session: limits.count(session, THREE, "a", NOW + timedelta(minutes=10)))

    def test_takes_back_what_was_no_guess(self, house):
        database = house.process.database
        for _ in range(20):
            database.run(lambda session: limits.count(session, THREE, "a", NOW))
            database.run(lambda session: limits.uncount(session, THREE, "a", NOW))
        database.run(lambda session: limits.uncount(session, THREE, "a", NOW))  # never below nothing
        for _ in range(3):
            database.run(lambda session: limits.count(session, THREE, "a", NOW))
        with pytest.raises(Forbidden):
            database.run(lambda session: limits.count(session, THREE, "a", NOW))

    def test_of_many_at_once_forgets_none(self, house):
        def attempt(_number):
            try:
                limits.take(house.process, THREE, "192.0.2.1")
                return "in"
            except Forbidden:
                return "out"

        with ThreadPoolExecutor(8) as pool:
            assert Counter(pool.map(attempt, range(40))) == {"in": 3, "out": 37}

    def test_knows_no_address_by_name_and_an_ipv6_network_as_one(self, house):
        bucket = limits.bucket_of(house.process, THREE, "2001:db8:1:2::1")
        assert bucket == limits.bucket_of(house.process, THREE, "2001:db8:1:2:ffff::9")
        assert bucket != limits.bucket_of(house.process, THREE, "2001:db8:1:3::1")
        assert "2001" not in bucket and len(bucket) == 64


@check("S3")
def test_ten_thousand_guesses_through_two_gateways_share_one_counter(a_process):
    """Each gateway is a process of its own on one database; what is counted is what would have been hashed."""
    database = a_database("postgres", None)
    uri = next(database)
    gateways = [a_process(SERVICE, uri) for _ in range(2)]
    now = datetime.now(UTC)

    def guess(number):
        try:
            gateways[number % 2].database.run(lambda session: failures.take(session, "hedef", now))
            return "hashed"
        except Forbidden:
            return "refused"

    with ThreadPoolExecutor(16) as pool:
        found = Counter(pool.map(guess, range(10_000)))
    assert found == {"hashed": failures.FREE, "refused": 10_000 - failures.FREE}
    for gateway in gateways:
        gateway.database.close()
    next(database, None)


def test_tries_that_come_in_another_order_than_they_began_are_not_too_early(house):
    for seconds in (3, 1, 2, 0):
        house.process.database.run(lambda session, at=NOW + timedelta(seconds=seconds): failures.take(session, "x", at))


class TestSignIn:
    @check("S3", part="two gateways")
    def test_of_one_name_is_counted_over_two_gateways(self, strict):
        strict.hire("hedefteki", "secretary")
        clients = [strict.client(gateway=name) for name in ("gateway", "gateway.2")]

        def guess(number):
            return strict.begin(clients[number % 2], "hedefteki", f"tahmin numarası {number}").status_code

        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            found = Counter(pool.map(guess, range(60)))
        seconds = time.monotonic() - began
        waits = [sum(2**one for one in range(times)) for times in range(8)]  # a try after 1 s, 3 s, 7 s…
        most = failures.FREE + sum(wait <= seconds for wait in waits)
        assert failures.FREE <= found[401] <= most, (found, seconds)
        assert found[429] == 60 - found[401]

    @check("S3", part="per address")
    def test_of_many_names_from_one_place_has_an_end_and_other_places_do_not_feel_it(self, strict):
        strict.hire("komsu", "secretary")
        within_one_window(limits.SIGN_IN, 90)
        most, place = limits.SIGN_IN.most, "203.0.113.7"
        with ThreadPoolExecutor(4) as pool:
            client = strict.client(place)
            bodies = [{"login": f"ad{number}", "password": "x" * 8} for number in range(most + 8)]
            answers = list(pool.map(lambda body: client.post("/session", json=body), bodies))
        codes = Counter(answer.json()["code"] for answer in answers)
        assert codes["session.refused"] <= most
        assert codes["limit.exceeded"] >= 8 - codes["service.busy"]
        late = strict.begin(strict.client(place, gateway="gateway.2"), "komsu")
        assert code_of(late, 429) == "limit.exceeded"
        assert 1 <= int(late.headers["retry-after"]) <= 600
        assert strict.sign_in("komsu").get("/me").status_code == 200

    def test_of_a_whole_town_hall_is_no_guessing(self, strict):
        strict.hire("kalabalik", "secretary")
        client = strict.client("203.0.113.8")
        for _ in range(4):
            assert strict.begin(client, "kalabalik").status_code == 201


class TestPublic:
    def test_intake_from_one_place_has_an_end(self, strict):
        client = strict.client("203.0.113.9")
        within_one_window(limits.INTAKE, 30)
        answers = [client.post("/citizen/requests", json={}) for _ in range(limits.INTAKE.most)]
        assert {code_of(answer, 422) for answer in answers} == {"input.invalid"}  # counted though refused
        late = client.post("/citizen/requests", json=WISH)
        assert code_of(late, 429) == "limit.exceeded"
        assert 1 <= int(late.headers["retry-after"]) <= 3600
        assert strict.client().post("/citizen/requests", json={}).status_code == 422

    def test_guessing_of_tracking_codes_has_an_end(self, strict):
        client = strict.client("203.0.113.10")
        within_one_window(limits.TRACKING, 30)
        slip = {"number": "TLP-2026-000001", "code": "0000-0000"}
        answers = [client.post("/citizen/tracking", json=slip) for _ in range(limits.TRACKING.most)]
        assert {answer.status_code for answer in answers} == {404}
        for late in (
            client.post("/citizen/tracking", json=slip),
            client.post("/citizen/confirmations", json={"number": "1", "token": "1-00000000", "answer": "yes"}),
        ):
            assert code_of(late, 429) == "limit.exceeded"


@check("S13")
class TestPlaces:
    def test_are_taken_from_a_proxy_of_ours_alone(self, city):
        """This site has none: whoever names a new address each time is still at one place."""
        for number in range(failures.FREE + 1):
            forged = {"X-Forwarded-For": f"192.0.2.{number}", "X-Real-IP": "192.0.2.1", "Forwarded": "for=192.0.2.2"}
            city.citizen.post("/session", json={"login": f"yer{number}", "password": "x" * 8}, headers=forged)
        counts = city.site.database_of("gateway").removeprefix("sqlite:///")
        with sqlite3.connect(f"file:{counts}?mode=ro", uri=True) as database:
            [buckets] = database.execute("SELECT count(DISTINCT bucket) FROM limit_counts").fetchone()
        assert buckets <= 4  # sign-in, intake, tracking and what another test counted, each from one place

    @pytest.mark.parametrize("setting", ["*", "0.0.0.0/0", "proxy.example", "127.0.0.1,x"])
    def test_are_never_taken_from_everybody(self, setting):
        with pytest.raises(SystemExit):
            GatewaySettings.from_environment({"MAKAM_PROXIES": setting})

    def test_are_told_by_a_list_of_addresses(self):
        found = GatewaySettings.from_environment({"MAKAM_PROXIES": "10.0.0.1, 2001:db8::1"}).proxies
        assert found == ("10.0.0.1", "2001:db8::1")
