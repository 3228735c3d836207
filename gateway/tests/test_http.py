"""The gateway as a door: what it lets in, what it refuses, and how it says so."""

import asyncio
import json
import re
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest

from makam_gateway import contracts, rpc, security
from makam_gateway.api import WORTH_COMPRESSING, Around
from makam_gateway.routes import ROUTES
from makam_kernel.errors import Unavailable

check = pytest.mark.check
MISSING = "019a0000-0000-7000-8000-000000000000"
CANARY = "kanarya7391"
AT_ONCE = 3  # seconds, on processors that other suites share


def code_of(answer, status):
    """The code of a problem with this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["request_id"] == answer.headers["x-request-id"]
    assert body["status"] == status
    assert body["title"] and body["detail"]
    return body["code"]


def raw(site, *parts, seconds=10):
    """What the gateway answers to these bytes, until it is silent or closes."""
    place = urlsplit(site.url)
    with socket.create_connection((place.hostname, place.port), timeout=seconds) as connection:
        came = b""
        try:
            for part in parts:
                connection.sendall(part)
            connection.settimeout(1)
            while piece := connection.recv(65536):
                came += piece
        except (TimeoutError, ConnectionError):
            pass
        return came


class TestReading:
    def test_head_answers_like_get_without_the_body(self, city):
        get, head = city.sevil.get("/me"), city.sevil.head("/me")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == get.headers["content-length"]

    @pytest.mark.parametrize("verb", ["OPTIONS", "PATCH", "DELETE", "PUT"])
    def test_another_verb_is_refused_with_the_list_of_those_allowed(self, city, verb):
        answer = city.operator.request(verb, "/units")
        assert code_of(answer, 405) == "route.no_such_verb"
        assert answer.headers["allow"] == "GET, HEAD, POST"

    @pytest.mark.parametrize(
        "tags", ['"1"', 'W/"1"', '"7", "1"', '"7",W/"1"', "*"], ids=["same", "weak", "list", "weak list", "any"]
    )
    def test_what_is_known_is_not_sent_again(self, city, tags):
        url = f"/units/{city.units['FEN']}"
        answer = city.sevil.get(url, headers={"If-None-Match": tags})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", '"1"')

    def test_what_changed_is_sent(self, city):
        assert city.sevil.get(f"/units/{city.units['FEN']}", headers={"If-None-Match": '"7", "11"'}).status_code == 200

    def test_a_page_tells_where_the_next_one_is(self, city):
        page = city.nermin.get("/people", params={"limit": 3})
        next_url = re.fullmatch(r'</api/v1(.*)>; rel="next"', page.headers["link"])[1]
        names = [one["name"] for one in page.json()["items"] + city.nermin.get(next_url).json()["items"]]
        assert len(set(names)) == len(names) == 6

    @check("S33", part="names of parameters")
    @pytest.mark.parametrize(
        ("query", "pointer", "reason"),
        [
            ("nosuch=1", "/nosuch", "unknown"),
            ("limit=1&limit=2", "/limit", "doubled"),
            ("limit=abc", "/limit", "type"),
            ("limit=1e9", "/limit", "type"),
            ("limit=101", "/limit", "range"),
            ("order=id;drop", "/order", "choice"),
            ("open=yes", "/open", "type"),
            ("unit_id=1", "/unit_id", "format"),
            ("number=%00", "/number", "characters"),
            ("number=%ff%27--", None, None),
        ],
    )
    def test_a_strange_parameter_is_named(self, city, query, pointer, reason):
        answer = city.sevil.get(f"/requests?{query}")
        if pointer is None:
            assert city.must(answer)["items"] == []
            return
        assert code_of(answer, 422) == "input.invalid"
        [fault] = answer.json()["errors"]
        assert (fault["pointer"], fault["reason"]) == (pointer, reason)

    @check("S17", part="ids")
    def test_missing_and_malformed_ids_are_not_found(self, city):
        assert code_of(city.sevil.get(f"/requests/{MISSING}"), 404) == "request.not_found"
        for id in ("1", "x", MISSING + "0", "%00", "..%2f..", "%ff", "null", "' OR 1=1--"):
            assert code_of(city.sevil.get(f"/requests/{id}"), 404) == "route.not_found"

    @check("S17", part="requests")
    def test_a_hidden_request_answers_like_a_missing_one(self, city):
        hidden = city.must(city.register(by=city.nermin, category="SOSYAL.IS", topic="İş isteği"))

        def shown(url, **more):
            answer = city.hakan.get(url, **more)
            return answer.status_code, {key: value for key, value in answer.json().items() if key != "request_id"}

        for rest in ("", "/deadlines", "/notices"):
            assert shown(f"/requests/{hidden['id']}{rest}") == shown(f"/requests/{MISSING}{rest}")
        assert city.do(city.hakan, {"id": MISSING}, "acceptance", 1).json()["code"] == "request.not_found"
        assert city.do(city.hakan, hidden, "acceptance", 1).json()["code"] == "request.not_found"


class TestBodies:
    @check("S39")
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b'"text"',
            b"null",
            b"{",
            b'{"topic": NaN}',
            b'{"topic": Infinity}',
            b'{"topic": 1e999}',
            b'{"topic": -1e999}',
            b'{"topic": "a", "topic": "b"}',
            b'{"topic": "\\ud800"}',
            b'{"\\udfff": 1}',
            b'{"topic": "\xff"}',
            b"\xef\xbb\xbf{}",
            '{"topic": "a"}'.encode("utf-16"),
            b'{"topic": ' + b"9" * 5000 + b"}",
            b'{"a":' * 5000 + b"1" + b"}" * 5000,
            b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
            b'{"a":' * 31 + b"1" + b"}" * 31,
            b"{" + b",".join(b'"%d":1' % number for number in range(80_000)) + b"}",
            b'{"a":[' + b"1," * 400_000 + b"1]}",
            b'{"a":[' + b"{}," * 300_000 + b"{}]}",
        ],
    )
    def test_what_is_no_json_object_is_refused_at_once(self, city, body):
        answer = city.sevil.post("/requests", content=body, headers={"Content-Type": "application/json"})
        if body:
            assert code_of(answer, 400) == "input.not_json"
            assert city.seconds_of(answer) < AT_ONCE
        else:
            assert code_of(answer, 422) == "input.invalid"

    @check("S39", part="fields")
    @pytest.mark.parametrize(
        ("fields", "pointer", "reason"),
        [
            ({"topic": "a\x00b"}, "/topic", "characters"),
            ({"topic": "\u001b[31m"}, "/topic", "characters"),
            ({"topic": 5}, "/topic", "type"),
            ({"topic": 10**400}, "/topic", "type"),
            ({"topic": "a" * 4001}, "/topic", "length"),
            ({"topic": {"$ne": 1}}, "/topic", "type"),
            ({"nosuch": 1}, "/nosuch", "unknown"),
            ({"citizen": []}, "/citizen", "type"),
            ({"citizen": {"name": "A", "age": 1}}, "/citizen/age", "unknown"),
            ({"citizen": {"name": "A", "national_id": "10000000147"}}, "/citizen/national_id", "national_id"),
            ({"kind": "nosuch"}, "/kind", "choice"),
        ],
    )
    def test_a_strange_field_is_named(self, city, fields, pointer, reason):
        answer = city.register(**fields)
        assert code_of(answer, 422) == "input.invalid"
        assert (pointer, reason) in [(fault["pointer"], fault["reason"]) for fault in answer.json()["errors"]]
        assert all(fault["detail"] for fault in answer.json()["errors"])

    @check("S19")
    @pytest.mark.parametrize(
        "field", ["id", "number", "status", "version", "unit_id", "restricted", "statutory_due_on", "created_by"]
    )
    def test_what_is_not_the_callers_to_say_is_refused(self, city, field):
        assert code_of(city.register(**{field: "1"}), 422) == "input.invalid"

    @check("S19", part="path and version")
    def test_a_body_cannot_name_another_thing_than_the_path(self, city):
        made = city.must(city.register())
        url = f"/requests/{made['id']}/withdrawal"
        for field in ({"request_id": MISSING}, {"version": 1}):
            answer = city.sevil.put(url, json={"reason": "Vazgeçti", **field}, headers={"If-Match": '"1"'})
            assert code_of(answer, 422) == "input.invalid"
            assert answer.json()["errors"][0]["reason"] == "unknown"
        assert code_of(city.sevil.get(f"/requests/{made['id']}?request_id={MISSING}"), 422) == "input.invalid"

    @check("S39", part="10 MB")
    def test_ten_megabytes_are_refused_and_the_connection_serves_on(self, city):
        big = b'{"topic": "' + b"a" * 10_000_000 + b'"}'
        for body in (big, iter([big[start : start + 65536] for start in range(0, len(big), 65536)])):
            answer = city.sevil.post("/requests", content=body, headers={"Content-Type": "application/json"})
            assert code_of(answer, 413) == "input.too_large"
            assert city.seconds_of(answer) < AT_ONCE
            assert city.sevil.get("/me").status_code == 200

    @check("S39", part="10 MB")
    def test_a_size_that_is_only_claimed_is_refused_too(self, site):
        head = b"POST /api/v1/citizen/tracking HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        answer = raw(site, head + b"Content-Length: 99999999999\r\n\r\n{")
        assert answer.startswith(b"HTTP/1.1 413")

    @check("S39", part="answers")
    def test_an_answer_about_many_faults_stays_small(self, city):
        answer = city.sevil.post("/requests", json={f"f{number}": 1 for number in range(4000)})
        assert code_of(answer, 422) == "input.invalid"
        assert len(answer.json()["errors"]) == 100 and len(answer.content) < 30_000

    @check("S42", part="headers")
    def test_a_long_line_of_the_head_is_refused_or_served_but_never_kept(self, site):
        for line in (b"Cookie: __Host-makam=", b"Authorization: Bearer ", b"Idempotency-Key: ", b"Accept-Language: "):
            head = b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\n" + line + b"a" * 60_000 + b"\r\n\r\n"
            assert raw(site, head).startswith(b"HTTP/1.1 401")

    def test_a_head_without_end_ends_the_connection(self, site):
        began = time.monotonic()
        answer = raw(site, b"GET / HTTP/1.1\r\nHost: x\r\n", *[b"X-A: " + b"a" * 9000 + b"\r\n"] * 100)
        assert answer.startswith(b"HTTP/1.1 431") or not answer
        assert time.monotonic() - began < 5
        assert httpx.get(f"{site.url}/healthz").status_code == 200

    @check("S10", part="media types")
    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"]
    )
    def test_other_media_types_are_refused(self, city, kind):
        for verb, url in (
            ("POST", "/requests"),
            ("POST", "/session"),
            ("PUT", "/me/password"),
            ("PUT", "/session/code"),
            ("PUT", "/me/sessions/end-others"),
            ("DELETE", "/session"),
        ):
            body = b'{"topic": "a"}'
            answer = city.sevil.request(verb, url, content=body, headers={"Content-Type": kind})
            assert code_of(answer, 415) == "input.media_type", url


class TestVersions:
    def test_a_change_without_the_version_seen_is_refused(self, city):
        made = city.must(city.register())
        answer = city.sevil.put(f"/requests/{made['id']}/routing", json={"unit_id": city.units["FEN"]})
        assert code_of(answer, 428) == "version.missing"

    @pytest.mark.parametrize(
        "tag", ["*", "1", 'W/"1"', '"1", "2"', '"x"', '"', '""', '"-1"', '"1' + "0" * 20 + '"', '"١"']
    )
    def test_a_tag_that_names_no_one_version_is_refused(self, city, tag):
        url = f"/requests/{MISSING}/routing"
        answer = city.sevil.put(url, json={"unit_id": city.units["FEN"]}, headers={"If-Match": tag.encode()})
        assert code_of(answer, 400) == "version.malformed"

    @pytest.mark.parametrize("key", ["", "a" * 201, "a\tb", "\x07"])
    def test_a_malformed_key_is_refused(self, city, key):
        body = json.dumps({"topic": "a", "channel": "phone", "citizen": {"name": "A"}}).encode()
        head = (
            f"POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nCookie: {city.sevil.headers['cookie']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: {key}\r\n\r\n"
        ).encode()
        answer = raw(city.site, head + body)
        assert answer.startswith(b"HTTP/1.1 400")


class TestLanguages:
    @pytest.mark.parametrize(
        ("wish", "language"),
        [
            (None, "tr"),
            ("", "tr"),
            ("en", "en"),
            ("en-GB,en;q=0.9", "en"),
            ("de,en;q=0.5", "en"),
            ("de", "tr"),
            ("tr;q=0.4,en;q=0.5", "en"),
            ("en;q=0.5,tr;q=0.5", "tr"),
            ("en;q=0.1, tr", "tr"),
            ("en;q=0", "tr"),
            ("EN", "en"),
            ("en;q=x", "tr"),
            ("enx", "tr"),
            ("*", "tr"),
            ("," * 5000, "tr"),
        ],
    )
    def test_a_problem_speaks_the_language_that_is_liked_best(self, city, wish, language):
        answer = city.citizen.get("/me", headers={"Accept-Language": wish} if wish is not None else {})
        assert code_of(answer, 401) == "session.missing"
        assert answer.headers["content-language"] == language
        assert answer.json()["title"] == {"tr": "Oturum açmanız gerekiyor", "en": "You need to sign in"}[language]
        assert "Accept-Language" in answer.headers["vary"]


class TestDoors:
    @check("S1")
    def test_every_route_is_closed_unless_listed_open(self, city, site):
        opened = set()
        with httpx.Client(base_url=site.url, headers={"If-Match": '"1"'}) as stranger:
            for path, verbs in city.document.whole["paths"].items():
                for verb in verbs:
                    answer = stranger.request(verb.upper(), re.sub(r"\{\w+\}", MISSING, path), json={})
                    if answer.status_code != 401:
                        opened.add(f"{verb.upper()} {path}")
        api = "/api/v1"
        assert opened == {
            f"POST {api}/citizen/requests",
            f"POST {api}/citizen/tracking",
            f"POST {api}/citizen/confirmations",
            f"GET {api}/public-days/{{public_day_id}}/screen",
            f"POST {api}/session",
            f"GET {api}/session/oidc",
            f"GET {api}/session/oidc/callback",
            f"GET {api}/asyncapi.json",
            f"GET {api}/docs",
            f"GET {api}/docs/events",
            f"GET {api}/openapi.json",
            "GET /",
            "GET /feeds/{key}.ics",
            "GET /healthz",
            "GET /readyz",
        }

    @check("S10", part="cookie and origin")
    def test_the_cookie_is_for_this_host_alone_and_scripts_never_see_it(self, site, cookie):
        answer = httpx.post(f"{site.url}/api/v1/session", json=site.site.first_admin())
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith(f"{cookie}=") and cookie.startswith("__Host-")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(attributes)
        assert not any(attribute.startswith("Domain") for attribute in attributes)

    @check("S10", part="cookie and origin")
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:1"},
        ],
    )
    def test_another_sites_page_changes_nothing(self, city, headers):
        for answer in (
            city.operator.post("/units", json={"code": "X"}, headers=headers),
            city.citizen.post("/session", json={"login": "a", "password": "b"}, headers=headers),
            city.operator.delete("/session", headers=headers),
            city.citizen.post("/citizen/tracking", json={"number": "1", "code": "1"}, headers=headers),
        ):
            assert code_of(answer, 403) == "request.foreign_origin"
        assert city.operator.get("/me", headers=headers).status_code == 200

    def test_only_what_our_own_pages_ask_for_is_compressed(self, city, site):
        """Somebody who leads a browser here with words of theirs learns nothing from the length of the answer."""
        compressed = {}
        for place in ("same-origin", "same-site", "cross-site", "none"):
            headers = {"Sec-Fetch-Site": place, "Accept-Encoding": "gzip"}
            answer = city.operator.get("/openapi.json", headers=headers)
            assert len(answer.content) > WORTH_COMPRESSING and "Cookie" in answer.headers["vary"]
            compressed[place] = answer.headers.get("content-encoding")
        assert compressed == {"same-origin": "gzip", "same-site": None, "cross-site": None, "none": None}

    def test_who_one_is_tells_the_offices_time_too(self, city):
        city.at("2026-10-19 10:12")
        assert city.operator.get("/me").json()["at"].startswith("2026-10-19T07:12")

    @check("S10", part="no change by GET")
    def test_no_get_is_a_command(self):
        read = [route for route in ROUTES if route.verb == "GET"]
        assert not [one for one in read if contracts.rpc(one.service)["methods"][one.method]["writes"]]

    @check("S11")
    def test_every_answer_carries_the_headers_that_browsers_obey(self, city, site):
        for answer in (
            city.sevil.get("/me"),
            city.sevil.get("/nosuch"),
            httpx.get(f"{site.url}/basvuru"),
            httpx.get(f"{site.url}/x"),
            httpx.get(site.url),
        ):
            is_client = answer.url.path == "/"  # its files hold nobody's data
            for name, value in {
                "cache-control": "no-cache" if is_client else "no-store",
                "x-content-type-options": "nosniff",
                "referrer-policy": "no-referrer",
            }.items():
                assert answer.headers[name] == value
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "*" not in policy
            assert {"frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; "))
            assert ("style-src 'self'" in policy) == answer.headers["content-type"].startswith("text/html")
            assert "server" not in answer.headers

    @check("S11", part="pages")
    def test_no_page_has_a_script_or_a_style_written_into_it(self, city, site):
        for path in ("", "/basvuru", "/basvuru/takip", "/api/v1/docs", "/api/v1/session/oidc"):
            page = httpx.get(site.url + path).text
            scripts = re.findall(r"<script[^>]*>[^<]*", page)
            ours = re.compile(r'<script type="module" crossorigin src="/assets/[\w.-]+">')
            assert all(ours.fullmatch(one) for one in scripts)
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page), path

    @check("S11", part="HSTS")
    def test_where_there_is_https_browsers_never_go_without_it(self):
        assert security.headers("https://makam.example")["Strict-Transport-Security"] == "max-age=63072000"
        assert "Strict-Transport-Security" not in security.headers("http://127.0.0.1:8400")

    @check("S11", part="CORS")
    @pytest.mark.parametrize("verb", ["GET", "OPTIONS"])
    def test_no_other_site_may_read_anything(self, city, verb):
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        for url in ("/me", "/citizen/tracking", "/openapi.json"):
            answer = city.sevil.request(verb, url, headers=asked)
            assert not [name for name in answer.headers if name.startswith("access-control-")]

    @check("S13")
    def test_nobody_becomes_another_by_a_header(self, city):
        forged = {
            "X-User": "yonetici",
            "X-Forwarded-User": "yonetici",
            "nameko.actor": "x",
            "X-Forwarded-For": "1.2.3.4",
        }
        assert city.citizen.get("/me", headers=forged).status_code == 401
        assert city.sevil.get("/me", headers=forged).json()["name"] == "Sevil TAN"

    @check("S5")
    def test_there_is_no_account_that_everybody_knows(self, city):
        for login in ("admin", "makam", "yonetici"):
            for password in (login, "password"):
                answer = city.citizen.post("/session", json={"login": login, "password": password})
                assert answer.status_code in (401, 429)


class TestErrors:
    @check("S71")
    def test_an_unforeseen_failure_tells_nothing_but_its_id(self):
        async def broken(scope, receive, send):
            raise RuntimeError(f"SELECT {CANARY} FROM people")

        sent = []

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
        asyncio.run(Around(broken, security.headers("https://x"))(scope, None, send))
        assert sent[0]["status"] == 500
        assert (b"x-content-type-options", b"nosniff") in sent[0]["headers"]
        assert CANARY.encode() not in sent[1]["body"]
        assert json.loads(sent[1]["body"])["code"] == "service.failed"

    @check("S31", part="bodies")
    def test_no_log_holds_what_was_sent(self, city, site):
        city.must(city.register(topic=f"Çukur {CANARY}", citizen={"name": f"Ayşe {CANARY}", "phone": "0555 739 17 39"}))
        city.register(topic=CANARY, nosuch=CANARY)
        city.sevil.post("/requests", content=f'{{"{CANARY}'.encode(), headers={"Content-Type": "application/json"})
        city.citizen.post("/session", json={"login": CANARY, "password": CANARY})
        city.sevil.get(f"/requests?number={CANARY}")
        city.sevil.get(f"/{CANARY}")
        city.citizen.get("/me", headers={"Cookie": f"__Host-makam={CANARY}", "X-Request-Id": f"{CANARY}_{CANARY}"})
        for file in site.site.logs.iterdir():
            text = file.read_text()
            assert CANARY not in text and "739 17 39" not in text, file.name

    @check("S32")
    def test_a_line_of_the_log_cannot_be_forged(self, city, site):
        city.citizen.get("/me", headers={"X-Request-Id": b"aaaaaaaa\xe2\x80\xae", "User-Agent": "x"})
        city.sevil.get("/requests?cursor=%0a%7b%22event%22%3a%22forged%22%7d")
        for file in site.site.logs.glob("*.log"):
            for line in file.read_text().splitlines():
                assert not line.startswith("{") or json.loads(line)["event"] != "forged"


def test_calls_at_once_are_bounded(monkeypatch):
    """Those above the bound are told at once to come again, and do not wait."""
    services = rpc.Services("amqp://x", "gateway")

    async def ask(*_args, **_kwargs):
        await asyncio.sleep(0.2)
        return {"result": {"ok": {}}}

    monkeypatch.setattr(services, "_ask_patiently", ask)

    async def flood():
        facts = {"token": "t", "call_id": "c", "writes": False}
        calls = [services.call("requests", "get_request", {}, **facts) for _ in range(rpc.MOST_IN_FLIGHT + 10)]
        return await asyncio.gather(*calls, return_exceptions=True)

    answers = asyncio.run(flood())
    refused = [answer for answer in answers if isinstance(answer, Unavailable)]
    assert [error.code for error in refused] == ["service.busy"] * 10
