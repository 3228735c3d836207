"""A filled database keeps its rows, references and triggers; a foreign version is refused."""

import pytest
from little_service.service import SERVICE
from sqlalchemy import inspect, text

from makam_kernel import migrations
from makam_kernel.db import Base, Database
from makam_kernel.errors import Unavailable
from makam_kernel.ids import new_id

TRIGGER = "CREATE TRIGGER mind AFTER UPDATE ON things BEGIN UPDATE copies SET state = 'minded'; END"


@pytest.fixture
def filled(database_uri):
    """The database of version 0001 with a hundred things of ten parts each, and on SQLite a trigger."""
    migrations.upgrade(SERVICE.home, database_uri, "0001")
    database = Database(database_uri)
    things = [new_id().hex for _ in range(100)]
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql(TRIGGER)
        for number, id in enumerate(things):
            facts = {"id": id, "number": number, "label": f"n{number}"}
            connection.execute(text("INSERT INTO things VALUES (:id, 1, :number, :label, 'kept')"), facts)
            for _ in range(10):
                connection.execute(text("INSERT INTO parts VALUES (:id, :thing)"), {"id": new_id().hex, "thing": id})
        connection.execute(text("INSERT INTO copies VALUES ('page/1', 'open')"))
    yield database
    database.close()


def test_a_filled_database_keeps_its_rows_references_and_triggers(filled):
    migrations.upgrade(SERVICE.home, filled.uri.render_as_string(hide_password=False))
    with filled.engine.begin() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("things", "parts")]
        assert counts == [100, 1000]
        connection.execute(text("UPDATE things SET note = 'x' WHERE number = 1"))
        minded = connection.scalar(text("SELECT state FROM copies"))
        assert minded == ("minded" if filled.is_sqlite else "open")
        connection.execute(text("DELETE FROM things WHERE number = 1"))
        assert connection.scalar(text("SELECT count(*) FROM parts")) == 990


def test_the_migrations_make_what_the_models_say(process):
    found = inspect(process.database.engine)
    for table in (table for table in Base.metadata.sorted_tables if table.name in found.get_table_names()):
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        indexes = {index["name"] for index in found.get_indexes(table.name) if not index.get("duplicates_constraint")}
        assert indexes == {index.name for index in table.indexes}, table.name


def test_a_database_that_is_not_migrated_or_newer_or_away_is_refused(database_uri):
    database = Database(database_uri)
    refusals = []
    for step in (None, "0001", "head", "newer"):
        if step == "newer":
            with database.engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        elif step:
            migrations.upgrade(SERVICE.home, database_uri, step)
        try:
            refusals.append(migrations.check_version(SERVICE.home, database))
        except Unavailable as error:
            refusals.append(error.code)
    database.close()
    assert refusals == ["database.not_migrated", "database.not_migrated", None, "database.newer"]
    with pytest.raises(Unavailable, match=r"database\.away"):
        migrations.check_version(SERVICE.home, Database("postgresql+psycopg2://a:b@127.0.0.1:1/c"))


def test_a_migration_that_breaks_a_reference_changes_nothing(sqlite_uri):
    migrations.upgrade(SERVICE.home, sqlite_uri, "0001")
    database = Database(sqlite_uri)
    raw = database.engine.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO parts VALUES ('a', 'nowhere')")
    raw.close()
    with pytest.raises(Unavailable, match=r"migration\.broken_references"):
        migrations.upgrade(SERVICE.home, sqlite_uri)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
    database.close()
