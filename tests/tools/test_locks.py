"""What `./makam` imports comes with what `./makam up` installs: the packages of the tests would hide a gap."""

import ast
import sys
from importlib.metadata import packages_distributions

from makam_tools.folders import LOCKS, ROOT

OURS = {"makam_tools", "makam_kernel", "makam_bench", "broker_definitions"}
WITH_TESTS_ONLY = {"bench.py", "marks.py", "packages.py", "test.py", "trial_databases.py", "web.py"}


def test_no_verb_but_those_of_tests_needs_a_package_that_only_the_tests_bring():
    texts = [(LOCKS / f"{name}.lock").read_text() for name in ("service", "gateway", "tools")]
    lines = [line for text in texts for line in text.splitlines()]
    locked = {line.partition("==")[0] for line in lines if "==" in line}
    made_by = packages_distributions()
    wanted = {name for file in sources() for name in imported(file)} - OURS - set(sys.stdlib_module_names)
    assert {name for name in wanted if not locked & {one.lower() for one in made_by[name]}} == set()


def sources():
    files = (ROOT / "tools/src").rglob("*.py")
    return [ROOT / "makam", *(file for file in files if file.name not in WITH_TESTS_ONLY)]


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]
