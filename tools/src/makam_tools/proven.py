"""`./makam proven`: what the last `./makam test` proved, as a table."""

import json

from makam_tools.folders import VAR
from makam_tools.trouble import Trouble

FILE = VAR / "proven.json"
OUTCOMES = {"passed": "geçti", "failed": "KALDI", "skipped": "atlandı"}


def main(arguments):
    if not FILE.exists():
        raise Trouble("Henüz sonuç yok. Önce: ./makam test")
    rows = json.loads(FILE.read_text())
    print(table(rows))
    return 1 if any(row["outcome"] == "failed" for row in rows) else 0


def table(rows):
    cells = [["tür", "no", "bölüm", "veritabanı", "sonuç", "sınama"], *sorted(map(_cells, rows), key=_order)]
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    return "\n".join("  ".join([*map(str.ljust, row, widths), row[5]]).rstrip() for row in cells)


def _cells(row):
    known = [row["mark"], row["id"], row["part"], row["database"], OUTCOMES[row["outcome"]], row["test"]]
    return [cell or "" for cell in known]


def _order(row):
    """S9 before S16."""
    letters, digits = row[1].rstrip("0123456789"), row[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return row[0], letters, int(digits) if digits.isdigit() else 0, row[1:]
