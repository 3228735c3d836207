"""Bringing a service's database to its version, with Alembic.

On SQLite, Alembic rebuilds a table to change it; with foreign keys on, that rebuild deletes every child row by cascade.
So a migration runs with them off, and they are all checked before it is committed.
"""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, text

from makam_kernel.db import Base
from makam_kernel.errors import Unavailable


def config_for(home, uri=None):
    """Alembic's settings for the package at ``home``."""
    config = Config()
    config.set_main_option("script_location", str(home / "migrations"))
    config.attributes["uri"] = uri
    return config


def upgrade(home, uri, revision="head"):
    """Bring the database at ``uri`` to ``revision``."""
    command.upgrade(config_for(home, uri), revision)


def run(context):
    """The body of every ``migrations/env.py``."""
    engine = create_engine(context.config.attributes["uri"])
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:  # one transaction for all: Alembic alone commits each step on SQLite
        if not sqlite:  # two instances that start at once stand in line
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('makam migrations'))"))
        triggers = _triggers(connection) if sqlite else {}
        context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=sqlite)
        context.run_migrations()
        if sqlite:
            _put_back(connection, triggers)
            if connection.execute(text("PRAGMA foreign_key_check")).first():
                raise Unavailable("migration.broken_references")
    engine.dispose()


def _prepare(connection, _record):
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA journal_mode = WAL")


def _triggers(connection):
    rows = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {row.name: row for row in rows}


def _put_back(connection, triggers):
    """A rebuilt table has lost its triggers. (One that is to go is replaced by one that does nothing.)"""
    tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    for name in triggers.keys() - _triggers(connection).keys():
        if triggers[name].tbl_name in tables:
            connection.exec_driver_sql(triggers[name].sql)


def check_version(home, database):
    """Refuse a database that this version does not know (``database.newer``) or that was not migrated
    (``database.not_migrated``)."""
    script = ScriptDirectory.from_config(config_for(home))
    with database.reading() as session:
        connection = session.connection()
        exists = connection.dialect.has_table(connection, "alembic_version")
        present = connection.scalar(text("SELECT version_num FROM alembic_version")) if exists else None
    if present == script.get_current_head():
        return
    known = {revision.revision for revision in script.walk_revisions()}
    raise Unavailable("database.not_migrated" if present is None or present in known else "database.newer")
