"""G4: the mayor's day over five services against its slowest part; G5: the day while one service hangs."""

import asyncio
import json
import os
import signal
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from uuid import uuid4

from makam_bench import apart, bookings  # noqa: F401  (apart: before the gateway)
from makam_bench.figures import Row, percentiles
from makam_bench.ground import PASSWORD, a_site, made
from makam_bench.wire import Wire
from makam_gateway.gathered.asking import PART_SECONDS
from makam_gateway.rpc import Services
from makam_kernel.actor import Actor, Keys
from makam_tools.hiring import hire
from makam_tools.site import SERVICES

ROUNDS = 5
MAYOR = Actor.of(str(uuid4()), "Elif KARACA", ["mayor"])
DAY = {"day": "2026-12-01"}


def run(folder, size, say):
    """All of it on a site of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place, a_site(Path(place) / "site") as (trial, _):
        return rows(trial, Path(place), size, say)


def rows(trial, place, size, say):
    """The day, and the calendars that it stands on."""
    say("Başkanın günü…")
    found = [asyncio.run(_against_the_slowest(trial, size.days)), _with_one_hanging(trial, size.hanging)]
    say("Ajandada boş zaman…")
    return found + bookings.rows(trial, place, size.entries)


async def _against_the_slowest(trial, count):
    """Over the gateway's own client, so that both sides are calls and nothing else."""
    keys = Keys(trial.site.keys / "gateway", "gateway")
    services = Services(trial.site.amqp("gateway"), "gateway")
    await services.start()
    try:
        return await _measured(partial(_ask, services, keys), count)
    finally:
        await services.stop()


async def _ask(services, keys, names):
    """How long it takes to ask all of these at once."""
    tokens = {name: keys.sign_person(MAYOR, audience=name, call="bench") for name in names}
    began = time.perf_counter()
    await asyncio.gather(
        *(
            services.call(name, "get_day", DAY, token=token, call_id="bench", writes=False)
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


def _with_one_hanging(trial, count):
    """Each service in turn stands still: what the day takes beyond the time that a page gives to its parts."""
    hire(partial(made, trial.operator()), "oguz", "Oğuz ŞAHİN", PASSWORD, roles=["secretary"])
    wire = Wire(trial.url, trial.sign_in("oguz", PASSWORD).headers["Cookie"])
    beyond, states = [], {}
    for name in SERVICES:
        process = trial.processes[name].pid
        os.kill(process, signal.SIGSTOP)
        try:
            took, states[name] = _days(wire, count)
        finally:
            os.kill(process, signal.SIGCONT)
        assert states[name] == [name], f"{name} hangs, and {states[name]} are marked"
        beyond.append((percentiles(took)["p95"]) - PART_SECONDS * 1000)
    raw = {"ms": dict(zip(SERVICES, map(round, beyond), strict=True))}
    what = "başkanın günü, bir parçası asılıyken: p95 − parçaların süresi"
    return Row("G5", what, [max(beyond)], "ms", most=50, samples=count * len(SERVICES), raw=raw)


def _days(wire, count):
    took, away = [], []
    for _ in range(count):
        began = time.perf_counter()
        status, body = wire.send(wire.request("GET", f"/api/v1/today?day={DAY['day']}"))
        took.append(time.perf_counter() - began)
        assert status == 200, body
        away = [part["service"] for part in json.loads(body)["parts"] if part["state"] == "away"]
    return took, away
