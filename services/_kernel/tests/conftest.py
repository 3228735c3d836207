"""Fixtures of the kernel's tests: the little service, in this process on ordinary threads, or on the wire."""

import json
import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import amqp
import pytest
from sqlalchemy import create_engine, inspect, text

from makam_kernel import contract, migrations
from makam_kernel.actor import Keys
from makam_kernel.broker import close
from makam_kernel.calls import Caller
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import a_database, lay_keys

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from little_service.service import SERVICE  # noqa: E402

pytest_plugins = ["makam_kernel.testing"]

OTHER = {
    "service": "other",
    "methods": {"get_word": {"principals": ["little"]}},
    "tells": {"page.changed.v1": {}, "page.asked.v1": {}, "page.unheard.v1": {}},
    "hears": [{"type": type, "source": "little"} for type in ("thing.kept.v1", "thing.finished.v1")],
}
GATEWAY = {"service": "gateway", "methods": {}, "tells": {}, "hears": []}
USERS = ("little", "other", "gateway", "observer")


def until(seen, seconds=15):
    """Wait for a condition, and return what it gave; the test fails when it does not come."""
    end = time.monotonic() + seconds
    while not (found := seen()):
        assert time.monotonic() < end, "did not come in time"
        time.sleep(0.02)
    return found


def parallel(works):
    """Do these at once, and wait for all; what one raises is raised here."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(60) for done in [pool.submit(work) for work in works]]


def an_event(state="open", *, sequence=1, subject=None, type="page.changed.v1", id=None):
    """What the service ``other`` tells."""
    return Told(
        id=id or str(new_id()),
        source="other",
        type=type,
        subject=subject or f"page/{new_id()}",
        sequence=sequence,
        time=datetime.now(UTC),
        data={"state": state},
    )


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory):
    """Fresh keys of the services of these tests."""
    return lay_keys(tmp_path_factory.mktemp("keys"), ("gateway", "little", "other"))


@pytest.fixture(scope="session")
def postgres_uri():
    """One migrated database of the server, which tests use in turn: to make one for each takes too long."""
    for uri in a_database("postgres", None):
        migrations.upgrade(SERVICE.home, uri)
        yield uri


@pytest.fixture(params=["sqlite", "postgres"])
def clean_uri(request, tmp_path):
    """An empty database of each kind, migrated."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/test.sqlite3"
    uri = request.getfixturevalue("postgres_uri")
    engine = create_engine(uri)
    with engine.begin() as connection:
        tables = ", ".join(sorted(set(inspect(connection).get_table_names()) - {"alembic_version"}))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return uri


@pytest.fixture
def process(a_process, clean_uri):
    """The little service on an empty database of each kind."""
    return a_process(SERVICE, clean_uri)


@pytest.fixture
def sqlite_process(a_process, sqlite_uri):
    """The little service on a fresh file, where SQL does not decide."""
    return a_process(SERVICE, sqlite_uri)


class TestBroker:
    """A private broker with the rights of the little service, ``other``, the gateway, and an observer of all."""

    __test__ = False

    def __init__(self, folder):
        from broker_definitions import definitions
        from makam_tools.broker import Broker

        made = contract.files(SERVICE)
        rpc, events = json.loads(made["rpc.json"]), json.loads(made["events.json"])
        newer = {"newer_method": {}}  # a gateway may know more than the service that runs
        little = {
            "methods": rpc["methods"] | newer,
            "tells": events["tells"],
            "hears": events["hears"],
            "service": "little",
        }
        self.passwords = {user: secrets.token_urlsafe(12) for user in USERS}
        self.node = Broker(folder, say=lambda *_: None)
        self.node.start(definitions([little, OTHER, GATEWAY], self.passwords))

    def uri(self, user):
        """The address for a user."""
        return self.node.uri(user, self.passwords[user])

    def channel(self, user="observer"):
        """An open channel."""
        connection = amqp.Connection(
            f"127.0.0.1:{self.node.port}", userid=user, password=self.passwords[user], virtual_host="makam"
        )
        connection.connect()
        return connection.channel()


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    """The broker of these tests."""
    pytest.importorskip("makam_tools.broker")
    made = TestBroker(tmp_path_factory.mktemp("broker"))
    yield made
    made.node.stop()


@pytest.fixture
def observer(broker):
    """A channel that may do all; the queues of the little service and of ``other`` are empty."""
    channel = broker.channel()
    for queue in ("little.inbox.v1", "little.dead.v1", "other.inbox.v1"):
        channel.queue_purge(queue)
    yield channel
    close(channel.connection)


@pytest.fixture
def heard(observer):
    """What the little service has told over the broker since it was last asked, oldest first."""
    queue = observer.queue_declare(exclusive=True).queue
    observer.queue_bind(queue, "little.events", "#")

    def take():
        events = []
        while message := observer.basic_get(queue, no_ack=True):
            events.append((json.loads(message.body), message.properties))
        return events

    return take


@pytest.fixture
def gateway(broker, keys_folder):
    """Calls services over the broker, as the gateway does."""
    caller = Caller(broker.uri("gateway"), Keys(keys_folder / "gateway", "gateway"))
    yield caller
    caller.close()


class OnTheWire:
    """The little service as a process of its own, on nameko."""

    def __init__(self, environment, log):
        self.environment, self.log = environment, log
        self.process = self.run()

    def run(self, *words):
        """Start ``python -m little_service``."""
        with open(self.log, "ab") as out:
            command = [sys.executable, "-m", "little_service", *words]
            return subprocess.Popen(command, env=self.environment, stdout=out, stderr=out)

    @property
    def said(self):
        """Its log so far."""
        return self.log.read_text()

    def stop(self):
        """Ask it to end, and tell how it did."""
        self.process.terminate()
        return self.process.wait(20)


@pytest.fixture(scope="module")
def on_the_wire(broker, keys_folder, tmp_path_factory):
    """Starts the little service on a database; ``on_the_wire(uri)``. One at a time: two would share the calls."""
    started = []
    tmp_path = tmp_path_factory.mktemp("wire")

    def start(uri):
        migrations.upgrade(SERVICE.home, uri)
        environment = os.environ | {
            "PYTHONPATH": f"{HERE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "MAKAM_AMQP_URI": broker.uri("little"),
            "MAKAM_DATABASE_URI": uri,
            "MAKAM_KEYS": str(keys_folder / "little"),
            "MAKAM_MESSAGES": str(tmp_path / "messages"),
        }
        service = OnTheWire(environment, tmp_path / f"little-{len(started)}.log")
        started.append(service)
        until(lambda: "service.started" in service.said, 60)
        return service

    yield start
    for service in started:
        if service.process.poll() is None:
            service.process.kill()
            service.process.wait()
