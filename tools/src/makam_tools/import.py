"""`./makam import units|people DOSYA.csv`: units, or people and their posts, from a file, through the API; all lines or
none."""

import argparse
from pathlib import Path

from makam_tools import signing_in
from makam_tools.folders import VAR
from makam_tools.site import Site
from makam_tools.trouble import Trouble

NOUNS = {"units": "birim", "people": "kişi"}
SECONDS = 120  # as long as two thousand lines may take on a small machine


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(
        prog="./makam import", description="CSV dosyasından birimleri ya da kişileri ve görevlerini alır."
    )
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("what", choices=list(NOUNS), help="birimler ya da kişiler")
    parser.add_argument("file", type=Path, help="ilk satırı başlık olan CSV dosyası (UTF-8)")
    chosen = parser.parse_args(arguments)
    text = _read(chosen.file)
    with signing_in.operator(Site(chosen.var)) as api:
        answer = api.post(f"/{chosen.what}/import", json={"csv": text}, timeout=SECONDS)
    if answer.is_error:
        raise Trouble(_explained(answer.json()))
    counts, noun = answer.json(), NOUNS[chosen.what]
    print(f"{counts['created']} {noun} eklendi, {counts['changed']} değişti, {counts['unchanged']} aynı kaldı.")
    return 0


def _read(file):
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Trouble(f"{file} okunamadı: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Trouble(f"{file} UTF-8 değil; “CSV UTF-8” olarak kaydedip yeniden deneyin.") from None


def _explained(problem):
    lines = [
        f"  satır {fault['line']}{', ' + fault['column'] if fault['column'] else ''}: {fault['detail']}"
        for fault in problem.get("lines", ())
    ]
    return "\n".join([problem["detail"], *lines])
