"""A whole site of its own for a while: for system tests, the bench and `./makam demo --fresh`.

Its processes are not supervised: who kills one says when it comes back.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from makam_tools import ports, signing_in
from makam_tools.broker import VHOST, Broker
from makam_tools.orphans import end_with_parent
from makam_tools.site import MODULES, Site
from makam_tools.up import is_ready

READY_WITHIN = 60
MIGRATED = "MAKAM_TEST_MIGRATED"
"""The setting that names a folder of one run of tests, where migrated SQLite files are kept for all its trials."""


class Trial:
    """`database(name)` gives the address of a process's database; without it each has an SQLite file.

    `instances` says how many processes of a service run; the second of requests is called `requests.2`. `settings` are
    more settings of the gateway.
    """

    def __init__(self, folder, *, database=None, instances=None, demonstration=True, settings=None):
        self.site = Site(Path(folder), ports.free())
        self.site.make()
        self.site.remember(demonstration=demonstration)
        self.broker = Broker(self.site.broker, say=lambda line: None)
        self.site.broker_address = f"amqp://127.0.0.1:{self.broker.port}/{VHOST}"
        self.database, self.settings = database, settings or {}
        self.names = [
            name if number == 1 else f"{name}.{number}"
            for name in MODULES
            for number in range(1, (instances or {}).get(name, 1) + 1)
        ]
        self.processes = {}
        self._environments = {name: self._environment(name) for name in self.names}

    @property
    def url(self):
        """The address of the gateway."""
        return self.site.url

    def url_of(self, name):
        """The address of one of several gateways."""
        return f"http://127.0.0.1:{self._environments[name]['MAKAM_PORT']}"

    def __enter__(self):
        try:
            self.broker.start(self.site.definitions({"observer": "observer"}))
            self._migrate()
            for name in self.names:
                self.start(name)
            self.wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        ending, self.processes = list(self.processes.values()), {}
        for process in ending:
            process.terminate()  # all at once: each takes a moment to end its work
        for process in ending:
            _await_end(process)
        self.broker.stop()

    def _migrate(self):
        """Bring the databases to their versions. In a run of tests an SQLite file is the copy of one that was migrated
        before: to walk all migrations of six takes as long as to start them."""
        kept = None if self.database else os.environ.get(MIGRATED)
        if kept and Path(kept).exists():
            shutil.copytree(kept, self.site.databases, dirs_exist_ok=True)
            return
        migrations = [self._run(name, "migrate") for name in MODULES]
        assert all(migration.wait(60) == 0 for migration in migrations), self.logs()
        if kept:
            half = Path(f"{kept}.{os.getpid()}")  # of several at once the first one stays
            shutil.copytree(self.site.databases, half)
            try:
                half.rename(kept)
            except OSError:
                shutil.rmtree(half)

    def start(self, name, program=("-m",)):
        """Start a process, without waiting for it. A fault test gives a `program` of its own, whose last argument is
        the module to run."""
        self.processes[name] = self._run(name, program=program)

    def stop(self, name):
        """End a process in order; the exit code."""
        process = self.processes.pop(name)
        process.terminate()
        return _await_end(process)

    def kill(self, name):
        """`kill -9`, and the proof that it died of it."""
        process = self.processes[name]
        assert process.poll() is None, f"{name} was dead before: {process.returncode}"
        process.kill()
        return self.await_kill(name, within=10)

    def await_kill(self, name, within):
        """The proof that a process died of `kill -9`, be it by its own hand."""
        process = self.processes.pop(name)
        assert process.wait(within) == -signal.SIGKILL, f"{name} ended otherwise: {process.returncode}"
        assert not Path(f"/proc/{process.pid}").exists(), f"{name} still lives"
        return process.pid

    def wait_until_ready(self):
        """Until the gateway, its database and every service answer."""
        until = time.monotonic() + READY_WITHIN
        while not is_ready(self.url):
            dead = [name for name, process in self.processes.items() if process.poll() is not None]
            assert not dead, f"{dead} ended: {self.logs()}"
            assert time.monotonic() < until, f"not ready: {self.logs()}"
            time.sleep(0.2)

    def sign_in(self, login, password):
        """A client that is signed in."""
        return signing_in.sign_in(f"{self.url}/api/v1", login, password)

    def operator(self):
        """A client of the site's first person."""
        return signing_in.operator(self.site)

    def environment(self, name):
        """The settings of a process, for a program that takes its place."""
        return dict(self._environments[name])

    def database_of(self, name):
        """The address of a process's database."""
        return self._environments[name]["MAKAM_DATABASE_URI"]

    def logs(self):
        """The end of every process's log."""
        return "\n".join(f"{file.name}: {file.read_text()[-1500:]}" for file in sorted(self.site.logs.glob("*.log")))

    def _environment(self, name):
        service = name.partition(".")[0]
        environment = self.site.environment(service)
        if self.database:
            environment["MAKAM_DATABASE_URI"] = self.database(service)
        if service == "gateway":
            environment |= self.settings
            if name != service:  # a second one has a door of its own
                environment["MAKAM_PORT"] = str(ports.free())
        return environment

    def _run(self, name, *verb, program=("-m",)):
        command = [sys.executable, *program, MODULES[name.partition(".")[0]], *verb]
        with open(self.site.logs / f"{name}.log", "ab") as log:
            return subprocess.Popen(
                command, env=self._environments[name], stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent(signal.SIGTERM),
            )  # fmt: skip


def _await_end(process):
    try:
        return process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
