"""The ground of the chaos tests: for each kind of database one whole site of its own, which is hurt and mended."""

import os
import sys
import uuid
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from makam_tools.hiring import hire
from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from history import History
from loads import Registrations, Units, Wishes
from stores import Store

PASSWORD = "deneme parolası"
PEOPLE = {"front_desk": "sevil", "director": "nermin"}


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def trial(request, tmp_path_factory):
    """A running site; whoever hurts it leaves it running."""
    with _databases(request.param) as database, Trial(tmp_path_factory.mktemp("chaos"), database=database) as trial:
        yield trial


@pytest.fixture(scope="session")
def people(trial):
    """Signed-in clients by role."""
    operator = trial.operator()
    for role, login in PEOPLE.items():
        hire(partial(_made, operator), login, login.title(), PASSWORD, roles=[role])
    return {"operator": operator} | {role: trial.sign_in(login, PASSWORD) for role, login in PEOPLE.items()}


@pytest.fixture(scope="session")
def stores(trial):
    """The databases of the site, to look into, by service."""
    made = {name: Store(trial, name) for name in trial.names}
    yield made
    for store in made.values():
        store.close()


@pytest.fixture(scope="session")
def loads(people):
    """Every kind of write, ready to be written."""
    made = [Registrations(), Units(), Wishes()]
    for load in made:
        load.prepare(people)
    return made


@pytest.fixture(scope="session")
def history(trial):
    """What the clients of a site were ever told: every write of every test is in it, so that a phantom is seen."""
    return History()


@pytest.fixture
def site(trial, people, stores, loads, history):
    """The site with everything around it, all its processes running and ready, as they should be at the end, too."""
    yield SimpleNamespace(trial=trial, people=people, stores=stores, loads=loads, history=history)
    if not trial.broker.running:
        trial.broker.start()
    for name in trial.names:
        if name not in trial.processes or trial.processes[name].poll() is not None:
            trial.start(name)
    trial.wait_until_ready()


def _made(client, path, body):
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


@contextmanager
def _databases(kind):
    """What gives each service its database: None for SQLite files, which a site has by itself."""
    if kind == "sqlite":
        yield None
        return
    if "MAKAM_TEST_POSTGRES" not in os.environ:
        pytest.skip("MAKAM_TEST_POSTGRES is not set")
    server = make_url(os.environ["MAKAM_TEST_POSTGRES"])
    run = uuid.uuid4().hex[:12]
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    made = []

    def database(service):
        name = f"chaos_{run}_{service}"
        if name not in made:
            _ask(admin, f"CREATE DATABASE {name}")
            made.append(name)
        return server.set(database=name).render_as_string(hide_password=False)

    yield database
    for name in made:
        _ask(admin, f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def _ask(admin, statement):
    with admin.connect() as connection:
        connection.execute(text(statement))
