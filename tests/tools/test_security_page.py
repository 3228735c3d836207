"""`deploy/SECURITY.md` says of each check whether it is met; the marks on the tests have to agree."""

import re

from makam_tools.folders import ROOT

ROW = re.compile(r"^\| (S[^|]+) \|[^|]+\| ([^|]+) \|([^|]*)\|", re.MULTILINE)
SHOWN = {"met", "in part"}
MARK = re.compile(r'check\("S(\d+)"')


def rows():
    """Each number of the page with its state and the tests named for it."""
    found = {}
    for names, state, shown in ROW.findall((ROOT / "deploy/SECURITY.md").read_text(encoding="utf-8")):
        for number in numbers(names):
            assert number not in found, f"S{number} stands there twice"
            found[number] = state, re.findall(r"`([^`]+)`", shown)
    return found


def numbers(names):
    for part in names.split(","):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        yield from range(ends[0], ends[-1] + 1)


def marked():
    """The numbers that some test is marked with, each with its files."""
    found, folders = {}, ("services/*/tests", "gateway/tests", "tests")
    for file in [file for folder in folders for file in ROOT.glob(f"{folder}/**/test_*.py")]:
        for number in MARK.findall(file.read_text(encoding="utf-8")):
            found.setdefault(int(number), set()).add(str(file.relative_to(ROOT)))
    return found


def test_every_check_stands_there_once():
    assert set(rows()) == set(range(1, 77))


def test_what_is_called_shown_is_marked_on_the_test_that_is_named():
    marks = marked()
    wrong = [
        f"S{number}: {file}"
        for number, (state, files) in rows().items()
        for file in files
        if file not in marks.get(number, ())
    ]
    assert wrong == []
    assert [number for number, (state, files) in rows().items() if state in SHOWN and not files] == []


def test_what_a_test_is_marked_with_is_not_called_open():
    assert [number for number in marked() if rows()[number][0] not in SHOWN] == []
