"""For each kind of database one town with a canary in every personal field."""

import os
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from canaries import Search
from crawling import Crawl, Map
from hearing import everything_told
from town import Town
from viewers import SEES


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def town(request, tmp_path_factory):
    """A town on a running site."""
    with _databases(request.param) as database, Trial(tmp_path_factory.mktemp("canary"), database=database) as trial:
        with everything_told(trial) as heard:
            town = Town(trial)
            town.heard = heard
            town.seed()
            ways = Map(town.document, town.ids(), town.filters()).of("requests")
            town.before = _lists(town, ways)
            town.hidden_since_ms = int(time.time() * 1000)
            town.hidden = town.request("restricted request", "YARDIM", "sosyal.staff")
            town.after = _lists(town, ways)
            yield town


@pytest.fixture(scope="session")
def search(town):
    """Finds every word that was put into the town."""
    return Search(town.flock.birds)


@pytest.fixture(scope="session")
def is_sqlite(town):
    """Whether the town's databases are files of its own."""
    return town.trial.database is None


@pytest.fixture(scope="session")
def ways(town):
    """Through all its outputs, with every id that there is."""
    return Map(town.document, town.ids(), town.filters())


def _lists(town, ways):
    """What everybody is told of requests without naming one."""
    return {
        viewer: {answer.asked: answer.whole for answer in Crawl(client, town.trial.url, ways).looks()}
        for viewer, client in town.clients.items()
        if viewer not in SEES["restricted request"] or viewer == "director"
    }


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
    made = set()

    def database(service):
        name = f"canary_{run}_{service}"
        if name not in made:
            made.add(name)
            _ask(admin, f"CREATE DATABASE {name}")
        return server.set(database=name).render_as_string(hide_password=False)

    yield database
    for name in made:
        _ask(admin, f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def _ask(admin, statement):
    with admin.connect() as connection:
        connection.execute(text(statement))
