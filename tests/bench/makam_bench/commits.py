"""G3, the exact part: how often one command makes the disk hold still. Also a driver: `python -m makam_bench.commits N`
registers N requests in a process of requests without its background work, and prints how often it committed."""

import os
import shutil
import subprocess
import sys

from makam_bench.counts import SEVIL, counted
from makam_bench.figures import Row
from makam_bench.ground import HERE, a_request
from makam_bench.stores import Store
from makam_kernel.service import Process
from makam_kernel.settings import Settings
from requests_service.service import SERVICE

COMMANDS = 10


def row(environment, folder):
    """The row for a database that nobody else uses. A run of one command is taken off: it opens the log file."""
    traced = shutil.which("strace")
    count = _syncs if traced else _commits
    found = [(count(environment, folder, 1 + COMMANDS) - count(environment, folder, 1)) / COMMANDS]
    what = "POST başına fdatasync (strace)" if traced else "POST başına commit"
    return Row("G3", what, found, "kez", most=1, least=1, samples=COMMANDS)


def _syncs(environment, folder, commands):
    trace, store = folder / "trace", Store(environment["MAKAM_DATABASE_URI"])
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")  # else one may come in the middle, with its own syncs
    store.close()
    _drive(environment, commands, ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace)])
    return trace.read_text().count("sync(")


def _commits(environment, _folder, commands):
    return int(_drive(environment, commands, []))


def _drive(environment, commands, under):
    command = [*under, sys.executable, "-m", "makam_bench.commits", str(commands)]
    environment = environment | {"PYTHONPATH": str(HERE)}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def main(commands):
    """Register and count."""
    process = Process(SERVICE, Settings.from_environment())
    with counted(process.database.engine) as counts:
        for number in range(commands):
            process.perform("register_request", a_request(number), SEVIL, key=os.urandom(8).hex())
    print(counts["commits"], flush=True)
    os._exit(0)  # closing the database would sync it once more


if __name__ == "__main__":
    main(int(sys.argv[1]))
