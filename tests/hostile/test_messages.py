"""What does not belong on a queue: it is laid aside whole, or answered with a clear refusal; nothing ends, and no log
holds its body."""

import bz2
import json
import pickle
import time
import uuid
import zlib
from hashlib import sha256

import amqp
import pytest

from makam_tools.site import SERVICES

CANARY = "kanarya8264"
TEXT = json.dumps({"args": [], "kwargs": {"words": CANARY}}).encode()
JSON = {"content_type": "application/json", "content_encoding": "utf-8"}

UNDECODABLE = {
    "no JSON": (CANARY.encode(), JSON),
    "half a JSON": (TEXT[:-3], JSON),
    "empty": (b"", JSON),
    "a list": (json.dumps([CANARY]).encode(), JSON),
    "a text": (json.dumps(CANARY).encode(), JSON),
    "null": (b"null", JSON),
    "a number": (b"8264", JSON),
    "no kwargs": (json.dumps({"args": [CANARY]}).encode(), JSON),
    "kwargs of another kind": (json.dumps({"args": [], "kwargs": [CANARY]}).encode(), JSON),
    "no UTF-8": (b'{"args": [], "kwargs": {"a": "' + CANARY.encode() + b'\xff"}}', JSON),
    "deep": (b"[" * 200_000 + CANARY.encode() + b"]" * 200_000, JSON),
    "big": (b'"' + CANARY.encode() * 80_000 + b'"', JSON),
    "pickle": (pickle.dumps({"args": [], "kwargs": {"a": CANARY}}), {"content_type": "application/x-python-serialize"}),
    "yaml": (f"args: []\nkwargs: {{a: {CANARY}}}".encode(), {"content_type": "application/x-yaml"}),
    "unknown type": (TEXT, {"content_type": f"application/{CANARY}"}),
    "no type": (TEXT, {}),
    "unknown encoding": (TEXT, {**JSON, "content_encoding": "rot13"}),
    "UTF-16": (TEXT.decode().encode("utf-16"), {**JSON, "content_encoding": "utf-16"}),
    "compressed": (zlib.compress(TEXT), {**JSON, "application_headers": {"compression": "application/x-gzip"}}),
    "not compressed": (TEXT, {**JSON, "application_headers": {"compression": "application/x-bz2"}}),
    "a bomb": (bz2.compress(b"a" * 300_000_000), {**JSON, "application_headers": {"compression": "application/x-bz2"}}),
}


def publish(channel, body, exchange, key, **properties):
    """Put a message somewhere, as a message of nobody's."""
    channel.basic_publish(amqp.Message(body, **properties), exchange=exchange, routing_key=key)


def drained(channel, queue):
    """Whatever lies in a queue, taken out of it."""
    found = []
    while message := channel.basic_get(queue, no_ack=True):
        found.append(message)
    return found


def hash_of(body):
    return sha256(body if isinstance(body, bytes) else body.encode()).hexdigest()


def wait_for_all(channel, queue, bodies, seconds=20):
    """Until all of these bodies, by name, lay in the queue, byte for byte."""
    missing = {hash_of(body): name for name, body in bodies.items()}
    end = time.monotonic() + seconds
    while missing:
        assert time.monotonic() < end, f"not laid aside: {sorted(missing.values())}"
        for message in drained(channel, queue):
            missing.pop(hash_of(message.body), None)
        time.sleep(0.05)


def until(ask, seconds=20):
    """What ``ask`` answers, as soon as it is true."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return answer


@pytest.fixture(autouse=True)
def everybody_lives_and_keeps_silent(site, operator):
    """After each test every process still runs, answers, and has written nobody's words."""
    yield
    assert all(process.poll() is None for process in site.processes.values()), site.logs()
    for service in SERVICES:
        assert operator.get(f"/operations/{service}/health").status_code == 200
    for file in site.site.logs.iterdir():
        assert CANARY not in file.read_text(errors="replace"), file.name


@pytest.mark.check("S54")
@pytest.mark.parametrize("service", SERVICES)
def test_what_is_no_call_is_laid_aside(channel, service):
    dead = f"{service}.dead.v1"
    drained(channel, dead)
    refused = {"no kwargs", "kwargs of another kind", "UTF-16"}  # by an answer: these are calls, and wrong ones
    for body, properties in UNDECODABLE.values():
        publish(channel, body, "nameko-rpc", f"{service}.get_health", **properties)
    wait_for_all(channel, dead, {name: body for name, (body, _) in UNDECODABLE.items() if name not in refused})


@pytest.mark.check("S54", part="more than 1 MiB")
def test_the_broker_takes_no_big_message(channel):
    with pytest.raises(amqp.PreconditionFailed):
        publish(channel, b"a" * (1024 * 1024 + 1), "nameko-rpc", "requests.get_health", **JSON)


