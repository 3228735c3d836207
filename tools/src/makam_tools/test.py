"""`./makam test`: house rules, then each suite in a process of its own, over a real broker and PostgreSQL.

The suites run in three lanes side by side, the longest first, since much of their time is waiting; each lane stands on
a broker and a PostgreSQL of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import Empty, SimpleQueue
from threading import Lock

from makam_tools import ground
from makam_tools.folders import ENVIRONMENT, ROOT, VAR
from makam_tools.proven import FILE as PROVEN
from makam_tools.trial import MIGRATED
from makam_tools.trouble import Trouble

BIN = ENVIRONMENT / "bin"
PYTHON = str(BIN / "python")
RULES = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
    "paketler": [PYTHON, "-m", "makam_tools", "packages", "check"],
    "sözleşmeler": [PYTHON, "-m", "makam_tools", "contract", "check"],
}
SUITES = {
    "chaos": "tests/chaos",
    "gateway": "gateway/tests",
    "browser": "tests/browser",
    "canary": "tests/canary",
    "demonstration": "tests/demonstration",
    "fuzz": "tests/fuzz",
    "machines": "tests/machines",
    "alone": "tests/alone",
    "visitors": "services/visitors/tests",
    "requests": "services/requests/tests",
    "rights": "tests/rights",
    "kernel": "services/_kernel/tests",
    "agenda": "services/agenda/tests",
    "protocol": "services/protocol/tests",
    "documents": "services/documents/tests",
    "tools": "tests/tools",
    "operating": "tests/operating",
    "hostile": "tests/hostile",
    "tls": "tests/tls",
    "bench": "tests/bench",
}
"""Each in a process of its own: two services in one would share one set of tables. The longest come first."""

LANES = 3
MIGRATED_FILES = VAR / "test/migrated"
SLOWEST = ("--durations=8", "--durations-min=10")


def main(arguments):
    suites = [name for name in arguments if name in SUITES] or list(SUITES)
    options = [argument for argument in arguments if argument not in SUITES]
    if suites == list(SUITES) and not options:
        PROVEN.unlink(missing_ok=True)
    run = Run()
    for name, command in RULES.items():
        run.take(name, lambda command=command: _rule(command))
    shutil.rmtree(MIGRATED_FILES, ignore_errors=True)
    waiting = SimpleQueue()
    for name in suites:
        waiting.put(name)
    with ExitStack() as ending:
        try:
            lanes = [
                (folder, ending.enter_context(ground.prepared(folder, demand_all="CI" in os.environ, say=say)))
                for folder in (VAR / f"test/{number}" for number in range(min(LANES, len(suites))))
            ]
            with ThreadPoolExecutor(LANES) as pool:
                list(pool.map(lambda lane: run.empty(waiting, options, *lane), lanes))
        except Trouble as trouble:
            say(f"makam test: {trouble}")
            run.counts["failed"] += 1
    run.summarise()
    return 1 if run.counts["failed"] else 0


class Run:
    """What came of one run so far; lanes write into it."""

    def __init__(self):
        self.counts, self.took, self.lock = Counter(), {}, Lock()
        self.began = time.monotonic()

    def empty(self, waiting, options, folder, settings):
        """Run one suite after the other until none is left."""
        while (name := _next(waiting)) is not None:
            self.take(name, lambda name=name: self._suite(name, options, folder, settings))

    def take(self, name, part):
        """Run one part, and keep what came of it."""
        began = time.monotonic()
        came, busy = part()
        with self.lock:
            self.counts.update(came)
            self.took[name] = (time.monotonic() - began, busy, came)

    def _suite(self, name, options, folder, settings):
        result, printed = folder / f"{name}.json", folder / f"{name}.out"
        command = [PYTHON, "-m", "pytest", "-q", SUITES[name], *SLOWEST, *options]
        its_own = {"MAKAM_TEST_RESULT": str(result), MIGRATED: str(MIGRATED_FILES)}
        environment = os.environ | settings | its_own
        with open(printed, "wb") as out:
            code, busy = _run(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        with self.lock:
            say(f"\n── {name}\n{printed.read_text(errors='replace')}")
            if not result.exists():
                return {"failed": 1}, busy
            came = json.loads(result.read_text())
            _remember(came["proven"])
        nothing_chosen = 5  # by the options, from this suite
        if code not in (0, nothing_chosen) and not came["counts"]["failed"]:
            came["counts"]["failed"] = 1
        return came["counts"], busy

    def summarise(self):
        """Say what each part took, in all and of a processor, and what came of it."""
        say("")
        for name, (seconds, busy, came) in self.took.items():
            outcome = "kaldı" if came.get("failed") else "geçti"
            took = f"{seconds:7.1f} sn  işlemci {busy:7.1f} sn"
            say(f"{name:<14} {took}  {outcome}  {came.get('passed', 0)} / {came.get('failed', 0)}")
        say(f"{'toplam':<14} {time.monotonic() - self.began:7.1f} sn")
        if self.counts["skipped"]:
            say(f"atlanan: {self.counts['skipped']}")
        say(f"{self.counts['passed']} passed, {self.counts['failed']} failed")


def _next(waiting):
    try:
        return waiting.get_nowait()
    except Empty:
        return None


def _rule(command):
    code, busy = _run(command)
    return {"failed" if code else "passed": 1}, busy


def _run(command, **more):
    """The exit code, and the seconds of a processor that the command and what it started took."""
    process = subprocess.Popen(command, cwd=ROOT, **more)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime


def _remember(rows):
    """Into `var/proven.json`; a test that ran again replaces what was known of it."""
    tests = {row["test"] for row in rows}
    known = json.loads(PROVEN.read_text()) if PROVEN.exists() else []
    kept = [row for row in known if row["test"] not in tests]
    PROVEN.write_text(json.dumps(kept + rows, ensure_ascii=False, indent=1))


def say(line):
    print(line, file=sys.stdout, flush=True)
