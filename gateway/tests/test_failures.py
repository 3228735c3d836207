"""What the gateway answers while something behind it is away, hangs or lies."""

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import amqp
import pytest

pytestmark = pytest.mark.usefixtures("city")
AT_ONCE = LATE = 0.25  # seconds; how far behind a deadline an answer may come


@contextmanager
def hanging(process):
    """The process stands still in between, as on a stuck disk."""
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


@contextmanager
def observer(site):
    """A channel of the tests' own user, who may do everything on this broker."""
    connection = amqp.Connection(
        f"127.0.0.1:{site.broker.port}", userid="observer", password="observer", virtual_host="makam"
    )
    connection.connect()
    try:
        yield connection.channel()
    finally:
        connection.collect()


def test_a_read_of_an_absent_service_is_refused_at_once_and_a_command_waits_for_a_restart(city, site):
    made = city.must(city.register())
    site.kill("requests")
    for _ in range(3):
        answer = city.sevil.get(f"/requests/{made['id']}")
        assert (answer.status_code, answer.json()["code"]) == (503, "service.away")
        assert answer.headers["retry-after"] == "1"
        assert city.seconds_of(answer) < AT_ONCE
    answer = city.register()
    assert (answer.status_code, answer.json()["code"]) == (503, "service.away")
    assert 1 <= city.seconds_of(answer) < 2
    assert city.sevil.get("/units").status_code == 200  # what the gateway owns is there
    site.start("requests")
    site.wait_until_ready()
    assert city.see(made)["status"] == "registered"


@pytest.mark.promise("P13", part="no command after its caller was told of the time-out")
def test_a_call_to_a_hanging_service_ends_at_its_deadline_and_is_not_run_later(city, site):
    before = city.must(city.nermin.get("/requests/counts"))["total"]
    with ThreadPoolExecutor(12) as pool:
        with hanging(site.processes["requests"]):
            reads = [pool.submit(city.sevil.get, "/requests/counts") for _ in range(2)]
            writes = [pool.submit(city.register) for _ in range(6)]
            for calls, deadline in ((reads, 5), (writes, 10)):
                for answer in (call.result() for call in calls):
                    assert (answer.status_code, answer.json()["code"]) == (503, "service.late")
                    assert deadline - 0.1 < city.seconds_of(answer) < deadline + LATE
    after = city.must(city.register())  # behind all that was waiting
    assert city.see(after)
    time.sleep(0.5)
    assert city.must(city.nermin.get("/requests/counts"))["total"] == before + 1


def test_without_the_broker_the_gateway_says_so_at_once_and_comes_back_by_itself(city, site, until):
    site.broker.kill()
    until(lambda: city.sevil.get("/requests/counts").json()["code"] == "broker.away")
    for answer in (city.sevil.get("/requests/counts"), city.register()):
        assert (answer.status_code, answer.json()["code"]) == (503, "broker.away")
        assert city.seconds_of(answer) < AT_ONCE
    assert city.sevil.get("/me").status_code == 200
    made = city.operator.post("/units", json={"code": "GEC", "name": "Sonradan", "valid_from": "2026-01-01"})
    assert made.status_code == 201
    site.broker.start(site.site.definitions({"observer": "observer"}))
    site.wait_until_ready()
    known = until(lambda: [u for u in city.nermin.get("/request-units").json()["items"] if u["code"] == "GEC"])
    assert known[0]["id"] == made.json()["id"]  # its event waited, and arrived


@pytest.mark.check("S51", part="a reply from another is dropped")
@pytest.mark.check("S53", part="replies to the gateway")
def test_a_reply_that_is_not_from_the_service_asked_is_dropped(city, site):
    with observer(site) as channel, ThreadPoolExecutor(1) as pool, hanging(site.processes["requests"]):
        heard = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(heard, "nameko-rpc", "requests.#")
        answer = pool.submit(city.sevil.get, "/requests/counts")
        while (call := channel.basic_get(heard, no_ack=True)) is None:
            time.sleep(0.01)
        forged = {"result": {"ok": {"total": 666}}, "error": None}
        for sender in ({}, {"user_id": "observer"}):
            reply = amqp.Message(
                json.dumps(forged), content_type="application/json", correlation_id=call.correlation_id, **sender
            )
            channel.basic_publish(reply, exchange="nameko-rpc", routing_key=call.reply_to)
        assert answer.result().json()["code"] == "service.late"
    assert "reply.foreign" in (site.site.logs / "gateway.log").read_text()
