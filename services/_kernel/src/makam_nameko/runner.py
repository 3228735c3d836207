"""Runs one service: ``python -m <package> [run | migrate]``. Its entry module has patched the standard library."""

import logging
import signal
import sys

import eventlet
from eventlet import tpool  # noqa: F401  (started before any thread of ours exists)
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider

from makam_kernel import broker, logs, migrations
from makam_kernel.db import Database
from makam_kernel.errors import MakamError
from makam_kernel.personal import Seal
from makam_kernel.service import Process
from makam_kernel.settings import Settings
from makam_nameko.wire import call

log = logging.getLogger(__name__)

WORKERS = 10
ENDING = (signal.SIGTERM, signal.SIGINT)


class Running(DependencyProvider):
    """The service's process, to its workers: started and stopped with the container."""

    def __init__(self, process=None):
        self.process = process

    def start(self):
        """Begin the background work."""
        self.process.start()

    def stop(self):
        """End the background work."""
        self.process.stop()

    def get_dependency(self, worker_ctx):
        """The process, with the headers of this call."""
        return lambda name, facts: self.process.answer(name, facts, worker_ctx.data)


def expose(process):
    """The nameko class of a service: one RPC entrypoint for each of its methods."""

    def entrypoint(name):
        def method(self, /, **facts):
            return self.answer(name, facts)

        method.__name__ = name
        return call(method)

    members = {name: entrypoint(name) for name in process.methods}
    return type(process.name.capitalize(), (), {"name": process.name, "answer": Running(process), **members})


def main(service):
    """Run or migrate the service, as the command line says."""
    verb = sys.argv[1] if len(sys.argv) > 1 else "run"
    settings = Settings.from_environment()
    logs.configure(service.name, settings.log_level)
    try:
        if verb == "migrate":
            Database(settings.database).claim()
            migrations.upgrade(service.home, settings.database, seal=Seal(settings.keys, service.name))
        elif verb == "run":
            run(Process(service, settings))
        else:
            sys.exit("kullanım / usage: run | migrate")
    except MakamError as error:
        sys.exit(f"{service.name}: {error.code} {error.details or ''}")


def run(process):
    """Serve until told to stop."""
    migrations.check_version(process.service.home, process.database)
    process.database.claim()
    config = {
        "AMQP_URI": broker.without_files(process.settings.broker),
        "AMQP_SSL": broker.tls_of(process.settings.broker),
        "MAKAM_BROKER": process.settings.broker,
        "max_workers": WORKERS,
        "serializer": "json",
        "ACCEPT": ["json"],
    }
    container = ServiceContainer(expose(process), config)
    for name in ENDING:
        signal.signal(name, lambda *_: end(container))
    container.start()
    log.info("service.started")
    container.wait()


def end(container):
    """Let what was begun end. Asked once more the container would stop twice, and hang."""
    for name in ENDING:
        signal.signal(name, signal.SIG_IGN)
    eventlet.spawn_n(container.stop)
