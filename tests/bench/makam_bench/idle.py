"""G17 and G23: what the whole system, as `./makam up` starts it, weighs and costs while nobody uses it."""

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil

from makam_bench.figures import Row
from makam_bench.ground import HERE
from makam_tools import ports
from makam_tools.orphans import end_with_parent
from makam_tools.site import SERVICES
from makam_tools.up import is_ready

BROKER = ("beam.smp", "epmd", "erl_child_setup", "inet_gethost")
WITHIN = 120
REST = 3


def rows(folder, broker_address, seconds):
    """The rows; `broker_address` is where the bare service may connect."""
    with _up(folder) as (up, pids):
        bare = _bare(broker_address)
        time.sleep(REST)
        processes = [up, *up.children(recursive=True)]
        ours = [process for process in processes if not _is_broker(process)]
        weights = [_weight(psutil.Process(pids[name])) for name in SERVICES]
        total = sum(map(_share, ours))
        began, all_before, our_before = time.perf_counter(), _spent(processes), _spent(ours)
        time.sleep(seconds)
        took = time.perf_counter() - began
        all_cost, our_cost = _spent(processes) - all_before, _spent(ours) - our_before
    raw = {"yalın_MiB": round(bare), "MiB": dict(zip(SERVICES, map(round, weights), strict=True))}
    cost = {"aracısız_yüzde": round(100 * our_cost / took, 2)}
    return [
        Row("G17", "servis belleği ÷ yalın nameko+SQLAlchemy", [w / bare for w in weights], "×", most=1.5, samples=2,
            raw=raw),
        Row("G17", "bütün sistemin belleği, RabbitMQ hariç", [total], "MiB", most=600, samples=1),
        Row("G23", "boştaki sistemin işlemci payı", [100 * all_cost / took], "%", most=3, samples=1, raw=cost),
    ]  # fmt: skip


@contextmanager
def _up(folder):
    """An empty site under `./makam up`: its process, and the pids of its children."""
    port = ports.free()
    command = [sys.executable, "-m", "makam_tools", "up", "--empty", "--port", str(port), "--var", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=end_with_parent())
    try:
        until = time.monotonic() + WITHIN
        while not is_ready(f"http://127.0.0.1:{port}"):
            assert process.poll() is None and time.monotonic() < until, "the system does not come up"
            time.sleep(0.2)
        yield psutil.Process(process.pid), json.loads((folder / "run/makam.json").read_text())["processes"]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _bare(address):
    command = [sys.executable, "-W", "ignore", "-m", "makam_bench.bare", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE)
    return float(done.stdout)


def _is_broker(process):
    return process.name() in BROKER or any(parent.name() == "beam.smp" for parent in process.parents())


def _weight(process):
    return process.memory_info().rss / 2**20


def _share(process):
    """Its proportional set size: what several processes share, as the libraries of each, counts once over all."""
    return process.memory_full_info().pss / 2**20


def _spent(processes):
    """Seconds of processor time."""
    return sum(process.cpu_times().user + process.cpu_times().system for process in processes)
