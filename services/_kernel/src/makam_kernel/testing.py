"""Fixtures for the tests of a service: a real database of each kind, keys, a clock that the test moves, a client.

Loaded with ``pytest_plugins = ["makam_kernel.testing"]``. ``MAKAM_TEST_POSTGRES`` names a server where databases may be
made; ``MAKAM_TEST_BROKER`` (JSON) a broker with its users.
"""

import json
import os
import shutil
import time
import uuid
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import MetaData, Table, create_engine, inspect, select, text
from sqlalchemy.engine import make_url

from makam_kernel import errors, migrations
from makam_kernel.actor import Actor, Keys
from makam_kernel.audit import looks_at
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base
from makam_kernel.outbox import OutboxRow
from makam_kernel.personal import Seal
from makam_kernel.service import Process
from makam_kernel.settings import Settings

ISSUERS = ("gateway", "agenda", "documents", "protocol", "requests", "visitors")


@pytest.fixture(params=["sqlite", "postgres"])
def database_uri(request, tmp_path):
    """A fresh, empty database: a file, then a database of the test server."""
    yield from a_database(request.param, tmp_path)


@pytest.fixture
def sqlite_uri(tmp_path):
    """A fresh file, where SQL does not decide."""
    yield from a_database("sqlite", tmp_path)


def a_database(kind, folder):
    """Yields the address of an empty database, which is dropped after."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/test.sqlite3"
        return
    server = os.environ.get("MAKAM_TEST_POSTGRES")
    if not server:
        pytest.skip("MAKAM_TEST_POSTGRES is not set")
    url = make_url(server).set(database=f"t_{uuid.uuid4().hex}")
    _create(url)
    yield url.render_as_string(hide_password=False)
    _drop(url)


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory):
    """Fresh keys of every issuer, as a site lays them out: one folder per process."""
    return lay_keys(tmp_path_factory.mktemp("keys"), ISSUERS)


def lay_keys(folder, issuers):
    """Make fresh keys: ``folder/<issuer>`` is that process's own."""
    private = {name: Ed25519PrivateKey.generate() for name in issuers}
    pem, raw = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    for name in issuers:
        public = folder / name / "public"
        public.mkdir(parents=True)
        key = private[name].private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / name / f"{name}.pem").write_bytes(key)
        (folder / name / f"{name}.secret").write_text(os.urandom(32).hex())
        (folder / name / f"{name}.blind").write_text(os.urandom(32).hex())
        (folder / name / "fields").mkdir()
        (folder / name / "fields/1.key").write_text(os.urandom(32).hex())
        for issuer in issuers:
            (public / f"{issuer}.pem").write_bytes(private[issuer].public_key().public_bytes(pem, raw))
    return folder


@pytest.fixture
def broker_uri():
    """The address of the test broker for a user: ``broker_uri("requests")``."""
    return test_broker_uri


def test_broker_uri(user):
    """``amqp://…`` of the test broker; the test is skipped where there is none."""
    if "MAKAM_TEST_BROKER" not in os.environ:
        pytest.skip("MAKAM_TEST_BROKER is not set")
    facts = json.loads(os.environ["MAKAM_TEST_BROKER"])
    return f"amqp://{user}:{facts['users'][user]}@{facts['host']}:{facts['port']}/{facts['vhost']}"


test_broker_uri.__test__ = False


@pytest.fixture(scope="session")
def migrate(keys_folder, tmp_path_factory):
    """Brings a database to the version of a service: ``migrate(SERVICE, uri)``. An empty one becomes the copy of one
    that was migrated before: to walk all migrations takes longer than most tests."""
    ready = {}

    def upgrade(service, url):
        uri = url.render_as_string(hide_password=False)
        migrations.upgrade(service.home, uri, seal=Seal(keys_folder / service.name, service.name))

    def bring(service, uri):
        url = make_url(uri)
        if not _is_empty(url):
            return upgrade(service, url)
        kind = service.home, url.get_backend_name()
        if kind not in ready:
            ready[kind] = _beside(url, tmp_path_factory.mktemp("migrated"))
            upgrade(service, ready[kind])
        _become(url, ready[kind])

    yield bring
    for (_home, backend), url in ready.items():
        if backend == "postgresql":
            _drop(url)


def _is_empty(url):
    if url.get_backend_name() == "sqlite" and not Path(url.database).exists():
        return True
    engine = create_engine(url)
    tables = inspect(engine).get_table_names()
    engine.dispose()
    return not tables


def _beside(url, folder):
    """A new empty database of the same kind."""
    if url.get_backend_name() == "sqlite":
        return url.set(database=str(folder / "empty.sqlite3"))
    beside = url.set(database=f"t_{uuid.uuid4().hex}")
    _create(beside)
    return beside


def _become(url, other):
    """Make a database the copy of another."""
    if url.get_backend_name() == "sqlite":
        shutil.copy(other.database, url.database)
        return
    _drop(url)
    _create(url, other.database)


