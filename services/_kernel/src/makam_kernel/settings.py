"""The settings of a process: environment variables that begin with MAKAM_, and nothing else."""

import os
from dataclasses import dataclass
from urllib.parse import urlencode

TLS_FILES = {"cacertfile": "MAKAM_AMQP_CA", "certfile": "MAKAM_AMQP_CERT", "keyfile": "MAKAM_AMQP_KEY"}


@dataclass(frozen=True)
class Settings:
    """Where a process finds its broker, its database and its keys. Secrets never appear in its ``repr``.

    ``erasures`` is the folder of the lists of what was erased; without one nobody is erased by decision.
    """

    broker: str
    database: str
    keys: str
    messages: str
    clock: str | None
    demo: bool
    log_level: str
    erasures: str | None = None

    @classmethod
    def from_environment(cls, environment=os.environ):
        """Read the environment; a missing name ends the start with a sentence that tells it."""
        demo = environment.get("MAKAM_DEMO") == "1"
        return cls(
            broker=_broker(environment),
            database=_needed(environment, "MAKAM_DATABASE_URI"),
            keys=_needed(environment, "MAKAM_KEYS"),
            messages=_needed(environment, "MAKAM_MESSAGES"),
            clock=environment.get("MAKAM_CLOCK") if demo else None,
            demo=demo,
            log_level=environment.get("MAKAM_LOG_LEVEL", "INFO"),
            erasures=environment.get("MAKAM_ERASURES"),
        )

    def __repr__(self):
        return "<Settings>"


def _broker(environment):
    """The broker's address, with the files of its TLS (``makam_kernel.broker``)."""
    address = _needed(environment, "MAKAM_AMQP_URI")
    files = {name: environment[variable] for name, variable in TLS_FILES.items() if environment.get(variable)}
    if not address.startswith(("amqp://", "amqps://")):
        raise SystemExit("MAKAM_AMQP_URI amqp:// veya amqps:// ile başlar / begins with amqp:// or amqps://")
    if not files:
        return address
    if not address.startswith("amqps://"):
        raise SystemExit("MAKAM_AMQP_CA amqps:// ile birlikte verilir / MAKAM_AMQP_CA goes with amqps://")
    if ("certfile" in files) != ("keyfile" in files):
        raise SystemExit("MAKAM_AMQP_CERT ve MAKAM_AMQP_KEY birlikte verilir / go together")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(files)}"


def _needed(environment, name):
    if not environment.get(name):
        raise SystemExit(f"{name} ayarı eksik / the setting {name} is missing")
    return environment[name]
