"""`./makam status`: what runs, in which versions."""

import argparse
import json
import tomllib
from pathlib import Path

from makam_tools import running, subscriber
from makam_tools.folders import VAR
from makam_tools.site import HOMES, Site
from makam_tools.up import is_ready

STATES = {"starting": "başlıyor", "ready": "hazır"}


def main(arguments):
    parser = argparse.ArgumentParser(prog="./makam status", description="Çalışan sistemin durumunu gösterir.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    site = Site(parser.parse_args(arguments).var)
    if not running.is_held(site):
        print("Makam çalışmıyor. Başlatmak için: ./makam up")
        return 1
    known = running.read(site)
    answering = is_ready(known["url"])
    print(f"{known['url']}  {STATES[known['state']]}, {'yanıt veriyor' if answering else 'yanıt vermiyor'}")
    print(f"\n{'parça':<10} {'süreç':>8}  {'sürüm':<8} sözleşme")
    for name in ["broker", *HOMES]:
        pid = known["processes"].get(name, "durdu" if name in HOMES else "–")
        version, contract = _versions(name)
        print(f"{name:<10} {pid:>8}  {version:<8} {contract}")
    print(*("", *outside), sep="\n") if (outside := subscriber.lines(site)) else None
    return 0 if answering else 1


def _versions(name):
    if name not in HOMES:
        return "", ""
    package = HOMES[name] / "pyproject.toml"
    contract = HOMES[name] / "contract/events.json"
    version = tomllib.loads(package.read_text())["project"]["version"] if package.exists() else "?"
    return version, json.loads(contract.read_text())["version"] if contract.exists() else "?"
