"""Things that are made and then live: each step at its instant, by whoever does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from makam_tools.demonstration.office import Refused, wait_for

STALE = 412


@dataclass(frozen=True)
class Step:
    """What is done with a thing at an instant; where the thing stands after it."""

    at: datetime
    status: str
    do: Callable


@dataclass(frozen=True)
class Life:
    """A thing by what it is known again, how it is made, and its steps in their order."""

    key: object
    at: datetime
    make: Callable
    steps: list


class Lives:
    """The things of one noun. By where a thing stands it is known which of its steps are done."""

    def __init__(self, office, path, *, reader, key):
        self.office, self.path, self.reader = office, path, reader
        self.things = {key(one): one for one in office.every(reader, path)}

    def acts(self, lives):
        """What is left to be done, each with its instant."""
        for life in lives:
            known = self.things.get(life.key)
            if known is None:
                yield life.at, partial(self._make, life)
            done = 0 if known is None else _done(life.steps, known["status"])
            for step in life.steps[done:]:
                yield step.at, partial(self._do, life, step)

    def post(self, who, facts):
        """How a thing is made by a plain POST."""
        return lambda: self.office.post(who, self.path, facts)

    def put(self, who, act, words=None):
        """A step that is one PUT, for the version that is seen; what a job has changed meanwhile is looked at again."""

        def do(thing):
            path = f"{self.path}/{thing['id']}"
            try:
                return self.office.put(who, f"{path}/{act}", words or {}, version=thing["version"])
            except Refused as refused:
                if refused.status != STALE:
                    raise
            version = self.office.get(self.reader, path)["version"]
            return self.office.put(who, f"{path}/{act}", words or {}, version=version)

        return do

    def until(self, status):
        """A step that the service does by itself, when its time has come."""

        def come(thing):
            seen = self.office.get(self.reader, f"{self.path}/{thing['id']}")
            return seen if seen["status"] == status else None

        return lambda thing: wait_for(f"{self.path}: {status}", partial(come, thing))

    def _make(self, life):
        self.things[life.key] = life.make()

    def _do(self, life, step):
        self.things[life.key] = step.do(self.things[life.key])


def one_by_one(*steps):
    """Several calls as one step."""

    def do(thing):
        for step in steps:
            thing = step(thing)
        return thing

    return do


def _done(steps, status):
    """How many steps are done for a thing that stands here."""
    return max((place for place, step in enumerate(steps, start=1) if step.status == status), default=0)
