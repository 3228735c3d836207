"""CSV that an office brings along: a header in English or Turkish, then a thing a line. Every fault is told with its
line; what is right is not taken while anything is wrong."""

import csv
import io
import re
import unicodedata

from marshmallow import ValidationError

from makam_kernel.errors import Invalid
from makam_kernel.schema import Day, Integer, Text, View
from makam_kernel.turkish import fold

MOST_LINES = 2000
MOST_CHARACTERS = 1024 * 1024
MOST_FAULTS = 100
_TURKISH_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)


class File(Text):
    """The text of a file, in which every line keeps its number; with these lines as its example."""

    def __init__(self, *example):
        super().__init__(required=True, most=MOST_CHARACTERS, metadata={"example": "\n".join(example)})

    def _deserialize(self, value, attr, data, **kwargs):
        super()._deserialize(value, attr, data, **kwargs)
        return unicodedata.normalize("NFC", value)


class ImportView(View):
    """How many things of the file were new, were changed, and were there just so."""

    created = Integer(required=True)
    changed = Integer(required=True)
    unchanged = Integer(required=True)


class Lines:
    """The lines of a file as the facts of ``schema``, and what is wrong with them.

    A field's ``turkish`` is its other name in the header. A column that the file lacks gives no fact; an empty cell
    gives None.
    """

    def __init__(self, text, schema):
        self.fields = schema().fields
        self.faults = []
        self._names = {
            _plain(name): key
            for key, field in self.fields.items()
            for name in (key, field.metadata.get("turkish", key))
        }
        self.rows = self._read(text, schema())

    def wrong(self, reason, line, column=None):
        """Note a fault; the words for ``reason`` are those of a field."""
        self.faults.append({"line": line, "column": column, "reason": reason})

    def check(self):
        """Refuse the file if anything was wrong (``import.invalid``)."""
        if self.faults:
            faults = sorted(self.faults, key=lambda fault: fault["line"])
            count = len({fault["line"] for fault in faults})
            raise Invalid("import.invalid", count=count, lines=faults[:MOST_FAULTS])

    def _read(self, text, schema):
        """``[(line, facts)]`` of what is well formed."""
        (first, header), *rows = self._cells(text.removeprefix("\ufeff"))
        columns = self._columns(first, header)
        self.check()
        return [(line, facts) for line, cells in rows if (facts := self._facts(line, columns, cells, schema))]

    def _cells(self, text):
        """``[(line, cells)]`` of the lines that are not empty, the header first."""
        delimiter = ";" if ";" in text.lstrip().partition("\n")[0] else ","
        reader, rows, ended = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [], 0
        try:
            for cells in reader:
                began, ended = ended + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    rows.append((began, cells))
                if len(rows) > MOST_LINES + 1:
                    raise Invalid("import.too_long", most=MOST_LINES)
        except csv.Error:
            self.wrong("csv", ended + 1)
        return rows or [(1, [])]

    def _columns(self, line, header):
        columns = [self._names.get(_plain(cell)) for cell in header]
        for cell, column in zip(header, columns, strict=True):
            if column is None:
                self.wrong("unknown", line, cell.strip()[:40])
        for name, field in self.fields.items():
            if columns.count(name) > 1:
                self.wrong("doubled", line, name)
            if field.required and name not in columns:
                self.wrong("required", line, name)
        return columns

    def _facts(self, line, columns, cells, schema):
        if len(cells) > len(columns):
            return self.wrong("columns", line)
        cells = [*cells, *[""] * (len(columns) - len(cells))]
        given = {name: self._value(name, cell.strip()) for name, cell in zip(columns, cells, strict=True)}
        try:
            return schema.load(given)
        except ValidationError as error:
            for name, reasons in error.messages.items():
                self.wrong(reasons[0], line, name)

    def _value(self, name, cell):
        if isinstance(self.fields[name], Day) and (day := _TURKISH_DAY.fullmatch(cell)):
            return f"{day[3]}-{day[2]}-{day[1]}"
        return cell or None


def _plain(name):
    return fold(name.strip()).replace(" ", "_")
