"""G13: whether an hour is free, asked of calendars with many entries: `python -m makam_bench.bookings FOLDER COUNT…`,
with the settings of agenda, prints milliseconds as JSON. In a process of its own, for the tables of two services do not
fit into one."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from uuid import UUID

from makam_bench.figures import Row
from makam_bench.ground import HERE

LOOKS = 200
ROUNDS = 5
FIRST = datetime(2010, 1, 1, 6, tzinfo=UTC)
HOUR, HALF = timedelta(hours=1), timedelta(minutes=30)
CALENDAR = UUID(int=1)


def rows(trial, place, counts):
    """The check against a look-up by id, and against itself over a hundredth of the entries."""
    environment = trial.environment("agenda") | {"PYTHONPATH": str(HERE)}
    command = [sys.executable, "-m", "makam_bench.bookings", str(place), *map(str, counts)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    few, middle, many = (found[str(count)] for count in counts)
    points = [near / point for near, point in zip(middle["near"], middle["point"], strict=True)]
    growth = [near / median(few["near"]) for near in many["near"]]
    samples, raw = ROUNDS * LOOKS, {"ms": found}
    return [
        Row("G13", f"boş mu, {counts[1]:,} kalemde ÷ kimlikle bulma", points, "×", most=20, samples=samples, raw=raw),
        Row("G13", f"boş mu, {counts[2]:,} ÷ {counts[0]:,} kalem", growth, "×", most=1.5, samples=samples, raw=raw),
    ]


def main(folder, *counts):
    """Measure and print."""
    print(json.dumps({count: _measured(f"sqlite:///{folder}/agenda{count}.sqlite3", int(count)) for count in counts}))


def _measured(uri, count):
    from agenda_service.calendars.models import Calendar
    from agenda_service.entries import queries
    from agenda_service.entries.models import Entry
    from agenda_service.service import SERVICE
    from makam_kernel import migrations
    from makam_kernel.db import Database
    from makam_kernel.personal import Seal
    from makam_kernel.settings import Settings

    seal = Seal(Settings.from_environment().keys, "agenda")
    migrations.upgrade(SERVICE.home, uri, seal=seal)
    database = Database(uri, seal=seal)
    with database.transaction() as session:
        _fill(session, Calendar, Entry, count)
    ids = [UUID(int=2 + number * (count // LOOKS)) for number in range(LOOKS)]
    near, point = [], []
    for _ in range(ROUNDS):
        looks = {"near": [], "point": []}
        with database.reading() as session:
            calendar = session.get(Calendar, CALENDAR)
            for number, id in enumerate(ids):
                at = FIRST + number * (count // LOOKS) * HOUR
                for name, look in (
                    ("near", partial(queries.near, session, calendar, at, at + HALF, at=FIRST)),
                    ("point", partial(session.get, Entry, id)),
                ):
                    session.expunge_all()  # what is known already would not be asked
                    looks[name].append(_took(look))
        near.append(median(looks["near"]))
        point.append(median(looks["point"]))
    database.close()
    return {"near": near, "point": point}


def _fill(session, calendar, entry, count):
    """An entry of half an hour in every hour."""
    facts = {"kind": "mayor", "name": "Başkan", "place": "Makam", "hours": [], "public_hours": [], "version": 1}
    facts |= {"minimum_notice_minutes": 0, "rest_minutes": 0, "longest_minutes": 30}
    session.execute(calendar.__table__.insert(), [{"id": CALENDAR, **facts}])
    plain = {"calendar_id": CALENDAR, "kind": "meeting", "summary": "Toplantı", "zone": "Europe/Istanbul", "version": 1}
    plain |= {"travel_minutes": 0, "preparation_minutes": 0, "status": "confirmed", "is_private": False}
    plain |= {"in_conflict": False, "created_at": FIRST}
    for first in range(0, count, 20_000):
        rows = []
        for number in range(first, min(first + 20_000, count)):
            at = FIRST + number * HOUR
            times = {"starts_at": at, "ends_at": at + HALF, "reach_from": at, "reach_until": at + HALF}
            rows.append({"id": UUID(int=2 + number), **plain, **times})
        session.execute(entry.__table__.insert(), rows)


def _took(look):
    began = time.perf_counter()
    assert look()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
