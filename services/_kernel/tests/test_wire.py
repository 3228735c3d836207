"""The little service as a process on nameko's green threads, called over the broker."""

import json
import os
import signal
import time

import amqp
import pytest
from conftest import an_event, parallel, until
from test_listener import wire

from makam_kernel.actor import Actor, Keys
from makam_kernel.broker import close
from makam_kernel.calls import Caller
from makam_kernel.errors import Forbidden, Unavailable

WORDS = "Ayşe Yılmaz 10000000146"
REPLY_TO = "reply.gateway." + "0" * 32


@pytest.fixture
def call(gateway):
    """Calls the service for a clerk: ``call("keep_thing", label="a")``."""

    def ask(method, facts=None, *, caller=gateway, within=10, key=None, **more):
        token = caller.keys.sign_person(Actor.of("p1", "", ["clerk", "operator"]), audience="little", call="c")
        return caller.call("little", method, {**more, **(facts or {})}, cause="c", token=token, key=key, seconds=within)

    return ask


@pytest.fixture(scope="module")
def little(on_the_wire, tmp_path_factory):
    """The service at work, on SQLite, for the tests of this file in turn; the last of them kills it."""
    return on_the_wire(f"sqlite:///{tmp_path_factory.mktemp('little')}/little.sqlite3")


def letters(observer, number):
    """The dead letters, when so many are there."""
    found = []

    def come():
        while message := observer.basic_get("little.dead.v1", no_ack=True):
            found.append(message)
        return len(found) >= number

    until(come)
    return found


BODIES = {
    "no JSON": {"body": b"\xff" + WORDS.encode(), "content_type": "application/json"},
    "200,000 brackets": {"body": b"[" * 200_000, "content_type": "application/json"},
    "pickle": {"body": b"cos\nsystem\n(S'x'\ntR." + WORDS.encode(), "content_type": "application/x-python-serialize"},
    "YAML": {"body": WORDS.encode(), "content_type": "application/x-yaml"},
    "an unknown encoding": {"body": WORDS.encode(), "content_type": "application/json", "content_encoding": "utf-99"},
    "a list": {"body": json.dumps([WORDS]).encode(), "content_type": "application/json", "content_encoding": "utf-8"},
    "no kwargs": {"body": json.dumps({"args": [WORDS]}).encode(), "content_type": "application/json"},
    "positions": {"body": json.dumps({"args": [WORDS], "kwargs": {}}).encode(), "content_type": "application/json"},
    "kwargs that are none": {
        "body": json.dumps({"args": [], "kwargs": WORDS}).encode(),
        "content_type": "application/json",
    },
}


@pytest.mark.check("S54", part="calls")
@pytest.mark.check("S31", part="a body that cannot be decoded")
def test_what_is_no_call_reaches_the_dead_letters_and_its_words_never_the_log(little, call, broker, observer):
    """S54, S31: wrong types and encodings, nesting, malformed calls: a dead letter each, no body in the log, and the
    service goes on."""
    channel = broker.channel("gateway")
    for facts in BODIES.values():
        message = amqp.Message(user_id="gateway", reply_to=REPLY_TO, correlation_id="1", **facts)
        channel.basic_publish(message, exchange="nameko-rpc", routing_key="little.keep_thing")
    found = letters(observer, len(BODIES))
    assert {bytes(letter.body) for letter in found} == {facts["body"] for facts in BODIES.values()}
    assert call("keep_thing", label="goes on")["label"] == "goes on"
    close(channel.connection)
    assert little.said.count("call.malformed") == len(BODIES) and little.process.poll() is None
    assert "10000000146" not in little.said and "[[[[" not in little.said and "Traceback" not in little.said


def test_answers_and_refusals_come_back_and_a_fault_leaves_no_words_in_the_log(little, call, gateway):
    kept = call("keep_thing", label="a", key="k")
    assert call("keep_thing", label="a", key="k") == kept
    for unknown in ("newer_method", "no_such_method"):  # to the service, to the broker
        with pytest.raises(Unavailable, match=r"service\.refused"):
            call(unknown)
    with pytest.raises(Forbidden):
        gateway.call("little", "keep_thing", {"label": "b"}, cause="c", token="a.b.c")
    with pytest.raises(Exception, match=r"input\.invalid"):
        call("keep_thing", {"label": "b", "self": 1})
    with pytest.raises(Exception, match=r"^[0-9a-f-]{36}$"):
        call("fail", words=WORDS)
    assert "call.failed" in little.said and "Ayşe" not in little.said and "nowhere" not in little.said
    assert all(json.loads(line)["service"] == "little" for line in little.said.splitlines() if line.startswith("{"))


