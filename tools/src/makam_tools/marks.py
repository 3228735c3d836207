"""pytest plugin: marks that say which promise a test proves, and a file with what came of each.

`@pytest.mark.check("S47")`, `@pytest.mark.promise("P5", "broker")`. Loaded with `-p makam_tools.marks`;
writes to the file named by MAKAM_TEST_RESULT.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from makam_tools.folders import ROOT

MARKS = {
    "scenario": "a scenario of the office",
    "feature": "a feature of the product",
    "promise": "a promise of reliability",
    "fault": "a fault that is survived",
    "check": "a security check",
}
DATABASES = ("sqlite", "postgres")


def pytest_configure(config):
    for mark, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{mark}(id, part=None): {meaning}")
    if result := os.environ.get("MAKAM_TEST_RESULT"):
        config.pluginmanager.register(Results(Path(result)), "makam-results")


class Results:
    """Outcomes of this run, by test; the worst of setup, call and teardown counts."""

    def __init__(self, file):
        self.file = file
        self.outcomes = {}
        self.items = {}
        self.broken_files = 0

    def pytest_collection_modifyitems(self, items):
        self.items = {item.nodeid: item for item in items}

    def pytest_collectreport(self, report):
        self.broken_files += report.failed

    def pytest_runtest_logreport(self, report):
        order = ["passed", "skipped", "failed"]
        known = self.outcomes.get(report.nodeid, "passed")
        self.outcomes[report.nodeid] = max(known, report.outcome, key=order.index)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self):
        counts = Counter(self.outcomes.values())
        counts["failed"] += self.broken_files
        rows = [row for test, outcome in self.outcomes.items() for row in _rows(self.items[test], outcome)]
        self.file.write_text(json.dumps({"counts": counts, "proven": rows}, ensure_ascii=False))


def _rows(item, outcome):
    test = f"{item.path.relative_to(ROOT)}::{item.nodeid.partition('::')[2]}"
    for mark in item.iter_markers():
        if mark.name in MARKS:
            ids = {"mark": mark.name, "id": mark.args[0], "part": _part(mark)}
            yield ids | {"test": test, "database": _database(item), "outcome": outcome}


def _part(mark):
    return mark.args[1] if len(mark.args) > 1 else mark.kwargs.get("part")


def _database(item):
    values = getattr(item, "callspec", None) and item.callspec.params.values() or ()
    return next((value for value in values if value in DATABASES), None)
