"""The standard file plan (Standart Dosya Planı): the codes that the office uses, as a table.

Source: Devlet Arşivleri Başkanlığı, V.4, in force since 02.01.2024; its municipal part (Belediyeler ve İl Özel
İdareleri) of 09.01.2018. ``retention`` is in years, or B: kept in the institution. ``disposition`` is what comes after:
A to the state archives (A1 sample years, A2 samples, A3 what is special), B kept, C as the commission for sorting and
destruction decides, D not to the state archives. 020 (olur) and 030 stand only as a second code and are not offered;
nor are group heads and ``.99``.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from makam_kernel.errors import Invalid


@dataclass(frozen=True)
class FileCode:
    """A code of the plan."""

    code: str
    name: str
    retention: str
    disposition: str


def _read():
    with (Path(__file__).parent / "plan.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: FileCode(**row) for row in csv.DictReader(file, delimiter=";")}


PLAN = _read()


def check_code(code):
    """Refuse a code that papers cannot have: ``Invalid("paper.file_code_unknown")``."""
    if code not in PLAN:
        raise Invalid("paper.file_code_unknown", code=code)
