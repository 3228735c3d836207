"""Chromium for tests: the machine's own, else out of Debian's packages with all that it needs.

It is the one without windows: the whole browser draws its own pages beside ours, and takes twice the processor.
"""

import os
import shutil
from pathlib import Path

from makam_tools import debian
from makam_tools.folders import PACKAGES
from makam_tools.shared_libraries import search_path

PACKAGE = "chromium-headless-shell"
UNPACKED = PACKAGES / PACKAGE
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def program(say=print):
    """The path of the program, and the environment that it needs."""
    if found := shutil.which(PACKAGE) or shutil.which("chromium"):
        return found, {}
    binary = UNPACKED / "usr/lib/chromium" / PACKAGE
    if not binary.exists():
        say("Chromium indiriliyor… (Debian paketleri, yaklaşık 150 MB)")
        half = UNPACKED.with_suffix(".new")  # one that is there is whole
        shutil.rmtree(half, ignore_errors=True)
        debian.unpack(debian.wanted(PACKAGE), half)
        shutil.rmtree(UNPACKED, ignore_errors=True)
        os.replace(half, UNPACKED)
    libraries = os.pathsep.join([search_path(UNPACKED), str(binary.parent)])
    return str(binary), {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(Path(UNPACKED, "etc/fonts"))}
