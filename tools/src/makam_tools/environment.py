"""Makam's own Python environment in `var/env`, made from the lock files. Standard library only."""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv

from makam_tools import debian
from makam_tools.folders import ENVIRONMENT, LOCKS, PACKAGES, ROOT, SOURCES, VAR
from makam_tools.trouble import Trouble

PYTHON = ENVIRONMENT / "bin/python"
STAMP = ENVIRONMENT / "makam.json"
SOURCES_KNOWN = "sources"  # a new one is a line more in the .pth file, and no reason to begin anew


def ready(with_tests):
    """Path of an interpreter that has everything; made now if it is not there yet."""
    wanted = _wanted(["service", "gateway", "tools"] + (["test"] if with_tests else []))
    VAR.mkdir(exist_ok=True)
    with open(VAR / "env.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two first starts at once: the second one waits and finds it made
        stamp = _stamp()
        if not wanted.items() <= stamp.items() or not _works():
            try:
                _make(wanted, stamp)
            except (Trouble, subprocess.CalledProcessError) as trouble:
                sys.exit(f"makam: ortam kurulamadı. {trouble}")
    return str(PYTHON)


def _wanted(locks):
    # The place belongs to it: the scripts and the .pth file of a moved checkout point to the old one.
    places = {"root": str(ROOT), SOURCES_KNOWN: [str(source) for source in SOURCES]}
    return places | {f"{lock}.lock": _hash(LOCKS / f"{lock}.lock") for lock in locks}


def _hash(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamp():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def _works():
    """False too after an upgrade of the machine's Python: the packages then lie where nobody reads."""
    try:
        return subprocess.run([PYTHON, "-c", "import makam_tools"], capture_output=True).returncode == 0
    except OSError:
        return False


def _make(wanted, stamp):
    say("Ortam kuruluyor… (ilk seferde birkaç dakika sürebilir)")
    changed = any(stamp.get(name, value) != value for name, value in wanted.items() if name != SOURCES_KNOWN)
    STAMP.unlink(missing_ok=True)
    pip = _interpreter(clear=changed or (stamp and not _works()))
    for name in wanted:
        if name.endswith(".lock"):
            say(f"  paketler yükleniyor: locks/{name}")
            _install(pip, LOCKS / name)
    _site_packages().joinpath("makam.pth").write_text("".join(f"{source}\n" for source in SOURCES))
    if not _works():
        raise Trouble(f"{PYTHON} çalışmıyor; var/env klasörünü silip yeniden deneyin.")
    kept = {} if changed else stamp
    STAMP.write_text(json.dumps(kept | wanted, indent=1))
    say("Ortam hazır.")


def _interpreter(clear):
    """The bare environment; returns the command that runs pip in it."""
    with_pip = importlib.util.find_spec("ensurepip") is not None  # absent on Debian without python3-venv
    if clear or not PYTHON.exists() or (with_pip and not _has_pip()):
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=with_pip).create(ENVIRONMENT)
    if _has_pip():
        return [str(PYTHON), "-m", "pip"]
    say("  pip Debian paketinden alınıyor (python3-pip-whl)")
    debian.unpack(["python3-pip-whl"], PACKAGES / "pip")
    wheel = next((PACKAGES / "pip").glob("usr/share/python-wheels/pip-*.whl"))
    return [str(PYTHON), f"{wheel}/pip"]


def _has_pip():
    return any(_site_packages().glob("pip-*.dist-info"))


def _site_packages():
    return next(ENVIRONMENT.glob("lib/python3.*/site-packages"))


def _install(pip, lock):
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
    # pip runs from outside its own environment when it is a wheel: PIP_USER and the like must not bend it.
    settings = os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONNOUSERSITE": "1"}
    subprocess.run([*pip, "install", *options, "-r", str(lock)], check=True, env=settings)


def say(line):
    print(line, file=sys.stderr, flush=True)
