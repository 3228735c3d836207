"""`./makam restore KLASÖR`: brings the databases of a stopped site back to a backup.

What was is kept beside it. The broker begins with empty queues: what lay in them is of a time that never was. What the
services had told in the week before the backup leaves once more, so that nobody misses what was on its way; who has
heard it does nothing. Whoever was erased is erased again at the next start, by the lists under `erasures`.
"""

import argparse
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from makam_tools import running
from makam_tools.backup import checksum
from makam_tools.folders import VAR
from makam_tools.site import MODULES, Site
from makam_tools.trouble import Trouble

TOLD_AGAIN = timedelta(days=7)


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam restore", description="Durmuş sistemi bir yedeğe döndürür.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("folder", type=Path, metavar="KLASÖR", help="yedeğin klasörü")
    chosen = parser.parse_args(arguments)
    site = Site(chosen.var)
    if running.is_held(site):
        raise Trouble("Makam çalışıyor. Önce durdurun: ./makam down")
    kept = put_back(site, chosen.folder)
    print(f"Yedeğe dönüldü. Önceki durum: {kept}")
    print("Şimdi başlatın: ./makam up. Yedekten sonra verilen numaralar yeniden verilebilir; RUNBOOK.md'ye bakın.")
    return 0


def put_back(site, folder):
    """Restore the databases; where the state before is kept."""
    told = _checked(folder)
    kept = site.folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    kept.mkdir(mode=0o700)
    for place in (site.databases, site.broker):
        if place.exists():
            place.rename(kept / place.name)
    site.databases.mkdir(mode=0o700)
    for name in MODULES:
        file = site.databases / f"{name}.sqlite3"
        shutil.copyfile(folder / f"{name}.sqlite3", file)
        file.chmod(0o600)
        _tell_again(file, datetime.fromisoformat(told["at"]) - TOLD_AGAIN)
    return kept


def _checked(folder):
    """What the backup says of itself; ``Trouble`` when it is not whole."""
    try:
        told = json.loads((folder / "backup.json").read_text())
    except FileNotFoundError:
        raise Trouble(f"Burada yedek yok: {folder}") from None
    for name in MODULES:
        file = folder / f"{name}.sqlite3"
        if not file.exists() or checksum(file) != told["sha256"].get(name):
            raise Trouble(f"Yedek bozuk: {file}")
    return told


def _tell_again(file, since):
    with closing(sqlite3.connect(file)) as database, database:
        words = since.strftime("%Y-%m-%d %H:%M:%S.%f")
        database.execute("UPDATE outbox SET sent_at = NULL WHERE sent_at > ?", (words,))
