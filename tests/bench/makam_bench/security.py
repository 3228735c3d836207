"""G18, G19 and G20: what rights, sealed fields and the audit cost, each against the same service without it; S58: how
long a chain of 100,000 entries takes to verify.

Each variant is a process of its own, with its own database and the same rows; they are measured in turns. A list is
taken with its entry in the audit, which every look at personal data leaves.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from makam_bench.figures import Row, percentiles
from makam_bench.ground import HERE
from makam_tools import keys
from makam_tools.orphans import end_with_parent

ROUNDS = 7
CHAIN = 100_000
ENVIRONMENT = {"PYTHONPATH": str(HERE), "PATH": "/usr/bin:/bin"}


def run(folder, size, say):
    """The three goals, and the one of the chain."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place, ExitStack() as ending:
        keys.ready(_folder(place, "keys"))
        say("Üç eş veri tabanı dolduruluyor…")
        whole, unsealed, unaudited = [
            ending.enter_context(_variant(name, place, size.requests)) for name in ("whole", "unsealed", "unaudited")
        ]
        say("Haklar, şifreleme, denetim: dönüşümlü…")
        list_of = {role: (whole, f"list-{role}") for role in ("director", "secretary", "unit_staff")}
        pairs = (
            ("G18", "sekreterin listesi ÷ hepsini görenin", list_of["secretary"], list_of["director"], 1.2),
            ("G18", "birimin listesi ÷ hepsini görenin", list_of["unit_staff"], list_of["director"], 1.2),
            ("G19", "şifreli 50'lik liste ÷ açık", list_of["director"], (unsealed, "list-director"), 1.3),
            ("G20", "denetimli POST ÷ denetimsiz", (whole, "post"), (unaudited, "post"), 1.15),
        )
        rows = [_row(id, what, ours, theirs, size.secured, most) for id, what, ours, theirs, most in pairs]
        say("Denetim zinciri…")
        return [*rows, _chain(place)]


def _row(id, what, ours, theirs, count, most):
    """Both sides in turns, a first turn thrown away."""
    turns = [[ask(what, count) for ask, what in (ours, theirs)] for _ in range(ROUNDS + 1)][1:]
    ratios = [median(one) / median(other) for one, other in turns]
    raw = {
        name: percentiles(sum((turn[side] for turn in turns), []))
        for side, name in enumerate(("bizim_ms", "karşı_ms"))
    }
    return Row(id, f"{what}, p50 oranı", ratios, "×", most=most, samples=ROUNDS * count, raw=raw)


def _chain(place):
    """A process fills and verifies it."""
    command = _command("chain", _folder(place, "chain"), place, CHAIN)
    done = subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True)
    took = json.loads(done.stdout)
    return Row("S58", "100.000 denetim kaydının doğrulanması", took, "sn", most=5, samples=len(took))


def _command(module, folder, place, count):
    """A program on a folder of its own and the keys that all share."""
    keys_of_service = _folder(place, "keys") / "requests"
    return [sys.executable, "-m", f"makam_bench.{module}", str(folder), str(keys_of_service), str(count)]


@contextmanager
def _variant(name, place, rows):
    """A process of this variant, as a function: ``ask("post", 20)`` gives the seconds of twenty."""
    process = subprocess.Popen(
        [*_command("variant", _folder(place, name), place, rows), name], env=ENVIRONMENT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=end_with_parent(),
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n", f"{name} did not start"

    def ask(what, count):
        print(what, count, file=process.stdin, flush=True)
        return json.loads(process.stdout.readline())

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(15)


def _folder(place, name):
    folder = Path(place) / name
    folder.mkdir(exist_ok=True)
    return folder
