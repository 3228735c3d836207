"""The settings of a process: environment variables that begin with MAKAM_, and nothing else."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Where a process finds its broker, its database and its keys. Secrets never appear in its ``repr``."""

    broker: str
    database: str
    keys: str
    messages: str
    clock: str | None
    demo: bool
    log_level: str

    @classmethod
    def from_environment(cls, environment=os.environ):
        """Read the environment; a missing name ends the start with a sentence that tells it."""
        demo = environment.get("MAKAM_DEMO") == "1"
        return cls(
            broker=_needed(environment, "MAKAM_AMQP_URI"),
            database=_needed(environment, "MAKAM_DATABASE_URI"),
            keys=_needed(environment, "MAKAM_KEYS"),
            messages=_needed(environment, "MAKAM_MESSAGES"),
            clock=environment.get("MAKAM_CLOCK") if demo else None,
            demo=demo,
            log_level=environment.get("MAKAM_LOG_LEVEL", "INFO"),
        )

    def __repr__(self):
        return "<Settings>"


def _needed(environment, name):
    if not environment.get(name):
        raise SystemExit(f"{name} ayarı eksik / the setting {name} is missing")
    return environment[name]
