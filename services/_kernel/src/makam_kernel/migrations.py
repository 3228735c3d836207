"""Bringing a service's database to its version, with Alembic.

On SQLite, Alembic rebuilds a table to change it; with foreign keys on, that rebuild deletes every child row by cascade.
So a migration runs with them off, and they are all checked before it is committed.
"""

import json

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, LargeBinary, MetaData, Table, create_engine, event, inspect, select, text, update

from makam_kernel.db import Base
from makam_kernel.errors import Unavailable
from makam_kernel.personal import INDEX_BYTES


def config_for(home, uri=None, seal=None):
    """Alembic's settings for the package at ``home``."""
    config = Config()
    config.set_main_option("script_location", str(home / "migrations"))
    config.attributes |= {"uri": uri, "seal": seal}
    return config


def upgrade(home, uri, revision="head", *, seal=None):
    """Bring the database at ``uri`` to ``revision``; ``seal`` has the field keys, for what is sealed on the way."""
    command.upgrade(config_for(home, uri, seal), revision)


def run(context):
    """The body of every ``migrations/env.py``."""
    engine = create_engine(context.config.attributes["uri"])
    engine.dialect.makam_seal = context.config.attributes["seal"]
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
    connection.execute("PRAGMA secure_delete = ON")  # what is sealed on the way must not stay on in free pages


def _triggers(connection):
    rows = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {row.name: row for row in rows}


def _put_back(connection, triggers):
    """A rebuilt table has lost its triggers. (One that is to go is replaced by one that does nothing.)"""
    tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    for name in triggers.keys() - _triggers(connection).keys():
        if triggers[name].tbl_name in tables:
            connection.exec_driver_sql(triggers[name].sql)


def index(op, table, **columns):
    """Give text columns that will be sealed their blind indexes, with what they hold: each column with the function
    that tells how it is compared, as in ``index(op, "places", name=fold_name, phone=str)``."""
    connection = op.get_bind()
    with op.batch_alter_table(table) as batch_op:
        for name in columns:
            batch_op.add_column(Column(f"{name}_index", LargeBinary(INDEX_BYTES), nullable=True))
    rows = Table(table, MetaData(), autoload_with=connection)
    for id, *values in connection.execute(select(rows.c.id, *(rows.c[name] for name in columns))).all():
        found = {
            f"{name}_index": connection.dialect.makam_seal.index(name, compared(value))
            for (name, compared), value in zip(columns.items(), values, strict=True)
            if value is not None
        }
        if found:
            connection.execute(update(rows).where(rows.c.id == id).values(**found))
    with op.batch_alter_table(table) as batch_op:
        for name in columns:
            batch_op.create_index(f"ix_{table}_{name}_index", [f"{name}_index"])


def seal(op, table, *columns, key=("id",)):
    """Turn text columns into sealed ones, with what they hold; ``key`` are the columns of the primary key."""
    connection, fresh = op.get_bind(), {name: f"{name}_sealed" for name in columns}
    present = {column["name"]: column for column in inspect(connection).get_columns(table)}
    with op.batch_alter_table(table) as batch_op:
        for name in fresh.values():
            batch_op.add_column(Column(name, LargeBinary(), nullable=True))
    rows = Table(table, MetaData(), autoload_with=connection)
    for row in connection.execute(select(*(rows.c[name] for name in (*key, *columns)))).all():
        found = {name: getattr(row, name) for name in columns if getattr(row, name) is not None}
        if found:
            sealed = {fresh[name]: _sealed(connection, f"{table}.{name}", value) for name, value in found.items()}
            here = [rows.c[name] == getattr(row, name) for name in key]
            connection.execute(update(rows).where(*here).values(**sealed))
    with op.batch_alter_table(table) as batch_op:
        for name in columns:
            batch_op.drop_column(name)
    with op.batch_alter_table(table) as batch_op:
        for name in columns:
            batch_op.alter_column(
                fresh[name],
                new_column_name=name,
                existing_type=LargeBinary(),
                existing_nullable=True,
                nullable=present[name]["nullable"],
            )
    if connection.dialect.name == "postgresql":  # a dropped column's values stay on disk until the table is rewritten
        connection.execute(text(f"CLUSTER {table} USING pk_{table}"))


def _sealed(connection, place, value):
    plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return connection.dialect.makam_seal.seal(plain.encode(), place)


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
