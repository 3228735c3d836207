"""What is measured: a whole site with an office and its requests, and the monolith beside it on a copy of the data."""

import json
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from makam_bench.wire import Wire
from makam_tools import ports
from makam_tools.hiring import hire
from makam_tools.orphans import end_with_parent
from makam_tools.postgres import Postgres
from makam_tools.trial import Trial

HERE = Path(__file__).resolve().parent.parent
PASSWORD = "deneme parolası"
CATEGORY = "YOL.CUKUR"
WITHIN = 30


def a_request(number):
    """The body of a registration."""
    citizen = {"name": "Ayşe Yılmaz", "phone": f"+90 555 000 {number % 100:04d}"}
    topic = f"Çınaraltı Mah. Ihlamur Sk. No:{number} önü çukur"
    return {"channel": "phone", "topic": topic, "category": CATEGORY, "neighbourhood": "Çınaraltı", "citizen": citizen}


@contextmanager
def a_site(folder, *, database=None):
    """A site that is ready, with one unit, one category and Sevil of the front desk: `(trial, her cookie)`."""
    with Trial(folder, database=database, demonstration=False) as trial:
        operator = trial.operator()
        unit = made(operator, "/units", {"code": "FEN", "name": "Fen İşleri Müdürlüğü", "valid_from": "2020-01-01"})
        hire(partial(made, operator), "sevil", "Sevil TAN", PASSWORD, roles=["front_desk"])
        category = {"code": CATEGORY, "name": "Çukur", "unit_id": unit["id"], "internal_days": 5}
        made(operator, "/request-categories", category, until=time.monotonic() + WITHIN)
        yield trial, trial.sign_in("sevil", PASSWORD).headers["Cookie"]


def made(client, path, body, until=0.0):
    """The thing that was made; until `until` a unit may still be on its way to the service."""
    while (answer := client.post(path, json=body)).status_code != 201:
        if time.monotonic() > until:
            raise RuntimeError(f"{path}: {answer.text}")
        time.sleep(0.1)
    return answer.json()


def fill(url, cookie, count, clients=4):
    """Register this many requests through the API."""

    def some(numbers):
        wire = Wire(url, cookie)
        for number in numbers:
            status, body = wire.send(wire.request("POST", "/api/v1/requests", a_request(number)))
            assert status == 201, body
        wire.close()

    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(some, [range(first, count, clients) for first in range(clients)]))


def newest(sides):
    """The id of the newest request, after a look whether both sides answer the same."""
    answers = []
    for side in sides:
        wire = Wire(side.url, side.cookie)
        page = json.loads(wire.send(wire.request("GET", "/api/v1/requests?limit=20"))[1])
        id = page["items"][0]["id"]
        answers.append((page, json.loads(wire.send(wire.request("GET", f"/api/v1/requests/{id}"))[1])))
        wire.close()
    assert answers[0] == answers[1], "the monolith does not answer what the site answers"
    return id


@contextmanager
def a_monolith(trial, folder):
    """The monolith on copies of the site's databases: its address."""
    folder.mkdir()
    for name in ("requests", "gateway"):
        copy_database(trial.database_of(name), folder / f"{name}.sqlite3")
    port = ports.free()
    environment = trial.environment("requests") | {"PYTHONPATH": str(HERE)}
    environment["MAKAM_DATABASE_URI"] = f"sqlite:///{folder}/requests.sqlite3"
    command = [sys.executable, "-m", "monolith", str(port), f"sqlite:///{folder}/gateway.sqlite3"]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, preexec_fn=end_with_parent())
    try:
        yield _answering(f"http://127.0.0.1:{port}", process, folder / "log")
    finally:
        process.terminate()
        process.wait(15)


def _answering(url, process, log):
    until = time.monotonic() + WITHIN
    while True:
        try:
            urlopen(f"{url}/healthz", timeout=3).close()
            return url
        except (URLError, OSError):
            assert process.poll() is None and time.monotonic() < until, log.read_text()
            time.sleep(0.05)


def copy_database(uri, file):
    """Copy an SQLite database that may be in use."""
    source, copy = sqlite3.connect(uri.removeprefix("sqlite:///")), sqlite3.connect(file)
    source.backup(copy)
    source.close()
    copy.close()


@contextmanager
def a_postgres(folder):
    """A PostgreSQL of our own; gives a function that makes a database of a name, once."""
    postgres = Postgres(folder, say=lambda line: None)
    postgres.start()
    try:
        yield cache(postgres.create_database)
    finally:
        postgres.throw_away()
