"""Calls to other services: bounded, answered by the one that was asked, away at once when nobody is there."""

import json
import threading
import time

import amqp
import pytest
from conftest import until

from makam_kernel.actor import Keys
from makam_kernel.calls import Caller
from makam_kernel.errors import Conflict, Failure, Unavailable


class Answering(threading.Thread):
    """Stands for the service ``other``, answering each call as ``how(call)`` says."""

    def __init__(self, broker, how):
        super().__init__(daemon=True)
        self.how, self.calls, self.over = how, [], False
        self.channel = broker.channel("other")
        self.channel.queue_declare("rpc-other", auto_delete=True, durable=False)
        self.channel.queue_bind("rpc-other", "nameko-rpc", "other.*")
        self.channel.basic_consume("rpc-other", no_ack=True, callback=self._answer)

    def _answer(self, message):
        self.calls.append(message)
        for answer, properties in self.how(message):
            facts = {"correlation_id": message.properties["correlation_id"], "user_id": "other", **properties}
            reply = amqp.Message(json.dumps(answer), **facts)
            self.channel.basic_publish(reply, exchange="nameko-rpc", routing_key=message.properties["reply_to"])

    def run(self):
        """Answer until it is over."""
        while not self.over:
            try:
                self.channel.connection.drain_events(timeout=0.05)
            except TimeoutError:
                pass
        self.channel.connection.close()


@pytest.fixture
def answering(broker):
    """Starts a stand-in for ``other``."""
    started = []

    def start(how):
        started.append(Answering(broker, how))
        started[-1].start()
        return started[-1]

    yield start
    for one in started:
        one.over = True
        one.join(5)


@pytest.fixture
def caller(broker, keys_folder):
    """Calls as the little service."""
    made = Caller(broker.uri("little"), Keys(keys_folder / "little", "little"))
    yield made
    made.close()


def good(word="söz"):
    """A good answer."""
    return {"result": {"ok": {"word": word}}, "error": None}


def test_an_answer_comes_back_and_the_call_carried_what_a_service_needs(caller, answering, keys_folder):
    other = answering(lambda _: [(good(), {})])
    assert caller.call("other", "get_word", {"page_id": "7"}, cause="event-1", key="k", seconds=3) == {"word": "söz"}
    [call] = other.calls
    headers = call.properties["application_headers"]
    actor = Keys(keys_folder / "other", "other").verify(headers["nameko.actor"], audience="other")
    assert (actor.service, actor.cause, headers["nameko.idempotency_key"]) == ("little", "event-1", "k")
    assert isinstance(headers["nameko.deadline"], int) and 0 < headers["nameko.deadline"] / 1000 - time.time() <= 3
    assert call.properties["expiration"] == "3000" and call.properties["user_id"] == "little"
    assert json.loads(call.body) == {"args": [], "kwargs": {"page_id": "7"}}


def test_errors_come_out_as_themselves_and_a_failure_as_a_failure(caller, answering):
    errors = [{"kind": "conflict", "code": "page.torn", "details": {"page": 7}}]
    errors.append({"kind": "failure", "code": "service.failed", "details": {"id": "f1"}})
    answering(lambda _: [({"result": {"error": errors.pop(0)}, "error": None}, {})])
    with pytest.raises(Conflict, match=r"page\.torn") as conflict:
        caller.call("other", "get_word", {}, cause="c")
    assert conflict.value.details == {"page": 7}
    with pytest.raises(Failure):
        caller.call("other", "get_word", {}, cause="c")


def test_a_service_that_is_not_there_is_away_at_once(caller):
    caller._be_connected()
    began = time.monotonic()
    with pytest.raises(Unavailable, match=r"service\.away"):
        caller.call("other", "get_word", {}, cause="c")
    assert time.monotonic() - began < 0.5


@pytest.mark.promise("P13", part="calls between services")
def test_a_service_that_does_not_answer_is_late_and_its_late_answer_is_not_taken_for_the_next(caller, answering):
    """P13: no call outlives its deadline by more than 250 ms."""
    held = []

    def how(message):
        if not held:
            held.append(message.properties["correlation_id"])
            return []
        return [(good("alt"), {"correlation_id": held[0]}), (good("neu"), {})]

    answering(how)
    began = time.monotonic()
    with pytest.raises(Unavailable, match=r"service\.late"):
        caller.call("other", "get_word", {}, cause="c", seconds=0.5)
    assert 0.45 < time.monotonic() - began < 0.75
    assert caller.call("other", "get_word", {}, cause="c", seconds=3) == {"word": "neu"}


@pytest.mark.check("S51", part="a reply without its sender's name")
@pytest.mark.check("S53", part="replies to a service")
def test_a_reply_that_is_not_from_the_service_that_was_asked_is_dropped(caller, answering):
    """S51: replies cannot be forged: the caller takes only that of the service it asked."""
    answering(lambda _: [(good("sahte"), {"user_id": None}), (good("gerçek"), {})])
    assert caller.call("other", "get_word", {}, cause="c") == {"word": "gerçek"}


def test_a_connection_that_died_meanwhile_is_made_anew(caller, answering):
    answering(lambda _: [(good(), {})])
    caller.call("other", "get_word", {}, cause="c")
    caller._connection.transport.sock.shutdown(2)
    assert caller.call("other", "get_word", {}, cause="c") == {"word": "söz"}


def test_without_a_broker_nothing_is_asked(keys_folder):
    caller = Caller("amqp://little:x@127.0.0.1:1/makam", Keys(keys_folder / "little", "little"))
    with pytest.raises(Unavailable, match=r"broker\.away"):
        caller.call("other", "get_word", {}, cause="c")


def test_two_threads_get_each_its_own_answer(caller, answering):
    other = answering(lambda call: [(good(json.loads(call.body)["kwargs"]["page_id"]), {})])
    found = {}

    def ask(page):
        found[page] = caller.call("other", "get_word", {"page_id": page}, cause="c")["word"]

    threads = [threading.Thread(target=ask, args=[str(page)]) for page in range(20)]
    for thread in threads:
        thread.start()
    until(lambda: len(found) == 20)
    assert all(page == word for page, word in found.items()) and len(other.calls) == 20
