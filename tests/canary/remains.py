"""What a site leaves behind: in its databases, its files, its processes."""

import mmap
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine, inspect, text

from makam_kernel.personal import Seal


class Store:
    """The database of one process, looked into from outside."""

    def __init__(self, trial, name):
        self.engine = create_engine(trial.database_of(name))
        self.seal = Seal(trial.site.keys / name, name)

    def rows(self, query):
        """All rows of a SELECT."""
        with self.engine.connect() as connection:
            return connection.execute(text(query)).all()

    def run(self, statement):
        """Change it by force."""
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def opened(self, place):
        """Everything that is sealed in a ``table.column``, opened."""
        table, column = place.split(".")
        rows = self.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
        return b"\n".join(self.seal.open(bytes(row[0]), place) for row in rows)

    def versions(self):
        """``(id, version)`` of everything that has a version."""
        tables = inspect(self.engine)
        for table in tables.get_table_names():
            if {"id", "version"} <= {column["name"] for column in tables.get_columns(table)}:
                rows = self.rows(f"SELECT id, version FROM {table}")
                yield from ((str(UUID(str(id))), version) for id, version in rows)

    def subjects(self):
        """``(noun, id)`` of everything that anything ever happened to."""
        found = self.rows("SELECT DISTINCT subject FROM audit_entries WHERE subject LIKE '%/%'")
        pairs = (row[0].split("/", 1) for row in found)
        return {(noun, id) for noun, id in pairs if _is_id(id)}


def of_site(site):
    """``(name, bytes)`` of every file of a site: databases with their logs, broker, logs, keys. The folder of messages
    is left out: it is the delivery itself, and what lies there has left for its recipient."""
    for file in sorted(site.folder.rglob("*")):
        if file.is_file() and site.messages not in file.parents:
            yield from _read(file)


def of_processes(trial):
    """How the processes were called, and with which settings."""
    started = {**trial.processes, "broker": trial.broker.server, "epmd": trial.broker.epmd}
    for name, process in started.items():
        for what in ("cmdline", "environ"):
            yield f"{what} of {name}", Path(f"/proc/{process.pid}/{what}").read_bytes()


def of_sqlite(store, copy):
    """An online copy of a database, as a backup makes it, and all its rows as text."""
    with closing(sqlite3.connect(store.engine.url.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        yield from _read(copy)
        yield "dump", "\n".join(target.iterdump()).encode(errors="surrogateescape")


def of_postgres(stores):
    """The files of the cluster, without other people's databases but with its write-ahead log and its own log, and all
    rows of ours as a dump writes them."""
    for store in stores:
        yield from _copied(store)
    [(folder,)] = stores[0].rows("SHOW data_directory")
    [(ours,)] = stores[0].rows("SELECT array_agg(oid::text) FROM pg_database WHERE datname LIKE 'canary_%'")
    with stores[0].engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
    for file in sorted(Path(folder).parent.rglob("*")):
        base = file.relative_to(folder).parts[:2] if file.is_relative_to(folder) else ()
        if base[:1] == ("base",) and base[1:] and base[1] not in ours:
            continue
        if file.is_file():
            yield from _read(file)


def _copied(store):
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for table in inspect(store.engine).get_table_names():
            rows = BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
            yield f"rows of {table}", rows.getvalue()


def _read(file):
    """A file's bytes; what vanishes meanwhile, such as a segment that the broker is done with, is gone."""
    try:
        with open(file, "rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield str(file), data
    except (FileNotFoundError, ValueError):  # ValueError: it is empty
        return


def _is_id(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