@pytest.fixture
def a_process(keys_folder, migrate, tmp_path):
    """Makes a process of a service on a migrated database, its workers not started; it is closed at the end.

    ``a_process(SERVICE, uri)``; a second one on the same PostgreSQL database is a second instance.
    """
    made = []

    def make(service, uri, *, broker="amqp://nobody:none@127.0.0.1:1/none"):
        migrate(service, uri)
        settings = Settings(
            broker=broker,
            database=uri,
            keys=str(keys_folder / service.name),
            messages=str(tmp_path / "messages"),
            clock=str(tmp_path / "clock"),
            demo=True,
            log_level="INFO",
            erasures=str(tmp_path / "erasures"),
        )
        process = Process(service, settings)
        made.append(process)
        return process

    yield make
    for process in made:
        process.stop()


@pytest.fixture
def copy_of(tmp_path):
    """Copies the database of a process as it is now, as a backup would: ``copy_of(process)`` is the copy's address."""
    made = []

    def copy(process):
        url, name = process.database.uri, f"t_{uuid.uuid4().hex}"
        process.database.engine.dispose()
        if process.database.is_sqlite:
            shutil.copy(url.database, tmp_path / name)
            return f"sqlite:///{tmp_path / name}"
        made.append(url.set(database=name))
        _create(made[-1], url.database)
        return made[-1].render_as_string(hide_password=False)

    yield copy
    for url in made:
        _drop(url)


def _create(url, template="template1"):
    """Make a PostgreSQL database as a copy of another, file by file: row by row takes longer."""
    _run_outside(url, f"CREATE DATABASE {url.database} TEMPLATE {template} STRATEGY FILE_COPY")


def _drop(url):
    _run_outside(url, f"DROP DATABASE {url.database} WITH (FORCE)")


def _run_outside(url, words):
    with _server(url.set(database="postgres")).connect() as connection:
        connection.execute(text(words))


@cache
def _server(url):
    """The one connection by which databases of a server are made."""
    return create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1)


class Client:
    """Calls a process as the gateway would for a person, with a signed token; errors are raised as themselves.

    >>> sevil = Client(process, gateway_keys, "front_desk", name="Sevil TAN")
    >>> sevil.register_request(channel="phone", topic="çukur", citizen={"name": "Ayşe Yılmaz"})
    """

    def __init__(self, process, keys, *roles, name="", id=None, units=()):
        self._process, self._keys = process, keys
        self.actor = Actor.of(id or str(uuid.uuid4()), name, roles, units)

    def __getattr__(self, method):
        return lambda **facts: self.call(method, facts)

    def call(self, method, facts, key=None, seconds=60):
        """The answer of a method, with an idempotency key if given. The deadline is far, for a machine that is busy."""
        token = self._keys.sign_person(self.actor, audience=self._process.name, call=uuid.uuid4())
        headers = {"actor": token, "deadline": int((time.time() + seconds) * 1000), "call_id": "test"}
        if key is not None:
            headers["idempotency_key"] = key
        answer = self._process.answer(method, json.loads(json.dumps(facts)), headers)
        if "error" in answer:
            errors.raise_value(answer["error"])
        return answer["ok"]


@pytest.fixture
def person(keys_folder):
    """Makes clients: ``person(process, "front_desk", name="Sevil TAN", units=[…])``."""
    keys = Keys(keys_folder / "gateway", "gateway")
    return lambda process, *roles, **facts: Client(process, keys, *roles, **facts)


def at(process, text):
    """Set the process's business clock to a local wall time: ``at(process, "2026-10-19 10:12")``."""
    process.clock.set(datetime.fromisoformat(text).replace(tzinfo=ISTANBUL))


def do_what_is_due(process):
    """Let the background workers do all that is due now: jobs and retries, without waiting for a sweep."""
    for worker in process.workers:
        if worker.name in ("jobs", "inbox-retries", "messages", "sealer"):
            process.lease.held()
            while worker.step():
                pass


def hear(process, *events):
    """Hand events (``makam_kernel.events.Told``) to the process's inbox, as the listener would."""
    process.inbox.take(list(events))


def told(process):
    """What the process has told so far, as outbox rows, oldest first."""
    with process.database.reading() as session:
        return session.scalars(select(OutboxRow).order_by(OutboxRow.position)).all()


def on_record(process, subject):
    """Who did something with this subject or saw its personal data, oldest first: ``(actor_id, action)``."""
    with process.database.reading() as session:
        return [(entry.actor_id, entry.action) for entry in reversed(looks_at(session, subject, 1000))]


def insert_row(connection, table, **row):
    """Write a row into a table as it is just now, which need not be as the models say."""
    if connection.dialect.name == "sqlite":
        row = {name: value.hex if isinstance(value, uuid.UUID) else value for name, value in row.items()}
    connection.execute(Table(table, MetaData(), autoload_with=connection).insert(), row)


def bytes_of(database):
    """All that stands in the files of a database, the free places in them too; it is closed for that."""
    database.close()
    if database.is_sqlite:
        return b"".join(file.read_bytes() for file in Path(database.uri.database).parent.glob("test.sqlite3*"))
    files = "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't', 'i') AND oid >= 16384"
    server = create_engine(database.uri, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        read = text("SELECT pg_read_binary_file(:file)")
        found = [connection.scalar(read, {"file": file}) for file in connection.scalars(text(files)).all()]
    server.dispose()
    return b"".join(map(bytes, found))


def differences(service, uri):
    """How the database that the service's migrations make differs from its models; an empty list when they agree."""
    migrations.upgrade(service.home, uri)
    engine = create_engine(uri)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Base.metadata)
    engine.dispose()
    return found
