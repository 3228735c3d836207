"""Papers that came in, from a file of CSV: every fault is told with its line, and nothing is taken with a fault."""

import csv
import io
import re

from marshmallow import ValidationError

from documents_service.file_codes.plan import PLAN
from documents_service.papers.facts import incoming
from documents_service.papers.grades import HISTORIC, Grade, Urgency
from documents_service.papers.schemas import RegisterPaper
from makam_kernel.errors import Invalid
from makam_kernel.turkish import fold

MOST_LINES = 2000
MOST_FAULTS = 100
COLUMNS = {
    "gonderen": "sender",
    "sayi": "origin_number",
    "tarih": "origin_on",
    "konu": "subject",
    "dosya_kodu": "file_code",
    "gizlilik": "grade",
    "ivedilik": "urgency",
    "gun": "due_on",
}
NEEDED = ("sender", "origin_number", "origin_on", "subject")
GRADES = {
    "": Grade.NONE,
    "yok": Grade.NONE,
    "hizmete ozel": Grade.OFFICIAL_USE,
    "gizli": Grade.SECRET,
    "cok gizli": Grade.TOP_SECRET,
}
URGENCIES = {"": Urgency.NORMAL, "normal": Urgency.NORMAL, "acele": Urgency.URGENT, "gunludur": Urgency.DATED}
_TURKISH_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)


def papers_of(text):
    """The facts of every paper in the file; ``Invalid("import.invalid")`` with the lines that are wrong, if any is."""
    try:
        rows = list(_rows(text))
    except csv.Error:
        raise Invalid("import.invalid", count=1, lines=[]) from None
    faults, papers = [], []
    for line, cells in rows:
        try:
            papers.append(_paper(cells))
        except Wrong as wrong:
            faults.append({"line": line, "column": wrong.column, "reason": wrong.reason})
    _refuse(faults)
    return papers


class Wrong(Exception):
    """What is wrong with a line, and in which column."""

    def __init__(self, reason, column=None):
        super().__init__(reason)
        self.reason, self.column = reason, column


def _rows(text):
    """``(line, cells by column)`` of every line that is not empty."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    columns, ended = None, 0
    for cells in reader:
        line, ended = ended + 1, reader.line_num
        if columns is None:
            columns = _columns(cells)
        elif line > MOST_LINES + 1:
            raise Invalid("import.too_long", most=MOST_LINES)
        elif any(cell.strip() for cell in cells):
            yield line, dict(zip(columns, (cell.strip() for cell in cells), strict=False))


def _columns(header):
    """The header's columns; in English or Turkish."""
    names = [fold(cell.strip()).replace(" ", "_") for cell in header]
    columns = [COLUMNS.get(name, name if name in COLUMNS.values() else None) for name in names]
    faults = [("unknown", cell[:40]) for cell, name in zip(header, columns, strict=True) if name is None]
    faults += [("required", name) for name in NEEDED if name not in columns]
    _refuse([{"line": 1, "column": column, "reason": reason} for reason, column in faults])
    return columns


def _paper(cells):
    grade, marking = _grade(cells.get("grade", ""))
    urgency = URGENCIES.get(fold(cells.get("urgency", "")))
    if urgency is None:
        raise Wrong("choice", "urgency")
    file_code = cells.get("file_code") or None
    if file_code is not None and file_code not in PLAN:
        raise Wrong("choice", "file_code")
    facts = {
        **{name: cells.get(name) or None for name in ("sender", "origin_number", "subject")},
        "origin_on": _day(cells.get("origin_on")),
        "due_on": _day(cells.get("due_on")),
        "file_code": file_code,
        "grade": grade,
        "historic_marking": marking,
        "urgency": urgency,
        "is_physical": grade in (Grade.SECRET, Grade.TOP_SECRET),
    }
    try:
        return incoming(**RegisterPaper().load(facts))
    except ValidationError as error:
        column, reasons = next(iter(error.messages.items()))
        raise Wrong(reasons[0], column) from None
    except Invalid as invalid:
        raise Wrong(invalid.code.partition(".")[2]) from None


def _grade(cell):
    folded = fold(cell)
    if folded == HISTORIC:
        return Grade.NONE, HISTORIC
    if folded not in GRADES:
        raise Wrong("choice", "grade")
    return GRADES[folded], None


def _day(cell):
    found = _TURKISH_DAY.fullmatch(cell or "")
    return f"{found[3]}-{found[2]}-{found[1]}" if found else cell or None


def _refuse(faults):
    if faults:
        raise Invalid("import.invalid", count=len(faults), lines=faults[:MOST_FAULTS])
