"""Looking into the databases of the services from outside, to compare; nothing is ever written."""

from uuid import UUID

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from makam_kernel.personal import Seal


class Store:
    """The database of one process of a site, whether it runs or not."""

    def __init__(self, trial, name):
        service = name.partition(".")[0]
        self.seal = Seal(trial.site.keys / service, service)
        self.engine = create_engine(make_url(trial.database_of(name)))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))

    def rows(self, query, **values):
        """All rows of a SELECT."""
        with self.engine.connect() as connection:
            return connection.execute(text(query), values).all()

    def column(self, query, **values):
        """The first column of all rows."""
        return [row[0] for row in self.rows(query, **values)]

    def sealed(self, place, where):
        """What is sealed at ``table.column`` in these rows, opened."""
        table, _, column = place.partition(".")
        found = self.column(f"SELECT {column} FROM {table} WHERE {where}")
        return [self.seal.open(bytes(value), place).decode() for value in found]

    def sealed_by_id(self, place):
        """The same by the id of each row of the table."""
        table, _, column = place.partition(".")
        found = self.rows(f"SELECT id, {column} AS value FROM {table} WHERE {column} IS NOT NULL")
        return {plain_id(row.id): self.seal.open(bytes(row.value), place).decode() for row in found}

    def close(self):
        """Give the connections back."""
        self.engine.dispose()


def plain_id(value):
    """An id as events carry it; SQLite keeps it without hyphens."""
    return str(UUID(str(value)))
