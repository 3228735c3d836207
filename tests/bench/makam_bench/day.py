"""G4: the mayor's day over five services against its slowest part; G5: the day while one service hangs. Both in the
demonstration's town, on the fullest day of the week to come."""

import asyncio
import json
import os
import signal
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from makam_bench import apart, bookings  # noqa: F401  (apart: before the gateway)
from makam_bench.figures import Row, percentiles
from makam_bench.ground import a_site
from makam_bench.wire import Wire
from makam_gateway.gathered.asking import PART_SECONDS
from makam_gateway.rpc import Services
from makam_kernel.actor import Actor, Keys
from makam_kernel.clock import ISTANBUL
from makam_tools.demonstration.loading import load
from makam_tools.site import SERVICES
from makam_tools.trial import Trial

ROUNDS = 5
MAYOR = "baskan"
WEEK = 7


def run(folder, size, say):
    """All of it on sites of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place, a_site(Path(place) / "site") as (trial, _):
        return rows(trial, Path(place), size, say)


def rows(trial, place, size, say):
    """The day in a town of its own, and the calendars that it stands on, in the trial's."""
    say("Örnek belediye yükleniyor…")
    with Trial(place / "town") as town:
        people = load(town.url, town.site.first_admin(), lambda line: None)
        mayor = town.sign_in(MAYOR, next(one["password"] for one in people if one["login"] == MAYOR))
        day = _fullest(mayor)
        say(f"Başkanın günü, {day}…")
        found = [asyncio.run(_against_the_slowest(town, _actor(mayor), day, size.days))]
        found.append(_with_one_hanging(town, mayor, day, size.hanging))
    say("Ajandada boş zaman…")
    return found + bookings.rows(trial, place, size.entries)


def _fullest(mayor):
    """The day of the week to come with the longest programme."""
    today = datetime.now(UTC).astimezone(ISTANBUL).date()
    return max((f"{today + timedelta(days=days)}" for days in range(WEEK)), key=partial(_length, mayor))


def _length(mayor, day):
    parts = {part["service"]: part for part in mayor.get("/today", params={"day": day}).json()["parts"]}
    return len(parts["agenda"]["facts"]["programme"])


def _actor(mayor):
    me = mayor.get("/me").json()
    return Actor.of(me["id"], me["name"], ["mayor"])


async def _against_the_slowest(trial, actor, day, count):
    """Over the gateway's own client, so that both sides are calls and nothing else."""
    keys = Keys(trial.site.keys / "gateway", "gateway")
    services = Services(trial.site.amqp("gateway"), "gateway")
    await services.start()
    try:
        return await _measured(partial(_ask, services, keys, actor, day), count)
    finally:
        await services.stop()


async def _ask(services, keys, actor, day, names):
    """How long it takes to ask all of these at once."""
    tokens = {name: keys.sign_person(actor, audience=name, call="bench") for name in names}
    began = time.perf_counter()
    await asyncio.gather(
        *(
            services.call(name, "get_day", {"day": day}, token=token, call_id="bench", writes=False)
            for name, token in tokens.items()
        )
    )
    return time.perf_counter() - began


async def _measured(ask, count):
    sides = {"hepsi": SERVICES, **{name: [name] for name in SERVICES}}
    await asyncio.sleep(1)  # the connection
    for names in sides.values():
        await ask(names)
    rounds = [{side: [] for side in sides} for _ in range(ROUNDS)]
    for took in rounds:
        for _ in range(count):
            for side, names in sides.items():
                took[side].append(await ask(names))
    ratios = [median(took["hepsi"]) / max(median(took[name]) for name in SERVICES) for took in rounds]
    raw = {side: percentiles([one for took in rounds for one in took[side]]) for side in sides}
    what = "başkanın günü ÷ en yavaş parçası, p50"
    return Row("G4", what, ratios, "×", most=1.8, samples=ROUNDS * count, raw={"ms": raw})


def _with_one_hanging(trial, mayor, day, count):
    """Each service in turn stands still: what the day takes beyond the time that a page gives to its parts."""
    wire = Wire(trial.url, mayor.headers["Cookie"])
    beyond, states = [], {}
    for name in SERVICES:
        process = trial.processes[name].pid
        os.kill(process, signal.SIGSTOP)
        try:
            took, states[name] = _days(wire, day, count)
        finally:
            os.kill(process, signal.SIGCONT)
        assert states[name] == [name], f"{name} hangs, and {states[name]} are marked"
        beyond.append((percentiles(took)["p95"]) - PART_SECONDS * 1000)
    raw = {"ms": dict(zip(SERVICES, map(round, beyond), strict=True))}
    what = "başkanın günü, bir parçası asılıyken: p95 − parçaların süresi"
    return Row("G5", what, [max(beyond)], "ms", most=50, samples=count * len(SERVICES), raw=raw)


def _days(wire, day, count):
    took, away = [], []
    for _ in range(count):
        began = time.perf_counter()
        status, body = wire.send(wire.request("GET", f"/api/v1/today?day={day}"))
        took.append(time.perf_counter() - began)
        assert status == 200, body
        away = [part["service"] for part in json.loads(body)["parts"] if part["state"] == "away"]
    return took, away
