"""What was measured, as rows with a target, a table and JSON."""

import json
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass
class Row:
    """One figure of one goal. `rounds` are the values of the single rounds, whose median counts; `raw` is what they
    were made of, for whoever wants to know."""

    id: str
    what: str
    rounds: list
    unit: str = ""
    most: float | None = None
    least: float | None = None
    samples: int = 0
    raw: dict = field(default_factory=dict)

    @property
    def value(self):
        """The median of the rounds."""
        return round(median(self.rounds), 3)

    @property
    def met(self):
        """Whether the target is met."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def target(self):
        """The target, as it is shown."""
        if self.most is not None and self.most == self.least:
            return f"= {self.most:g}"
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"

    def as_json(self):
        """The row as `--json` writes it; `spread` is the lowest and the highest round."""
        spread = [round(min(self.rounds), 3), round(max(self.rounds), 3)]
        return {
            "id": self.id, "what": self.what, "value": self.value, "unit": self.unit, "target": self.target,
            "met": self.met, "samples": self.samples, "spread": spread, "raw": self.raw,
        }  # fmt: skip


def percentiles(seconds):
    """p50, p95 and p99 in milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {f"p{place}": round(cuts[place - 1] * 1000, 3) for place in (50, 95, 99)}


def table(rows):
    """The rows for people."""
    cells = [["no", "ölçü", "değer", "birim", "hedef", "tuttu", "aralık"], *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)


def _cells(row):
    spread = f"{min(row.rounds):.4g} … {max(row.rounds):.4g}"
    met = "evet" if row.met else "HAYIR"
    return [row.id, row.what, f"{row.value:.4g}", row.unit, row.target, met, spread]


def summary(rows):
    """How many targets were met."""
    return f"{sum(row.met for row in rows)} / {len(rows)} hedef tuttu"


def write(rows, file):
    """All rows as one JSON list."""
    file.write_text(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1) + "\n")
