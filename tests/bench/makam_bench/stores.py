"""Looking into the databases of running services from outside, without their code."""

import sqlite3
import threading
import time
from datetime import UTC, datetime
from uuid import uuid4

import psycopg2
from psycopg2.extras import execute_values
from sqlalchemy.engine import make_url

OUTBOX = "SELECT id FROM outbox ORDER BY position DESC LIMIT 100"
INBOX = "SELECT event_id FROM inbox ORDER BY last_at DESC LIMIT 100"
POLL = 0.0005


class Store:
    """One database, of either kind, for the thread that made it."""

    def __init__(self, uri):
        self.uri, place = uri, make_url(uri)
        self.is_sqlite = place.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._connection = sqlite3.connect(place.database, timeout=10, isolation_level=None)
        else:
            names = {"host": place.host, "port": place.port, "user": place.username, "password": place.password}
            self._connection = psycopg2.connect(**names, dbname=place.database)
            self._connection.autocommit = True

    def rows(self, query):
        """What a query finds."""
        cursor = self._connection.cursor()
        cursor.execute(query)
        return cursor.fetchall()

    def run(self, statement):
        """Have a statement done that finds nothing."""
        self._connection.cursor().execute(statement)

    def value(self, query):
        """The one value that a query finds."""
        return self.rows(query)[0][0]

    def instant(self):
        """This moment, as the database keeps it."""
        return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}" if self.is_sqlite else datetime.now(UTC)

    def put(self, table, rows):
        """Insert these dicts in one transaction."""
        columns, cursor = list(rows[0]), self._connection.cursor()
        values = [tuple(row.values()) for row in rows]
        if self.is_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
            places = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", values)
            cursor.execute("COMMIT")
        else:
            execute_values(cursor, f"INSERT INTO {table} ({', '.join(columns)}) VALUES %s", values)

    def close(self):
        """Give the connection back."""
        self._connection.close()


class Watch:
    """Notes when each id was first seen to be committed, in two databases at once, on one clock."""

    def __init__(self, source, target):
        self.uris = source, target
        self.seen = {}, {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()

    def delays(self, within):
        """From commit to commit, of every id, in seconds; they may take as long as `within` to arrive."""
        left, came = self.seen
        until = time.monotonic() + within
        while set(left) - set(came):
            assert time.monotonic() < until, f"{len(set(left) - set(came))} of {len(left)} events did not arrive"
            time.sleep(0.05)
        return [came[id] - left[id] for id in left]

    def _look(self):
        looks = [(Store(uri), query) for uri, query in zip(self.uris, (OUTBOX, INBOX), strict=True)]
        earlier = {id for look in looks for id in _ids(*look)}
        while not self._stopping.is_set():
            for look, seen in zip(looks, self.seen, strict=True):
                ids, now = _ids(*look), time.perf_counter()
                for id in ids - earlier:
                    seen.setdefault(id, now)
            time.sleep(POLL)
        for store, _query in looks:
            store.close()


def _ids(store, query):
    """SQLite keeps an id as 32 digits, PostgreSQL as a UUID, the inbox as text."""
    return {str(row[0]).replace("-", "") for row in store.rows(query)}


def event_rows(count, now):
    """Events for an outbox, each of a request of its own, as if they had just been told."""
    data = (
        '{"number": "TLP-2026-000001", "status": "registered", "category_id": null, "unit_id": null, "origin": null, '
        '"received_on": "2026-11-21", "statutory_due_on": "2026-12-21", "internal_due_on": null, "reopen_count": 0}'
    )
    return [
        {
            "id": uuid4().hex, "type": "request.registered.v1", "subject": f"request/{uuid4()}", "sequence": 1,
            "time": now, "data": data, "actor_id": "bench", "cause_id": "bench", "saved_at": now,
        }
        for _ in range(count)
    ]  # fmt: skip
