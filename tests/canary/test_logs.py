"""Whatever is thrown at a site, its logs hold lines of JSON that the site itself wrote, and in them nobody's words."""

import json
import time
import uuid
from urllib.parse import quote

import amqp
import pytest
from canaries import Flock, Search
from noise import FORGED, bodies, headers, undecodable

from makam_tools.broker import VHOST
from makam_tools.site import MODULES

SERVICES = tuple(name for name in MODULES if name != "gateway")


class Words:
    """New words for one test, and what the logs say of them."""

    def __init__(self, town):
        self.town, self.flock = town, Flock()
        self.text = self.flock.words("noise", "noise")

    def check_logs(self):
        """Every line is an object of the site's own, none has a word in it."""
        search = Search(self.flock.birds)
        for log in self.town.trial.site.logs.glob("*.log"):
            assert search(log.read_bytes()) == set(), log.name
            for line in log.read_text().splitlines():
                assert json.loads(line)["service"] in log.name, line
                assert json.loads(line)["event"] != "forged", line

    def send(self, text):
        """Wrong bodies, headers, parameters and addresses, by those who come as far as where they are read."""
        url = f"{self.town.trial.url}/api/v1"
        for login, owners in (("director", SERVICES), ("operator", ("gateway",))):
            client = self.town.clients[login]
            for verb, path, operation in self._operations():
                if operation.get("operationId", "").partition("_")[0] not in owners:
                    continue
                client.get(path, params={**dict.fromkeys(_parameters(operation), text), text: text})
                for body in bodies(operation, text) if verb != "get" else ():
                    client.request(verb, path, content=body, headers={"Content-Type": "application/json"})
        stranger = self.town.clients["citizen"]
        for more in headers(text):
            stranger.get(f"{url}/requests", headers=more)
        stranger.post(f"{url}/session", json={"login": text, "password": text})
        stranger.get(f"{url}/{quote(text)}")

    def _operations(self):
        url = self.town.trial.url
        for template, operations in self.town.document["paths"].items():
            path = "/".join(str(uuid.uuid4()) if part.startswith("{") else part for part in template.split("/"))
            yield from ((verb, url + path, operation) for verb, operation in operations.items())


def _parameters(operation):
    return [parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"]


@pytest.fixture
def words(town):
    """Words that only one test has sent."""
    words = Words(town)
    yield words
    words.check_logs()


one_database = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""What is wrong before a database is asked."""


@pytest.mark.check("S31", part="wrong requests")
@one_database
def test_a_wrong_request_leaves_no_word_in_a_log(words):
    words.send(words.text)


@pytest.mark.check("S32")
@one_database
def test_no_field_forges_a_line(words):
    words.send(words.text + FORGED + words.text)


@pytest.mark.check("S31", part="failing SQL")
@pytest.mark.check("S71", part="failing SQL")
def test_sql_that_fails_leaves_no_word_in_a_log_or_an_answer(town, words):
    """The table is gone: the database's own error quotes the statement with its values."""
    town.stores["requests"].run("ALTER TABLE requests RENAME TO gone")
    try:
        facts = {"channel": "phone", "topic": words.text, "neighbourhood": words.text, "citizen": {"name": words.text}}
        for answer in (
            town.clients["director"].post("/requests", json=facts),
            town.clients["director"].get("/requests", params={"origin": words.text}),
        ):
            assert answer.status_code == 500, answer.text
            assert set(answer.json()) == {"type", "title", "status", "detail", "code", "request_id", "id"}
    finally:
        town.stores["requests"].run("ALTER TABLE gone RENAME TO requests")
    assert town.get("director", "/requests")["items"]


@pytest.mark.check("S31", part="undecodable messages")
@one_database
def test_a_message_that_nobody_can_read_leaves_no_word_in_a_log(town, words):
    address = f"127.0.0.1:{town.trial.broker.port}"
    with amqp.Connection(address, userid="observer", password="observer", virtual_host=VHOST) as connection:
        channel = connection.channel()
        for service in SERVICES:
            for body, properties in undecodable(words.text):
                for exchange, key in (("", f"{service}.inbox.v1"), ("nameko-rpc", f"{service}.get_request")):
                    channel.basic_publish(amqp.Message(body, **properties), exchange=exchange, routing_key=key)
        until = time.monotonic() + 20
        while any(_waiting(channel, f"{name}.inbox.v1") for name in SERVICES):
            assert time.monotonic() < until, "not laid aside"
            time.sleep(0.1)


def _waiting(channel, queue):
    return channel.queue_declare(queue, passive=True).message_count
