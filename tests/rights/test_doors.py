"""Nobody comes in but by a session or a key of the API: not without one, not with one that is over or made up, and not
by saying in a header who they are."""

import json
import time
from uuid import uuid4

import amqp
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from little_town import NOBODY, must, services, until
from walking import Walk, rows

from makam_gateway import contracts
from makam_kernel.actor import Actor, Keys
from makam_tools.broker import VHOST

OPEN = {
    "GET /",
    "GET /asyncapi.json",
    "GET /docs",
    "GET /docs/events",
    "GET /feeds/{key}.ics",
    "GET /healthz",
    "GET /openapi.json",
    "GET /public-days/{public_day_id}/screen",
    "GET /readyz",
    "GET /session/oidc",
    "GET /session/oidc/callback",
    "POST /citizen/confirmations",
    "POST /citizen/requests",
    "POST /citizen/tracking",
    "POST /session",
}
"""What is there for everybody."""


@pytest.fixture(scope="module")
def closed(town):
    """A row of every closed route."""
    by_route = {row.route: row for row in rows(town)}
    return [row for route, row in sorted(by_route.items()) if route not in OPEN]


@pytest.fixture(scope="module")
def keys(town):
    """The gateway's own keys: whoever has them can sign anything, and still not over HTTP."""
    return Keys(town.trial.site.keys / "gateway", "gateway")


@pytest.mark.check("S1", part="the list of what is open")
def test_what_is_open_is_on_a_list(town):
    """S1: a new route is closed, or somebody has put it on the list."""
    assert {route for route, operation in town.operations().items() if operation["security"] == []} == OPEN


@pytest.mark.check("S1")
def test_every_other_route_is_closed_to_nobody(town, closed):
    """S1: every route but those on the list answers 401 to whoever has no session."""
    assert _not_refused(town, closed, {}, {"session.missing"}) == []


@pytest.mark.check("S1", part="sessions and keys that are none")
def test_a_session_or_a_key_that_is_over_or_made_up_opens_nothing(town, closed):
    """S1: a made-up cookie, that of a session that was ended, a made-up key, and one that was revoked."""
    ended = town.sign_in("driver")
    cookie = ended.headers["cookie"]
    must(ended.delete("/session"))
    facts = {"name": "Eski", "scopes": ["unit.read"], "expires_on": "2027-11-01"}
    token = town.make(town.operator, "/api-tokens", facts)
    must(town.operator.put(f"/api-tokens/{token['id']}/revocation"))
    for headers, code in (
        ({"Cookie": cookie}, "session.missing"),
        ({"Cookie": f"__Host-makam={'x' * 43}"}, "session.missing"),
        ({"Authorization": f"Bearer {token['key']}"}, "api_token.refused"),
        ({"Authorization": f"Bearer mkm_{'x' * 43}"}, "api_token.refused"),
        ({"Authorization": "Basic b3BlcmF0b3I6eA=="}, "api_token.refused"),
    ):
        assert _not_refused(town, closed, headers, {code}) == [], headers


def forged(keys, audience="requests"):
    """Tokens of an actor as a service takes them, the first of which is in every way right."""
    operator = Actor.of(str(uuid4()), "Ben", ["operator", "director", "mayor"])
    now = int(time.time())
    claims = {"sub": operator.id, "name": "Ben", "grants": [["operator", None, []]], "iss": "gateway"}
    claims |= {"aud": audience, "iat": now, "exp": now + 60, "jti": "x"}
    stranger, kid = Ed25519PrivateKey.generate(), {"kid": "gateway"}
    return {
        "right": keys.sign_person(operator, audience=audience, call="x"),
        "another audience": keys.sign_person(operator, audience="gateway", call="x"),
        "expired": jwt.encode(claims | {"exp": now - 600}, keys.private, "EdDSA", headers=kid),
        "no algorithm": jwt.encode(claims, None, "none", headers=kid),
        "another algorithm": jwt.encode(claims, "x" * 64, "HS512", headers=kid),
        "foreign kid": jwt.encode(claims, stranger, "EdDSA", headers={"kid": "stranger"}),
        "foreign key": jwt.encode(claims, stranger, "EdDSA", headers=kid),
        "another service": jwt.encode(claims | {"sub": "service:visitors"}, keys.private, "EdDSA", headers=kid),
    }


