"""G1 and G3: how long one request takes at the gateway, against the same at the monolith; G2: how many per second."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from makam_bench.figures import Row, percentiles
from makam_bench.ground import a_request
from makam_bench.wire import Wire

ROUNDS = 5
CLIENTS = 8
REST = 0.6  # after writes: what follows a commit at one side must not be counted at the other


class Side:
    """The gateway or the monolith, and what was measured there, round by round; `nulls` is the route that does
    nothing, which tells how steady the machine was."""

    def __init__(self, url, cookie):
        self.url, self.cookie = url, cookie
        self.rounds, self.nulls = [], []

    def run(self, make, count):
        """Send `make(wire, number)` so many times, one after the other; how long each took."""
        wire, took = Wire(self.url, self.cookie), []  # a fresh connection: servers close what idles for seconds
        wire.send(wire.request("GET", "/healthz"))
        for request in [make(wire, number) for number in range(count)]:
            began = time.perf_counter()
            status, body = wire.send(request)
            took.append(time.perf_counter() - began)
            assert status in (200, 201), body
        wire.close()
        return took


def compare(sides, make, count, *, rest=0.0):
    """Measure both sides in turns, after a warm-up; `make(wire, number)` gives the bytes of a request."""
    for side in sides:
        side.run(make, max(20, count // 10))
        side.rounds = []
    for _round in range(ROUNDS):
        for side in sides:
            time.sleep(rest)
            side.nulls.append(side.run(_nothing, count // 2))
            side.rounds.append(side.run(make, count))
    return [side.rounds for side in sides]


def rows(id, what, ours, theirs, *, p50, p99=None):
    """The rows of one comparison."""
    ratios = [_ratios(our, their) for our, their in zip(ours, theirs, strict=True)]
    raw = {"bizim_ms": percentiles(sum(ours, [])), "monolit_ms": percentiles(sum(theirs, []))}
    samples = sum(map(len, ours))
    found = [Row(id, f"{what}, p50 oranı", [r["p50"] for r in ratios], "×", most=p50, samples=samples, raw=raw)]
    if p99:
        found.append(Row(id, f"{what}, p99 oranı", [r["p99"] for r in ratios], "×", most=p99, samples=samples, raw=raw))
    return found


def _ratios(ours, theirs):
    ours, theirs = percentiles(ours), percentiles(theirs)
    return {name: ours[name] / theirs[name] for name in ours}


def _nothing(wire, _number):
    return wire.request("GET", "/healthz")


def unsteadiness(rounds):
    """By how much the null route's p50 differs between the first and the second half of the rounds."""
    middle = len(rounds) // 2
    halves = sorted(median(sum(half, [])) for half in (rounds[:middle], rounds[middle:]))
    return halves[1] / halves[0] - 1


def reading(sides, request_id, count):
    """G1."""
    one = compare(sides, lambda wire, _: wire.request("GET", f"/api/v1/requests/{request_id}"), count)
    page = compare(sides, lambda wire, _: wire.request("GET", "/api/v1/requests?limit=20"), count)
    return [
        *rows("G1", "GET bir başvuru", *one, p50=2.0, p99=2.5),
        *rows("G1", "GET 20'lik liste", *page, p50=2.0, p99=2.5),
    ]


def writing(sides, count):
    """G3, the time."""

    def register(wire, number):
        return wire.request("POST", "/api/v1/requests", a_request(number))

    took = compare(sides, register, count, rest=REST)
    return rows("G3", "POST başvuru", *took, p50=2.0)


def throughput(sides, request_id, seconds):
    """G2."""
    found = [[], []]
    for _round in range(ROUNDS):
        for side, rates in zip(sides, found, strict=True):
            rates.append(_rate(side, f"/api/v1/requests/{request_id}", seconds))
    ratios = [ours / theirs for ours, theirs in zip(*found, strict=True)]
    raw = {"bizim_istek_sn": round(median(found[0])), "monolit_istek_sn": round(median(found[1]))}
    samples = int(sum(found[0]) * seconds)
    return [Row("G2", "8 istemciyle GET hızı", ratios, "×", least=0.75, samples=samples, raw=raw)]


def _rate(side, path, seconds):
    until = time.monotonic() + seconds

    def client(_):
        wire, done = Wire(side.url, side.cookie), 0
        request = wire.request("GET", path)
        while time.monotonic() < until:
            status, _body = wire.send(request)
            done += status == 200
        wire.close()
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / seconds
