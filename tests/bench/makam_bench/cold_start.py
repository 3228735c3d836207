"""G16: from the start of a service's process to its first answer, against the import of the libraries it stands on."""

import subprocess
import sys
import time

from makam_bench.figures import Row
from makam_bench.stores import Store
from makam_kernel.actor import Keys
from makam_kernel.calls import Caller
from makam_kernel.errors import Unavailable

WITHIN = 30
LIBRARIES = (
    "import eventlet; eventlet.monkey_patch(); import nameko.containers, nameko.rpc, nameko.messaging, kombu, amqp, "
    "sqlalchemy.orm, sqlalchemy.dialects.sqlite, sqlalchemy.dialects.postgresql, psycopg2, alembic, marshmallow, jwt, "
    "cryptography.hazmat.primitives.asymmetric.ed25519, structlog, stdnum.tr, phonenumbers, os; os._exit(0)"
)
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO outbox (id, type, subject, sequence, time, data, saved_at, sent_at)
SELECT lower(hex(randomblob(16))), 'request.registered.v1', 'request/' || i, 1, '{now}', '{{}}', '{now}', '{now}' FROM n
"""


def rows(trial, events, rounds):
    """G16 as the site is, and with so many sent events in the outbox."""
    seconds, imports = _measure(trial, rounds)
    many, more_imports = _measure(trial, rounds, lambda: _fill(trial.database_of("requests"), events))
    label = f"{events:,} olayla".replace(",", ".")
    return [
        *_rows("soğuk başlangıç", seconds, imports),
        *_rows(f"soğuk başlangıç, {label}", many, more_imports),
    ]


def _rows(what, seconds, imports):
    ratios = [own / libraries for own, libraries in zip(seconds, imports, strict=True)]
    return [
        Row("G16", f"{what} ÷ import", ratios, "×", most=2.5, samples=len(seconds)),
        Row("G16", what, seconds, "sn", most=1.5, samples=len(seconds)),
    ]


def _measure(trial, rounds, prepare=None):
    trial.stop("requests")
    if prepare:
        prepare()
    seconds, imports = [], []
    for round in range(rounds):
        if round:
            trial.stop("requests")
        imports.append(_import())
        seconds.append(_start(trial))
    return seconds, imports


def _import():
    began = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", LIBRARIES], check=True)
    return time.perf_counter() - began


def _start(trial):
    environment = trial.environment("gateway")
    caller = Caller(environment["MAKAM_AMQP_URI"], Keys(environment["MAKAM_KEYS"], "gateway"))
    try:
        _health(caller)  # connects, and finds nobody
    except Unavailable:
        pass
    began = time.perf_counter()
    trial.start("requests")
    while (took := _answered(caller, began)) is None:
        assert time.perf_counter() - began < WITHIN, trial.logs()
        time.sleep(0.005)
    caller.close()
    return took


def _answered(caller, began):
    try:
        _health(caller)
        return time.perf_counter() - began
    except Unavailable:
        return None


def _health(caller):
    return caller.call("requests", "get_health", {}, cause="bench", seconds=5)


def _fill(uri, count):
    store = Store(uri)
    store.run(FILL.format(count=count, now=store.instant()))
    store.close()