def by_header(token):
    """Every header by which somebody might hope to say who they are."""
    named = ("X-User", "X-User-Id", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Actor", "X-Roles", "From")
    carried = (
        "nameko.actor",
        "nameko-actor",
        "X-Nameko-Actor",
        "X-Access-Token",
        "X-Auth-Token",
        "Proxy-Authorization",
    )
    proxied = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1;user=operator"}
    overrides = {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/healthz", "X-Rewrite-URL": "/healthz"}
    return {**dict.fromkeys(named, "operator"), **dict.fromkeys(carried, token), **proxied, **overrides}


@pytest.mark.check("S9", part="over HTTP")
@pytest.mark.check("S12", part="over HTTP")
def test_the_token_of_an_actor_is_no_way_in(town, closed, keys):
    """S9, S12: `alg=none`, another algorithm, a foreign kid or key, expired, for another audience, in another service's
    name, and even one that the gateway's own key has signed: as a bearer, as the session, in a header."""
    sample = closed[::7]
    for name, token in forged(keys).items():
        for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"__Host-makam={token}"}, by_header(token)):
            found = _not_refused(town, sample, headers, {"session.missing", "api_token.refused"})
            assert found == [], (name, list(headers))


@pytest.mark.check("S13", part="headers of identity")
def test_no_header_makes_anybody_somebody_else(town, keys):
    """S13: what a client says of itself in a header changes neither who they are nor what they may."""
    me = must(town.clients["driver"].get("/me"))
    headers = by_header(forged(keys)["right"])
    again = must(town.clients["driver"].get("/me", headers=headers))
    assert again | {"at": me["at"]} == me
    for path in ("/people", "/requests", "/visits", "/operations/requests/audit"):
        assert town.clients["driver"].get(path, headers=headers).status_code == 403, path


@pytest.mark.check("S1", part="one identity at a time")
def test_two_identities_at_once_are_none(town):
    """A session and a key in one request: which of both acts is not for the gateway to guess."""
    both = {"Cookie": town.clients["driver"].headers["cookie"]} | dict(town.clients["system"].headers)
    assert town.client(**both).get("/units").status_code == 400


@pytest.mark.check("S12", part="every method of every service")
@pytest.mark.check("S9", part="every method of every service")
def test_no_method_of_any_service_takes_a_call_without_a_proven_caller(town, keys):
    """S12: from inside, past the gateway: every method of every service, without a token and with one that is
    another's, made up or over, is refused before anything is looked at."""
    with _Caller(town.trial) as caller:
        for service in sorted(set(services(town.document)) - {"gateway"}):
            tokens = forged(keys, service)
            del tokens["right"]
            for method in contracts.rpc(service)["methods"]:
                answers = caller.ask(f"{service}.{method}", [None, "", "x", 1, *tokens.values()])
                assert answers == {"actor.not_proven"}, (service, method)


class _Caller:
    """Calls the services as the broker's own observer, who may put anything anywhere."""

    def __init__(self, trial):
        self.address = f"127.0.0.1:{trial.broker.port}"
        self.key = f"reply.gateway.{uuid4()}"

    def __enter__(self):
        self.connection = amqp.Connection(self.address, userid="observer", password="observer", virtual_host=VHOST)
        self.connection.connect()
        self.channel = self.connection.channel()
        self.replies = self.channel.queue_declare("", exclusive=True).queue
        self.channel.queue_bind(self.replies, "nameko-rpc", self.key)
        return self

    def __exit__(self, *_):
        self.connection.close()

    def ask(self, method, tokens):
        """The codes of what comes back, one call for each token."""
        for number, token in enumerate(tokens):
            headers = {"nameko.deadline": int((time.time() + 30) * 1000)}
            headers |= {} if token is None else {"nameko.actor": token}
            body = json.dumps({"args": [], "kwargs": {}})
            facts = {"content_type": "application/json", "content_encoding": "utf-8", "application_headers": headers}
            message = amqp.Message(body, reply_to=self.key, correlation_id=str(number), **facts)
            self.channel.basic_publish(message, exchange="nameko-rpc", routing_key=method)
        answers = [until(lambda: self.channel.basic_get(self.replies, no_ack=True)) for _ in tokens]
        return {json.loads(answer.body)["result"].get("error", {}).get("code", "taken") for answer in answers}


def _not_refused(town, wanted, headers, codes):
    """What was answered otherwise than by a refusal of whoever it is."""
    walk, client = Walk(town), town.client(**headers)
    found = []
    for row in wanted:
        answer = walk.ask(row, NOBODY, client=client)
        if answer.status_code != 401 or answer.json()["code"] not in codes:
            found.append((row.route, answer.status_code, answer.text[:100]))
    return found
