"""What clients were told, set against what is there: the checker of a total queue, as Jepsen has it.

A client logs that it asks for a thing, by its key, and then what it heard: ``ok``, ``fail`` (certainly not done) or
``unknown``. Unknown counts neither as success nor as failure: such a thing may be there or not, but never twice. What
the rules have ``refused`` is not there either, and is no trouble: its time or its money went to somebody else. Four
verdicts: *lost* was acknowledged and is absent, *duplicated* is there more than once, *recovered* was unknown and is
there, *phantom* is there though nobody asked, or though its client was told that it was not done.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of the log; ``at`` is monotonic."""

    at: float
    key: str
    what: str
    value: object = None


@dataclass(frozen=True)
class Verdict:
    """What the comparison found. Recovered things are no fault."""

    acknowledged: int
    lost: frozenset
    duplicated: frozenset
    recovered: frozenset
    phantom: frozenset

    @property
    def clean(self):
        """Nothing lost, nothing doubled, nothing that nobody asked for."""
        return not (self.lost or self.duplicated or self.phantom)

    def __str__(self):
        faults = ("lost", "duplicated", "recovered", "phantom")
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in faults)
        examples = {name: sorted(getattr(self, name))[:3] for name in faults if getattr(self, name)}
        return f"{self.acknowledged} acknowledged, {counts} {examples or ''}".rstrip()


def judge(*, acknowledged, unknown=(), present):
    """The verdict on things of which ``acknowledged`` must be there, ``unknown`` may be, and ``present`` are."""
    acknowledged, unknown, present = set(acknowledged), set(unknown), Counter(present)
    there = set(present)
    return Verdict(
        acknowledged=len(acknowledged),
        lost=frozenset(acknowledged - there),
        duplicated=frozenset(key for key, times in present.items() if times > 1),
        recovered=frozenset((unknown - acknowledged) & there),
        phantom=frozenset(there - acknowledged - unknown),
    )


class History:
    """The common log of all clients. A key may be asked for again, later or in parallel."""

    def __init__(self):
        self.entries = []
        self._counts = Counter()
        self._one_at_a_time = threading.Lock()

    def invoke(self, key):
        """A client asks."""
        self._log(key, "invoke")

    def ok(self, key, value=None):
        """It was answered that it is done."""
        self._log(key, "ok", value)

    def fail(self, key, value=None):
        """It certainly was not done."""
        self._log(key, "fail", value)

    def refuse(self, key, value=None):
        """The rules forbid it, also if it was unknown before: had it been done, its key would have told so."""
        self._log(key, "refused", value)

    def unknown(self, key, value=None):
        """There was no answer, or one that does not say."""
        self._log(key, "unknown", value)

    @property
    def acknowledged(self):
        """The keys that were ever answered with ok."""
        return self._keys("ok")

    @property
    def open(self):
        """The keys of which nobody knows: an unknown answer or none at all, and never an ok or a refusal."""
        asked, answered = Counter(), Counter()
        for entry in self._snapshot():
            (asked if entry.what == "invoke" else answered)[entry.key] += 1
        unanswered = {key for key, times in asked.items() if times > answered[key]}
        return (self._keys("unknown") | unanswered) - self.acknowledged - self._keys("refused")

    def answers(self, key):
        """All that was answered with ok to a key."""
        return [entry.value for entry in self._snapshot() if entry.key == key and entry.what == "ok"]

    def count(self, what):
        """How many entries of one kind there are."""
        return self._counts[what]

    def judge(self, present, kind=""):
        """The verdict on what is there now; of the keys that begin with ``kind``."""
        acknowledged = {key for key in self.acknowledged if key.startswith(kind)}
        unknown = {key for key in self.open if key.startswith(kind)}
        return judge(acknowledged=acknowledged, unknown=unknown, present=present)

    def _keys(self, what):
        return {entry.key for entry in self._snapshot() if entry.what == what}

    def _snapshot(self):
        with self._one_at_a_time:
            return list(self.entries)

    def _log(self, key, what, value=None):
        entry = Entry(time.monotonic(), key, what, value)
        with self._one_at_a_time:
            self.entries.append(entry)
            self._counts[what] += 1
