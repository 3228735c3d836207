"""Programs out of Debian's (or Ubuntu's) packages, unpacked into a folder of ours.

Nothing is installed and nothing is started as a system service, so one way serves root and ordinary users.
Standard library only: pip itself may have to be brought this way.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from makam_tools.folders import PACKAGES
from makam_tools.trouble import Trouble


def available():
    return bool(shutil.which("apt-get") and shutil.which("dpkg"))


def unpack(packages, target):
    """Download the packages and lay their files under `target`."""
    if not available():
        raise Trouble(f"Bu makinede apt-get yok; şu paketleri elle kurun: {', '.join(packages)}")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        _download(packages, folder)
        for package in sorted(Path(folder).glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, target], check=True)


def dependency(package, prefix):
    """The package that a meta package stands for: postgresql -> postgresql-15."""
    for lists in (_machine_lists, _own_lists):
        answer = _apt(["apt-cache", *lists(), "depends", package])
        for line in answer.stdout.splitlines():
            if line.strip().startswith(f"Depends: {prefix}"):
                return line.split()[-1]
    raise Trouble(f"Debian paketi bulunamadı: {package}")


def wanted(package):
    """The package and all that it needs and this machine lacks."""
    for lists in (_machine_lists, _own_lists):
        answer = _apt(["apt-get", *lists(), "install", "--simulate", "--no-install-recommends", package])
        found = [line.split()[1] for line in answer.stdout.splitlines() if line.startswith("Inst ")]
        if found:
            return found
    raise Trouble(f"Debian paketi bulunamadı: {package}")


def _download(packages, folder):
    """With the machine's package lists, else with fresh ones of ours: the former may be missing or old."""
    for lists in (_machine_lists, _own_lists):
        answer = _apt(["apt-get", *lists(), "download", *packages], cwd=folder)
        if answer.returncode == 0:
            return
    raise Trouble(f"Debian paketleri indirilemedi ({', '.join(packages)}): {answer.stderr.strip()[-500:]}")


def _machine_lists():
    return ["-o", "APT::Sandbox::User="]


def _own_lists():
    """Options for apt with lists of ours, brought up to date; they need no root."""
    home = PACKAGES / "apt"
    options = [*_machine_lists(), "-o", f"Dir::State={home}/state", "-o", f"Dir::Cache={home}/cache"]
    options += ["-o", "Dir::State::status=/var/lib/dpkg/status"]
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    answer = _apt(["apt-get", *options, "update"])
    if answer.returncode != 0:
        raise Trouble(f"Debian paket listesi alınamadı: {answer.stderr.strip()[-500:]}")
    return options


def _apt(command, **options):
    settings = os.environ | {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, capture_output=True, text=True, env=settings, **options)
