"""A trial of the system tests on one kind of database or the other."""

import os
import uuid
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from makam_tools.trial import Trial


@contextmanager
def trial_on(kind, folder):
    """A running site in this folder, on SQLite or on databases of its own on the PostgreSQL of the tests."""
    with _databases(kind, folder.name) as database, Trial(folder, database=database) as trial:
        yield trial


@contextmanager
def _databases(kind, name):
    """What gives each process of a trial its database: None for SQLite files, which a site has by itself."""
    if kind == "sqlite":
        yield None
        return
    if "MAKAM_TEST_POSTGRES" not in os.environ:
        pytest.skip("MAKAM_TEST_POSTGRES is not set")
    server = make_url(os.environ["MAKAM_TEST_POSTGRES"])
    run = uuid.uuid4().hex[:12]
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    made = set()

    def database(process):
        its = f"{name}_{run}_{process}"
        if its not in made:
            made.add(its)
            _ask(admin, f"CREATE DATABASE {its}")
        return server.set(database=its).render_as_string(hide_password=False)

    yield database
    for its in made:
        _ask(admin, f"DROP DATABASE {its} WITH (FORCE)")
    admin.dispose()


def _ask(admin, statement):
    with admin.connect() as connection:
        connection.execute(text(statement))
