"""Exact counts of what a request does to the databases: `python -m makam_bench.counts SESSIONS KEY`, with the settings
of requests, prints them as JSON. In a process of its own, for the tables of two services do not fit into one."""

import json
import os
import sys
from collections import Counter
from contextlib import contextmanager
from types import SimpleNamespace

from sqlalchemy import event

from makam_bench import apart  # noqa: F401
from makam_bench.ground import a_request
from makam_gateway.sessions import signin
from makam_kernel.actor import Actor
from makam_kernel.db import Database
from makam_kernel.service import Process
from makam_kernel.settings import Settings
from requests_service.service import SERVICE

SEVIL = Actor.of("bench", "Sevil TAN", ["front_desk"])
ROWS = (1, 10, 100)


@contextmanager
def counted(engine):
    """What the engine does meanwhile: `statements` (without BEGIN), `queries` among them, and `commits`."""
    counts = Counter(statements=0, queries=0, commits=0)

    def on_statement(_connection, _cursor, statement, *_):
        counts["statements"] += not statement.startswith("BEGIN")
        counts["queries"] += statement.startswith("SELECT")

    def on_commit(_connection):
        counts["commits"] += 1

    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    yield counts
    event.remove(engine, "before_cursor_execute", on_statement)
    event.remove(engine, "commit", on_commit)


def main(sessions, key):
    """Count and print."""
    process = Process(SERVICE, Settings.from_environment())
    gateway = SimpleNamespace(database=Database(sessions), clock=process.clock, settings=process.settings)
    found = {}

    def count(name, method, facts, key=None):
        with counted(process.database.engine) as counts:
            answer = process.perform(method, facts, SEVIL, key=key)
        found[name] = dict(counts) | {"rows": len(answer.get("items", ()))}
        return answer

    for rows in ROWS:
        page = count(f"list {rows}", "list_requests", {"limit": rows})
    count("one", "get_request", {"request_id": page["items"][0]["id"]})
    key_of_command = os.urandom(8).hex()
    for name in ("command", "command repeated"):
        count(name, "register_request", a_request(1), key=key_of_command)
    with counted(gateway.database.engine) as counts:
        assert signin.visitor_of(gateway, key) is not None
    found["session"] = dict(counts)
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
