"""`./makam web`: the web client, built from `gateway/web` into the gateway's package, and held against its sources."""

import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from makam_gateway import api, openapi
from makam_tools.folders import ENVIRONMENT, ROOT

SOURCES = ROOT / "gateway/web"
BUILT = ROOT / "gateway/src/makam_gateway/client"
NOT_SOURCES = ("node_modules", "openapi.json", "types.ts")


def main(arguments):
    parser = argparse.ArgumentParser(prog="./makam web", description="Tarayıcı sayfaları.")
    parser.add_argument("verb", choices=["build", "check"], help="build: derler; check: depodakiyle karşılaştırır")
    if parser.parse_args(arguments).verb == "build":
        build(SOURCES, BUILT)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        differing = differences(BUILT, build_elsewhere(Path(folder)))
    if differing:
        print("Depodaki sayfalar kaynaklarından derlenmiş değil (./makam web build): " + ", ".join(differing))
    return 1 if differing else 0


def build_elsewhere(folder):
    """Build a copy of the sources in this folder; where the built files are."""
    shutil.copytree(SOURCES, folder / "web", ignore=shutil.ignore_patterns(*NOT_SOURCES))
    build(folder / "web", folder / "client")
    return folder / "client"


def build(sources, target):
    """Build the client: the same sources give the same bytes, wherever they lie."""
    (sources / "openapi.json").write_text(json.dumps(openapi.document(api.ROUTES_OF_API, api.endpoints(None))))
    environment = os.environ | {"PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    for command in (
        ["npm", "ci", "--no-fund", "--no-audit"],
        ["npm", "run", "types"],
        ["npm", "run", "check"],
        ["npm", "run", "build", "--", "--outDir", str(target), "--emptyOutDir"],
    ):
        subprocess.run(command, cwd=sources, env=environment, check=True, stdout=sys.stderr)


def differences(one, other):
    """The files that are not the same in both folders."""
    names = {str(file.relative_to(folder)) for folder in (one, other) for file in folder.rglob("*") if file.is_file()}
    return sorted(name for name in names if not _same(one / name, other / name))


def _same(one, other):
    return one.exists() and other.exists() and filecmp.cmp(one, other, shallow=False)
