"""Dead processes come back; stopped ones are gone, with all that they started."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from makam_tools import supervisor as module
from makam_tools.supervisor import Supervisor

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]
DIES = [sys.executable, "-c", "raise SystemExit(3)"]
LIVES_ON = "print('up', flush=True); time.sleep(600)"
IS_STUBBORN = f"import signal, time; signal.signal(15, signal.SIG_IGN); {LIVES_ON}"
HAS_A_HELPER = f"import subprocess, time; subprocess.Popen(['sleep', '600']); {LIVES_ON}"


@pytest.fixture
def supervisor():
    deaths = []
    supervisor = Supervisor(tell=lambda child, code: deaths.append((child.name, code)))
    supervisor.deaths = deaths
    yield supervisor
    supervisor.stop()


def run(supervisor, name, command, folder):
    log = folder / f"{name}.log"
    supervisor.run(name, command, dict(os.environ), log)
    return log


def until(condition, supervisor=None, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        if supervisor:
            supervisor.tick()
        time.sleep(0.02)


@pytest.mark.fault("F2", "supervisor")
def test_a_killed_process_is_started_again(supervisor, tmp_path):
    run(supervisor, "service", SLEEPS, tmp_path)
    victim = supervisor.pids()["service"]
    os.kill(victim, signal.SIGKILL)
    until(lambda: not psutil.pid_exists(victim) or not supervisor.pids())
    until(lambda: supervisor.pids().get("service", victim) != victim, supervisor)
    assert supervisor.deaths == [("service", -signal.SIGKILL)]


def test_the_pause_before_a_restart_grows_and_is_reset_by_a_steady_life(supervisor, tmp_path, monkeypatch):
    run(supervisor, "service", DIES, tmp_path)
    child = supervisor.children["service"]
    pauses = []
    for _ in range(8):
        child.process.wait()
        supervisor.tick()
        pauses.append(round(child.due - time.monotonic(), 1))
        child.due = time.monotonic()
        supervisor.tick()
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30]
    monkeypatch.setattr(module, "STEADY", -1)
    child.process.wait()
    supervisor.tick()
    assert child.due - time.monotonic() < 0.6


def test_stop_ends_even_a_process_that_ignores_the_request(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    log = run(supervisor, "stubborn", [sys.executable, "-c", IS_STUBBORN], tmp_path)
    until(lambda: log.read_text())
    pid = supervisor.pids()["stubborn"]
    supervisor.stop()
    assert not psutil.pid_exists(pid)


def test_stop_ends_the_helpers_of_a_process_too(supervisor, tmp_path):
    log = run(supervisor, "service", [sys.executable, "-c", HAS_A_HELPER], tmp_path)
    until(lambda: log.read_text())
    helpers = psutil.Process(supervisor.pids()["service"]).children()
    supervisor.stop()
    until(lambda: not any(helper.is_running() and helper.status() != "zombie" for helper in helpers))
    assert len(helpers) == 1


def test_children_do_not_outlive_a_killed_supervisor(tmp_path):
    script = (
        "import os, time; from makam_tools.supervisor import Supervisor; s = Supervisor();"
        f"s.run('service', {SLEEPS!r}, dict(os.environ), {str(tmp_path / 'log')!r});"
        "print(s.pids()['service'], flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    until(lambda: not child.is_running() or child.status() == "zombie")


def test_a_log_is_bounded(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LOG_BOUND", 1000)
    talks = [sys.executable, "-c", "print('x' * 2000, flush=True); import time; time.sleep(600)"]
    log = run(supervisor, "talker", talks, tmp_path)
    until(lambda: log.with_name("talker.log.1").exists(), supervisor)
    assert log.stat().st_size == 0
