"""`./makam up`, `status` and `down`, with stand-ins for the services: how a site starts, survives and ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from makam_tools import ports
from makam_tools.site import MODULES

SERVICE = """
import sys, time
if sys.argv[1:] != ["migrate"]:
    time.sleep(600)
"""
GATEWAY = """
import http.server, os, sys

class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()

if sys.argv[1:] != ["migrate"]:
    http.server.HTTPServer(("127.0.0.1", int(os.environ["MAKAM_PORT"])), Ready).serve_forever()
"""
STAND_INS = {
    "agenda_service": SERVICE,
    "requests_service": SERVICE,
    "visitors_service": SERVICE,
    "makam_gateway": GATEWAY,
}


class RunningSite:
    """A site in a folder of its own, brought up by the real command."""

    def __init__(self, folder):
        self.var, self.port = folder / "var", ports.free()
        for name, text in STAND_INS.items():
            package = folder / "stand-ins" / name
            package.mkdir(parents=True)
            (package / "__init__.py").touch()
            (package / "__main__.py").write_text(text)
        self.settings = os.environ | {"PYTHONPATH": str(folder / "stand-ins")}
        self.output = open(folder / "output", "w+")
        self.supervisor = self.begin()

    def begin(self):
        command = self.command("up", "--empty", "--port", str(self.port))
        return subprocess.Popen(command, env=self.settings, stdout=self.output, stderr=self.output)

    def command(self, verb, *options):
        return [sys.executable, "-m", "makam_tools", verb, "--var", str(self.var), *options]

    def run(self, verb, *options):
        return subprocess.run(self.command(verb, *options), env=self.settings, capture_output=True, text=True)

    def known(self):
        file = self.var / "run/makam.json"
        return json.loads(file.read_text()) if file.exists() else {"state": "absent", "processes": {}}

    def until(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition(self.known()):
            assert time.monotonic() < deadline, Path(self.output.name).read_text()
            time.sleep(0.1)
        return self.known()

    def left(self):
        """Processes that still know of the site's folder."""
        return [process.pid for process in psutil.process_iter() if str(self.var) in _traces(process)]

    def kill(self, name):
        victim = self.known()["processes"][name]
        os.kill(victim, signal.SIGKILL)
        return self.until(lambda known: known["processes"].get(name, victim) != victim), victim


def _traces(process):
    try:
        command = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        return (command + Path(f"/proc/{process.pid}/environ").read_bytes()).decode(errors="replace")
    except OSError:
        return ""


@pytest.fixture
def site(tmp_path):
    site = RunningSite(tmp_path)
    yield site
    site.supervisor.terminate()
    site.supervisor.wait(60)
    assert not site.left()


def is_ready(known):
    return known["state"] == "ready"


@pytest.mark.feature("up")
def test_a_site_starts_survives_deaths_and_ends_without_a_trace(site):
    known = site.until(is_ready)
    assert set(known["processes"]) == {"broker", *MODULES}
    assert site.run("status").returncode == 0
    assert "zaten çalışıyor" in site.run("up").stderr

    for name in ("requests", "broker"):
        known, victim = site.kill(name)
        assert not psutil.pid_exists(victim)

    assert site.run("down").returncode == 0
    assert site.supervisor.wait(5) == 0
    assert not site.left()
    assert site.run("status").returncode == 1


@pytest.mark.feature("up", "killed supervisor")
def test_a_killed_supervisor_leaves_nothing_behind_and_the_site_starts_again(site):
    site.until(is_ready)
    site.supervisor.kill()
    site.supervisor.wait()
    site.until(lambda known: not site.left(), seconds=30)
    site.supervisor = site.begin()
    site.until(lambda known: is_ready(known) and known["pid"] == site.supervisor.pid)
