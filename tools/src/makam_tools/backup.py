"""`./makam backup KLASÖR`: a copy of all databases of the site as of one instant, while it works.

All are held for the moment in which each is given a reader of its own; what is copied then is what the readers see.
Keys and the lists of what was erased are not in it, on purpose: they are kept apart.
"""

import argparse
import hashlib
import json
import sqlite3
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from makam_tools.folders import VAR
from makam_tools.site import MODULES, Site
from makam_tools.trouble import Trouble

HOLD_SECONDS = 30


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam backup", description="Bütün veritabanlarının tek andaki yedeği.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("folder", type=Path, metavar="KLASÖR", help="yedeğin yazılacağı yeni klasör")
    chosen = parser.parse_args(arguments)
    at = make(Site(chosen.var), chosen.folder)
    print(f"Yedek alındı: {chosen.folder.resolve()} ({at})")
    print("Anahtarlar (keys) ve silinenlerin listeleri (erasures) yedekte yoktur; onları ayrı yerde saklayın.")
    return 0


def make(site, folder):
    """Write the backup; the instant that it is of."""
    files = {name: site.databases / f"{name}.sqlite3" for name in MODULES}
    if missing := [name for name, file in files.items() if not file.exists()]:
        raise Trouble(f"Burada yedeklenecek veritabanı yok: {', '.join(missing)}")
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise Trouble(f"{folder} zaten var; yedek yeni bir klasöre alınır.") from None
    with ExitStack() as ending:
        readers, at = _readers(ending, files)
        for name, reader in readers.items():
            _copy(reader, folder / f"{name}.sqlite3")
    sums = {name: checksum(folder / f"{name}.sqlite3") for name in MODULES}
    (folder / "backup.json").write_text(json.dumps({"at": at, "sha256": sums}, indent=1))
    return at


def _readers(ending, files):
    """A reader of each database, all of them looking at one instant."""
    with ExitStack() as holding:
        for name, file in files.items():
            holder = holding.enter_context(closing(_open(file)))
            try:
                holder.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                raise Trouble(f"{name} veritabanı {HOLD_SECONDS} saniyede durdurulamadı; yeniden deneyin.") from None
        at = datetime.now(UTC).isoformat()
        readers = {name: ending.enter_context(closing(_open(file))) for name, file in files.items()}
        for reader in readers.values():
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return readers, at


def _open(file):
    return sqlite3.connect(file, timeout=HOLD_SECONDS, isolation_level=None)


def _copy(reader, file):
    with closing(sqlite3.connect(file)) as copy:
        reader.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    file.chmod(0o400)


def checksum(file):
    """SHA-256 of a file."""
    with open(file, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
