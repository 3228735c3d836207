"""Keeps the processes of a site alive, and ends them all together."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from makam_tools.orphans import end_with_parent

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30
STEADY = 60  # seconds alive after which a death counts as the first one again
PATIENCE = 10
LOG_BOUND = 20 * 1024 * 1024


@dataclass
class Child:
    """One process to keep alive. `launch` starts it without waiting and returns its Popen."""

    name: str
    launch: callable
    process: subprocess.Popen = None
    pause: float = FIRST_PAUSE
    started: float = 0
    due: float = field(default=0)  # when a dead one is started again

    @property
    def alive(self):
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """`tell(child, code)` hears of every death, `changed()` of every new pid."""

    def __init__(self, tell=lambda child, code: None, changed=lambda: None):
        self.children = {}
        self.logs = set()
        self.tell, self.changed = tell, changed

    def run(self, name, command, environment, log):
        """Start a program with its output in the file `log`."""
        self.logs.add(Path(log))

        def launch():
            with open(log, "ab") as output:
                return subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,  # Ctrl-C in the terminal reaches us alone; we end them in order
                    preexec_fn=end_with_parent(signal.SIGTERM),
                )

        self.keep(name, launch)

    def keep(self, name, launch):
        child = self.children[name] = Child(name, launch)
        self._launch(child)

    def pids(self):
        return {name: child.process.pid for name, child in self.children.items() if child.alive}

    def tick(self):
        """Restart what died, when its pause is over; bound the logs. To be called a few times in a second."""
        now = time.monotonic()
        for child in self.children.values():
            if child.alive:
                continue
            if not child.due:
                self._plan(child, now)
            elif now >= child.due:
                self._launch(child)
        for log in self.logs:
            _bound(log)

    def stop(self, names=None):
        """SIGTERM to all of them at once, ten seconds of patience, SIGKILL."""
        children = [self.children.pop(name) for name in (list(self.children) if names is None else names)]
        for child in children:
            _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in children:
            try:
                child.process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(child, signal.SIGKILL)
                child.process.wait()

    def _launch(self, child):
        child.process, child.started, child.due = child.launch(), time.monotonic(), 0
        self.changed()

    def _plan(self, child, now):
        self.tell(child, child.process.returncode)
        if now - child.started > STEADY:
            child.pause = FIRST_PAUSE
        child.due = now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)


def _signal(child, signum):
    """To the whole group, so that a process's own helpers end with it."""
    if child.alive:
        try:
            os.killpg(child.process.pid, signum)
        except ProcessLookupError:
            pass


def _bound(log):
    """Copied and truncated in place, since the process goes on writing to the same open file."""
    try:
        if log.stat().st_size > LOG_BOUND:
            shutil.copyfile(log, log.with_name(log.name + ".1"))
            os.truncate(log, 0)
    except FileNotFoundError:
        pass