@pytest.mark.promise("P13", part="over the wire")
def test_a_call_whose_time_is_over_is_not_run(little, call, gateway):
    """P13: no command runs after its caller was told that it took too long, though it waited in the queue."""
    os.kill(little.process.pid, signal.SIGSTOP)
    with pytest.raises(Unavailable, match=r"service\.late"):
        call("keep_thing", label="late", within=0.4)
    os.kill(little.process.pid, signal.SIGCONT)
    call("keep_thing", label="in time")
    labels = [item["label"] for item in call("list_things")["items"]]
    assert "in time" in labels and "late" not in labels


@pytest.mark.fault("F1", part="one service")
@pytest.mark.promise("P7", part="one kill, one service")
def test_the_service_survives_its_brokers_kill_and_answers_tells_and_hears_again(little, call, broker, observer):
    """F1, P7: `kill -9` of the only broker: writes go on, nothing is lost, and all flows again when it is back."""
    before = call("keep_thing", label="before")["number"]
    pid = little.process.pid
    broker.node.kill()
    with pytest.raises(Unavailable):
        call("list_things")
    broker.node.start()

    def answered():
        try:
            return call("keep_thing", label="after", key="one")
        except Unavailable:
            return None

    assert until(answered, 20)["number"] == before + 1
    other = broker.channel("other")
    event = amqp.Message(wire(an_event()), delivery_mode=2, user_id="other")
    other.basic_publish(event, exchange="other.events", routing_key="page.changed.v1")
    channel = broker.channel()
    inbox = lambda queue: channel.queue_declare(queue, passive=True).message_count  # noqa: E731
    until(lambda: inbox("other.inbox.v1") >= 2 and inbox("little.inbox.v1") == 0, 20)
    assert little.process.poll() is None and little.process.pid == pid
    close(other.connection)
    close(channel.connection)


def test_a_service_that_was_killed_is_away_at_once_and_one_file_has_one_process(little, call):
    second, migration = little.run(), little.run("migrate")
    assert (second.wait(60), migration.wait(60)) == (1, 1)
    assert little.said.count("database.claimed") == 2
    little.process.kill()
    little.process.wait()
    until(lambda: _is_away(call), 5)
    began = time.monotonic()
    assert _is_away(call) and time.monotonic() - began < 0.5


def _is_away(call):
    try:
        call("list_things", within=1)
    except Unavailable as error:
        return error.code == "service.away"


@pytest.mark.promise("P19", part="a call under way")
def test_on_postgresql_five_waits_are_one_and_a_stop_lets_what_was_begun_end(
    on_the_wire, call, broker, keys_folder, postgres_uri
):
    """psycopg2 gives way to other green threads; psycopg 3 would not. P19: asked to end, the service answers what it
    has accepted, ends within ten seconds, and is then unroutable."""
    little = on_the_wire(postgres_uri)
    keys = Keys(keys_folder / "gateway", "gateway")
    callers = [Caller(broker.uri("gateway"), keys) for _ in range(5)]
    for caller in callers:
        call("list_things", caller=caller)
    began = time.monotonic()
    answers = parallel([lambda one=one: call("doze", caller=one, seconds=1) for one in callers])
    assert answers == [{"done": True}] * 5 and time.monotonic() - began < 3
    answer, took = parallel([lambda: call("doze", seconds=2), lambda: _stop_after(little, 0.7)])
    assert answer == {"done": True} and took < 10 and little.process.returncode == 0
    assert _is_away(call)
    for caller in callers:
        caller.close()


def test_asked_to_end_again_and_again_it_ends_as_fast(on_the_wire, tmp_path):
    """A terminal's Ctrl-C reaches the service itself, and then its supervisor asks it once more."""
    little = on_the_wire(f"sqlite:///{tmp_path}/little.sqlite3")
    began = time.monotonic()
    until(lambda: little.process.terminate() or little.process.poll() is not None, 60)
    assert little.process.returncode == 0 and time.monotonic() - began < 5


@pytest.mark.promise("P19", part="while the broker is away")
def test_asked_to_end_while_the_broker_is_away_it_ends(on_the_wire, broker, tmp_path):
    """One that has worked with the broker, and one that never met it."""
    little = on_the_wire(f"sqlite:///{tmp_path}/little.sqlite3")
    broker.node.kill()
    try:
        until(lambda: "Error connecting to broker" in little.said, 10)
        assert _stop_after(little, 0) < 5 and little.process.returncode == 0
        said = len(little.said)
        again = little.run()
        until(lambda: "Error connecting to broker" in little.said[said:], 60)
        again.terminate()
        assert again.wait(5) == 0
    finally:
        broker.node.start()


def _stop_after(service, seconds):
    time.sleep(seconds)
    began = time.monotonic()
    service.stop()
    return time.monotonic() - began