@pytest.mark.check("S53", part="an event without its teller's name, or with another's")
@pytest.mark.check("S54", part="events")
@pytest.mark.parametrize("service", SERVICES)
def test_what_is_no_event_is_laid_aside_and_the_next_one_passes(channel, operator, service):
    queue, dead = f"{service}.inbox.v1", f"{service}.dead.v1"
    drained(channel, dead)
    event = {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": "/gateway",
        "type": "unit.changed.v1",
        "subject": f"unit/{uuid.uuid4()}",
        "time": "2026-10-19T07:12:00Z",
        "sequence": 1,
        "data": {"code": CANARY},
    }
    foreign = [
        event,  # nobody's: the broker has verified no sender
        event | {"source": "/observer"},
        event | {"source": "/observer", "type": "nosuch.happened.v1"},
        event | {"source": "/observer", "subject": CANARY * 100},
        event | {"source": "/observer", "sequence": -1},
        event | {"source": "/observer", "time": "yesterday"},
        event | {"source": "/observer", "id": {"a": CANARY}},
    ]
    foreign = {str(number): json.dumps(one).encode() for number, one in enumerate(foreign)}
    for body, properties in UNDECODABLE.values():
        publish(channel, body, "", queue, **properties)
    for body in foreign.values():
        publish(channel, body, "", queue, user_id="observer", **JSON)
    wait_for_all(channel, dead, foreign | {name: body for name, (body, _) in UNDECODABLE.items()})
    code = f"Y{uuid.uuid4().hex[:6]}".upper()
    made = operator.post("/units", json={"code": code, "name": "Yeni Müdürlük", "valid_from": "2026-01-01"})
    assert made.status_code == 201
    until(lambda: channel.queue_declare(queue, passive=True).message_count == 0)


@pytest.mark.check("S12")
@pytest.mark.check("S9", part="calls")
@pytest.mark.parametrize("service", SERVICES)
def test_a_call_without_a_proven_caller_is_refused(channel, service):
    replies = channel.queue_declare("", exclusive=True).queue
    key = f"reply.gateway.{uuid.uuid4()}"
    channel.queue_bind(replies, "nameko-rpc", key)
    soon = int((time.time() + 30) * 1000)
    for headers in (
        {},
        {"nameko.deadline": soon},
        {"nameko.deadline": soon, "nameko.actor": CANARY},
        {"nameko.deadline": soon, "nameko.actor": {"sub": "operator"}},
        {"nameko.deadline": soon, "nameko.actor": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."},
        {"nameko.deadline": "soon"},
        {"nameko.deadline": soon - 60_000},
    ):
        publish(
            channel,
            json.dumps({"args": [], "kwargs": {}}).encode(),
            "nameko-rpc",
            f"{service}.get_health",
            reply_to=key,
            correlation_id="1",
            application_headers=headers,
            **JSON,
        )
        message = until(lambda: channel.basic_get(replies, no_ack=True))
        code = json.loads(message.body)["result"]["error"]["code"]
        assert code in ("actor.not_proven", "deadline.exceeded")
        assert message.properties["user_id"] == service


@pytest.mark.parametrize("service", SERVICES)
def test_a_method_that_is_not_there_is_answered(channel, service):
    replies = channel.queue_declare("", exclusive=True).queue
    key = f"reply.gateway.{uuid.uuid4()}"
    channel.queue_bind(replies, "nameko-rpc", key)
    publish(channel, TEXT, "nameko-rpc", f"{service}.nosuch", reply_to=key, correlation_id="1", **JSON)
    answer = json.loads(until(lambda: channel.basic_get(replies, no_ack=True)).body)
    assert answer["error"]["exc_type"] == "MethodNotFound"
    assert CANARY not in json.dumps(answer)


@pytest.mark.check("S51", part="a reply to where nobody may reply")
@pytest.mark.parametrize("service", SERVICES)
def test_a_reply_address_of_no_callers_harms_nobody_else(channel, operator, service):
    for address in ("visitors.get_health", "reply.nobody.1", "x" * 200, "#", ""):
        publish(
            channel,
            json.dumps({"args": [], "kwargs": {}}).encode(),
            "nameko-rpc",
            f"{service}.get_health",
            reply_to=address,
            correlation_id="1",
            **JSON,
        )
        until(lambda: operator.get(f"/operations/{service}/health").status_code == 200)


def test_what_comes_to_the_gateways_reply_queue_unasked_is_dropped(channel, channel_of, site, operator):
    spy = channel.queue_declare("", exclusive=True).queue
    channel.queue_bind(spy, "nameko-rpc", "requests.#")
    assert operator.get("/operations/requests/health").status_code == 200
    address = until(lambda: channel.basic_get(spy, no_ack=True)).properties["reply_to"]
    for body, properties in list(UNDECODABLE.values())[:12]:
        publish(channel, body, "nameko-rpc", address, correlation_id="1", **properties)
        publish(channel, body, "nameko-rpc", address, **properties)
    assert operator.get("/operations/requests/health").status_code == 200


@pytest.mark.check("S48", part="on a running site")
@pytest.mark.check("S50", part="on a running site")
@pytest.mark.parametrize("service", SERVICES)
def test_a_services_credentials_reach_nothing_of_the_others(channel_of, service):
    other = next(name for name in SERVICES if name != service)
    for exchange, key in (
        ("gateway.events", "unit.changed.v1"),
        (f"{other}.events", "request.confirmed.v1"),
        (f"{other}.dead", ""),
        ("nameko-rpc", f"{other}.redrive_parked"),
        ("nameko-rpc", f"{other}.get_health"),
        ("", f"{other}.inbox.v1"),
    ):
        with pytest.raises(amqp.AccessRefused):
            publish(channel_of(service), b"{}", exchange, key)
    for act in (
        lambda one: one.basic_consume(f"{other}.inbox.v1"),
        lambda one: one.basic_consume(f"rpc-{other}"),
        lambda one: one.queue_purge(f"{other}.inbox.v1"),
        lambda one: one.queue_delete(f"{other}.dead.v1"),
        lambda one: one.queue_bind(f"rpc-{service}", "nameko-rpc", f"{other}.#"),
        lambda one: one.queue_bind(f"rpc-{service}", "nameko-rpc", "#"),
    ):
        with pytest.raises((amqp.AccessRefused, amqp.exceptions.ResourceLocked)):
            act(channel_of(service))
