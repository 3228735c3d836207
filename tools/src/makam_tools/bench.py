"""`./makam bench`: measures the goals of speed and cost; what is measured, and how, stands in `tests/bench`."""

import argparse
import os
import sys
import time
from pathlib import Path

from makam_tools.folders import ROOT, VAR

sys.path.insert(0, str(ROOT / "tests/bench"))

from makam_bench import day, figures, pages, run, security

PARTS = {"day": day, "security": security, "pages": pages}


def main(arguments):
    parser = argparse.ArgumentParser(prog="./makam bench", description="Başarımı ölçer ve hedeflerle karşılaştırır.")
    parser.add_argument(
        "part",
        nargs="?",
        choices=PARTS,
        help="day: başkanın günü ve ajanda; security: hakların ve şifrelemenin bedeli; "
        "pages: sayfalar, tarayıcıda (yalnız adıyla ölçülür)",
    )
    parser.add_argument("--quick", action="store_true", help="daha az örnekle; pages dışında üç dakikadan kısa sürer")
    parser.add_argument("--json", type=Path, metavar="DOSYA", help="sonuçları bu dosyaya da yazar")
    chosen = parser.parse_args(arguments)
    VAR.mkdir(exist_ok=True)
    began = time.monotonic()

    def tell(line):
        say(f"{time.monotonic() - began:4.0f} sn  {line}")

    tell(f"Yük ortalaması: {_load()}")
    size = run.QUICK if chosen.quick else run.FULL
    rows = PARTS.get(chosen.part, run).run(VAR, size, tell)
    say(f"\n{figures.table(rows)}\n")
    say(f"Yük ortalaması: {_load()}; süre: {time.monotonic() - began:.0f} sn; {figures.summary(rows)}")
    if chosen.json:
        figures.write(rows, chosen.json)


def _load():
    return " ".join(f"{load:.2f}" for load in os.getloadavg())


def say(line):
    print(line, flush=True)
