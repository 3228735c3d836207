"""`./makam test`: house rules, then each suite in a process of its own, over a real broker and PostgreSQL."""

import json
import os
import subprocess
import sys
import time
from collections import Counter

from makam_tools import ground
from makam_tools.folders import ENVIRONMENT, ROOT, VAR
from makam_tools.proven import FILE as PROVEN
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
    "kernel": "services/_kernel/tests",
    "agenda": "services/agenda/tests",
    "requests": "services/requests/tests",
    "visitors": "services/visitors/tests",
    "gateway": "gateway/tests",
    "system": "tests",
}  # each in a process of its own: two services in one would share one set of tables


def main(arguments):
    suites = [name for name in arguments if name in SUITES] or list(SUITES)
    options = [argument for argument in arguments if argument not in SUITES]
    folder = VAR / "test"
    if suites == list(SUITES) and not options:
        PROVEN.unlink(missing_ok=True)
    counts = Counter()
    took = {}
    for name, command in RULES.items():
        _timed(took, counts, name, lambda command=command: _rule(command))
    try:
        with ground.prepared(folder, demand_all="CI" in os.environ, say=say) as settings:
            for name in filter(_is_there, suites):
                _timed(took, counts, name, lambda name=name: _suite(name, options, folder, settings))
    except Trouble as trouble:
        say(f"makam test: {trouble}")
        counts["failed"] += 1
    _summarise(took, counts)
    return 1 if counts["failed"] else 0


def _is_there(suite):
    return (ROOT / SUITES[suite]).is_dir()


def _timed(took, counts, name, run):
    say(f"\n── {name}")
    began = time.monotonic()
    came = run()
    counts.update(came)
    took[name] = (time.monotonic() - began, came)


def _rule(command):
    done = subprocess.run(command, cwd=ROOT)
    return {"passed": 1} if done.returncode == 0 else {"failed": 1}


def _suite(name, options, folder, settings):
    result = folder / f"{name}.json"
    command = [PYTHON, "-m", "pytest", "-q", SUITES[name], *options]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings | {"MAKAM_TEST_RESULT": str(result)})
    if not result.exists():
        return {"failed": 1}
    came = json.loads(result.read_text())
    _remember(came["proven"])
    nothing_chosen = 5  # by the options, from this suite
    if done.returncode not in (0, nothing_chosen) and not came["counts"]["failed"]:
        came["counts"]["failed"] = 1
    return came["counts"]


def _remember(rows):
    """Into `var/proven.json`; a test that ran again replaces what was known of it."""
    tests = {row["test"] for row in rows}
    known = json.loads(PROVEN.read_text()) if PROVEN.exists() else []
    kept = [row for row in known if row["test"] not in tests]
    PROVEN.write_text(json.dumps(kept + rows, ensure_ascii=False, indent=1))


def _summarise(took, counts):
    say("")
    for name, (seconds, came) in took.items():
        outcome = "kaldı" if came.get("failed") else "geçti"
        say(f"{name:<14} {seconds:7.1f} sn  {outcome}  {came.get('passed', 0)} / {came.get('failed', 0)}")
    if counts["skipped"]:
        say(f"atlanan: {counts['skipped']}")
    say(f"{counts['passed']} passed, {counts['failed']} failed")


def say(line):
    print(line, file=sys.stdout, flush=True)
