"""`./makam down`: end a running site as Ctrl-C would."""

import argparse
import os
import signal
import time
from pathlib import Path

from makam_tools import running
from makam_tools.folders import VAR
from makam_tools.site import Site
from makam_tools.trouble import Trouble

PATIENCE = 60


def main(arguments):
    parser = argparse.ArgumentParser(prog="./makam down", description="Çalışan sistemi durdurur.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    site = Site(parser.parse_args(arguments).var)
    if not running.is_held(site):
        print("Makam zaten çalışmıyor.")
        return 0
    os.kill(running.read(site)["pid"], signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while running.is_held(site):
        if time.monotonic() > deadline:
            raise Trouble("Sistem bir dakikada durmadı.")
        time.sleep(0.1)
    print("Durdu.")
    return 0
