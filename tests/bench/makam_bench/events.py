"""G6: from the commit of a fact at requests to the commit of its effect at visitors, against the floor; G7: how many
per second, from a full outbox to the other service's inbox."""

import time
from statistics import median

from makam_bench import raw
from makam_bench.figures import Row, percentiles
from makam_bench.ground import a_request
from makam_bench.stores import Store, Watch, event_rows
from makam_bench.wire import Wire

ROUNDS = 5
WITHIN = 60
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def one_by_one(trial, cookie, pipe, empty_uri, kind, count):
    """G6, at 50 requests per second."""
    ours, floors, everything = [], [], []
    _paced(trial, cookie, count // 4)
    for _round in range(ROUNDS):
        delays = _paced(trial, cookie, count)
        everything += delays
        ours.append(percentiles(delays))
        floors.append((median(pipe.delays(count)) + median(raw.commits(empty_uri, count))) * 1000)
    ratios = [our["p50"] / floor for our, floor in zip(ours, floors, strict=True)]
    raw_figures = {"bizim_ms": percentiles(everything), "taban_ms": round(median(floors), 3)}
    samples, name = len(everything), NAMES[kind]
    return [
        Row("G6", f"olay uçtan uca, p50 ÷ taban, {name}", ratios, "×", most=3, samples=samples, raw=raw_figures),
        Row("G6", f"olay uçtan uca, p99, {name}", [our["p99"] for our in ours], "ms", most=100, samples=samples,
            raw=raw_figures),
    ]  # fmt: skip


def _paced(trial, cookie, count):
    """The delays of so many registrations."""
    wire = Wire(trial.url, cookie)
    with Watch(trial.database_of("requests"), trial.database_of("visitors")) as watch:
        time.sleep(0.1)
        due = time.perf_counter()
        for number in range(count):
            status, body = wire.send(wire.request("POST", "/api/v1/requests", a_request(number)))
            assert status == 201, body
            due += raw.PACE
            time.sleep(max(0.0, due - time.perf_counter()))
        time.sleep(0.2)
        delays = watch.delays(WITHIN)
    wire.close()
    assert len(delays) >= count, f"{len(delays)} events of {count} requests were seen"
    return delays


def in_bulk(trial, cookie, pipe, kind, count):
    """G7."""
    ours, floors = [], []
    for _round in range(ROUNDS):
        ours.append(_backlog(trial, cookie, count))
        floors.append(pipe.rate(count))
    ratios = [our / floor for our, floor in zip(ours, floors, strict=True)]
    figures = {"ham_yayın_sn": round(median(floors))}
    samples, name = count * ROUNDS, NAMES[kind]
    least = {"sqlite": 500, "postgres": 1000}[kind]
    return [
        Row("G7", f"outbox → inbox ÷ ham onaylı yayın, {name}", ratios, "×", least=0.25, samples=samples, raw=figures),
        Row("G7", f"outbox → inbox, {name}", ours, "olay/sn", least=least, samples=samples, raw=figures),
    ]


def _backlog(trial, cookie, count):
    """Events per second: they are laid into the outbox at once, and a command wakes the relay, as each does."""
    outbox, inbox = Store(trial.database_of("requests")), Store(trial.database_of("visitors"))
    handled = "SELECT count(*) FROM inbox"
    wanted = inbox.value(handled) + count + 1
    wire = Wire(trial.url, cookie)
    outbox.put("outbox", event_rows(count, outbox.instant()))
    began = time.perf_counter()
    status, body = wire.send(wire.request("POST", "/api/v1/requests", a_request(0)))
    assert status == 201, body
    while inbox.value(handled) < wanted:
        assert time.perf_counter() - began < WITHIN, "the events do not arrive"
        time.sleep(0.02)
    took = time.perf_counter() - began
    for one in (outbox, inbox, wire):
        one.close()
    return count / took
