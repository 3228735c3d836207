"""The whole bench, in the order in which its parts disturb each other least."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from makam_bench import cold_start, commits, day, events, idle, latency, raw, security
from makam_bench.ground import a_monolith, a_postgres, a_site, fill, newest
from makam_tools.trouble import Trouble

MOST_UNSTEADY = 0.25


@dataclass
class Size:
    """How much is measured."""

    requests: int  # in the database
    gets: int  # per side and round
    posts: int
    seconds: float  # of full load, per side and round
    paced: int  # events one by one, per round
    bulk: int  # events at once, per round
    old_events: int  # in the outbox at a cold start
    starts: int
    idle: int  # seconds
    days: int  # the mayor's, per side and round
    hanging: int  # days with one service that hangs, each
    entries: tuple  # in a calendar: few, the usual, many
    secured: int  # calls per side and round, for what rights, sealing and audit cost
    visits: int  # of Lighthouse, per page and form


FULL = Size(
    requests=2000, gets=400, posts=400, seconds=6, paced=300, bulk=4000, old_events=1_000_000, starts=5, idle=60,
    days=60, hanging=20, entries=(10_000, 100_000, 1_000_000), secured=100, visits=3,
)  # fmt: skip
QUICK = Size(
    requests=100, gets=80, posts=30, seconds=1, paced=20, bulk=1000, old_events=100_000, starts=2, idle=8,
    days=10, hanging=2, entries=(1000, 10_000, 100_000), secured=10, visits=1,
)  # fmt: skip


def run(folder, size, say):
    """Every row. ``Trouble`` when the machine was too busy with other things for figures that mean something."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place:
        place = Path(place)
        with a_site(place / "site") as (trial, cookie):
            say("Site hazır; başvurular kaydediliyor…")
            fill(trial.url, cookie, size.requests)
            found = _against_the_monolith(trial, cookie, place, size, say)
            say("Olaylar, SQLite…")
            found += _events(trial, cookie, "sqlite", f"sqlite:///{place}/empty.sqlite3", size)
            found += day.rows(trial, place, size, say)
            say("Soğuk başlangıç…")
            found += cold_start.rows(trial, size.old_events, size.starts)
            say("Boştaki sistem…")
            found += idle.rows(place / "up", trial.broker.uri("observer", "observer"), size.idle)
        say("Olaylar, PostgreSQL…")
        with ExitStack() as ending:
            made = ending.enter_context(a_postgres(place / "postgres"))
            trial, cookie = ending.enter_context(a_site(place / "site2", database=made))
            found += _events(trial, cookie, "postgres", made("empty"), size)
        found += security.run(folder, size, say)
    return sorted(found, key=lambda row: int(row.id[1:]))


def _against_the_monolith(trial, cookie, place, size, say):
    with a_monolith(trial, place / "monolith") as url:
        sides = latency.Side(trial.url, cookie), latency.Side(url, cookie)
        one = newest(sides)
        say("Gecikme, monolitle dönüşümlü…")
        found = latency.reading(sides, one, size.gets)
        found += latency.writing(sides, size.posts)
        say("Sekiz istemci…")
        found += latency.throughput(sides, one, size.seconds)
        _refuse_if_unsteady(sides)
    environment = trial.environment("requests") | {"MAKAM_DATABASE_URI": f"sqlite:///{place}/monolith/requests.sqlite3"}
    return [*found, commits.row(environment, place)]


def _refuse_if_unsteady(sides):
    worst = max(latency.unsteadiness(side.nulls) for side in sides)
    if worst > MOST_UNSTEADY:
        raise Trouble(
            f"Boş adresin p50'si ölçümün iki yarısı arasında %{worst * 100:.0f} oynadı (en çok %25): makine başka "
            "işlerle meşgul, bu koşuda çıkan sayılar bir şey söylemez. Daha sakin bir anda yeniden deneyin."
        )


def _events(trial, cookie, kind, empty, size):
    pipe = raw.Pipe(trial.broker.uri("observer", "observer"))
    found = events.one_by_one(trial, cookie, pipe, empty, kind, size.paced)
    found += events.in_bulk(trial, cookie, pipe, kind, size.bulk)
    pipe.close()
    return found
