"""What must not grow unseen: commits, statements and messages of a request, counted. Times are for `./makam bench`."""

import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from makam_bench import ground, latency
from makam_bench.wire import Wire

from makam_kernel import broker

ROWS = 100


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a hundred requests, and a front desk that is signed in."""
    with ground.a_site(tmp_path_factory.mktemp("site")) as (trial, cookie):
        ground.fill(trial.url, cookie, ROWS)
        yield SimpleNamespace(trial=trial, cookie=cookie)


@pytest.fixture(scope="module")
def counts(site, tmp_path_factory):
    """What the driver counted on copies of the site's databases."""
    folder = tmp_path_factory.mktemp("copies")
    for name in ("requests", "gateway"):
        ground.copy_database(site.trial.database_of(name), folder / f"{name}.sqlite3")
    environment = site.trial.environment("requests") | {"PYTHONPATH": str(ground.HERE)}
    environment["MAKAM_DATABASE_URI"] = f"sqlite:///{folder}/requests.sqlite3"
    arguments = [f"sqlite:///{folder}/gateway.sqlite3", site.cookie.partition("=")[2]]
    command = [sys.executable, "-m", "makam_bench.counts", *arguments]
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)


def test_a_command_is_one_commit(counts):
    assert counts["command"]["commits"] == 1


def test_a_repeated_command_asks_for_its_answer_and_notes_who_saw_it_again(counts):
    assert counts["command repeated"]["statements"] == 2 + 2


def test_a_look_at_people_is_one_commit_for_its_entry_in_the_audit(counts):
    assert counts["one"]["commits"] == counts["list 100"]["commits"] == 1
    assert counts["session"]["commits"] == 0


def test_a_session_and_what_its_person_may_do_is_read_in_three_statements(counts):
    assert counts["session"]["statements"] == 3


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_a_list_takes_as_many_statements_however_long_it_is(counts, rows):
    page = counts[f"list {rows}"]
    assert page["rows"] == rows
    assert page["statements"] == counts["list 1"]["statements"]
    assert page["queries"] <= 3


def test_a_request_is_read_in_at_most_three_statements(counts):
    assert counts["one"]["queries"] <= 3


class Ear:
    """Hears every call, reply and event on the broker."""

    def __init__(self, trial):
        self._connection = broker.connect(trial.broker.uri("observer", "observer"))
        self._channel = self._connection.channel()
        self.heard = []
        queue = self._channel.queue_declare("", exclusive=True).queue
        for exchange in ("nameko-rpc", "requests.events", "visitors.events", "gateway.events"):
            self._channel.queue_bind(queue, exchange, "#")
        self._channel.basic_consume(queue, no_ack=True, callback=lambda message: self.heard.append(message))

    def listen(self, seconds=0.5):
        """The routing keys that are heard from now on, a reply's without its caller's number."""
        self.heard.clear()
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._connection.drain_events(timeout=left)
            except TimeoutError:
                break
        keys = (message.delivery_info["routing_key"] for message in self.heard)
        return sorted("reply" if key.startswith("reply.") else key for key in keys)

    def close(self):
        """Give the connection back."""
        broker.close(self._connection)


@pytest.fixture
def ear(site):
    """Somebody who hears everything."""
    ear = Ear(site.trial)
    ear.listen()
    yield ear
    ear.close()


def messages(site, ear, verb, path, body=None):
    """What goes over the broker because of one HTTP request."""
    wire = Wire(site.trial.url, site.cookie)
    status, answer = wire.send(wire.request(verb, path, body))
    wire.close()
    assert status in (200, 201), answer
    return ear.listen()


def test_a_list_is_one_call_and_one_reply(site, ear):
    assert messages(site, ear, "GET", "/api/v1/requests?limit=20") == ["reply", "requests.list_requests"]


def test_a_registration_is_one_call_one_reply_and_one_event(site, ear):
    heard = messages(site, ear, "POST", "/api/v1/requests", ground.a_request(1))
    assert heard == ["reply", "request.registered.v1", "requests.register_request"]


def test_the_monolith_answers_what_the_site_answers(site, tmp_path):
    with ground.a_monolith(site.trial, tmp_path / "monolith") as url:
        assert ground.newest([latency.Side(site.trial.url, site.cookie), latency.Side(url, site.cookie)])
