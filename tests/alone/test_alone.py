"""Every service is built and runs alone: its own steps, its own packages, a broker and a database that are given."""

import os
import subprocess
import time
import tomllib

import httpx
import pytest
from dockerfile import walk

from makam_kernel.actor import Keys
from makam_kernel.calls import Caller
from makam_kernel.errors import Unavailable
from makam_tools.folders import ROOT
from makam_tools.trial import Trial

HOMES = {
    "agenda": "services/agenda",
    "documents": "services/documents",
    "protocol": "services/protocol",
    "requests": "services/requests",
    "visitors": "services/visitors",
    "gateway": "gateway",
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A broker with the site's definitions and keys; none of the site's processes."""
    trial = Trial(tmp_path_factory.mktemp("site"))
    trial.broker.start(trial.site.definitions())
    yield trial
    trial.broker.stop()


@pytest.mark.parametrize("name", HOMES)
def test_its_dockerfile_makes_a_service_that_answers_alone(name, ground, tmp_path):
    """Each step of the Dockerfile is carried out in an empty environment; the command that it ends with migrates a new
    database and answers, though no other service is there."""
    stage, command = walk(ROOT / HOMES[name] / "Dockerfile", ROOT, tmp_path)
    program = str(stage.python / "bin" / command[0])
    environment = _settings(ground, name)
    subprocess.run([program, "migrate"], env=environment, check=True, cwd=stage.home)
    process = subprocess.Popen([program, *command[1:]], env=environment, cwd=stage.home)
    try:
        answer = _until_it_answers(name, ground)
    finally:
        process.terminate()
        process.wait(20)
    assert answer["version"] == tomllib.loads((ROOT / HOMES[name] / "pyproject.toml").read_text())["project"]["version"]


def test_a_service_does_not_bring_the_gateways_packages_nor_the_gateway_the_services():
    """What a service does not need it does not carry: the two lock files share the kernel's needs only."""
    names = {
        lock: {line.split("==")[0] for line in (ROOT / "locks" / lock).read_text().splitlines() if "==" in line}
        for lock in ("service.lock", "gateway.lock")
    }
    assert names["service.lock"].isdisjoint({"fastapi", "uvicorn", "aio-pika", "pwdlib"})
    assert names["gateway.lock"].isdisjoint({"nameko", "eventlet", "kombu"})


def _settings(trial, name):
    settings = {key: value for key, value in trial.site.environment(name).items() if key.startswith("MAKAM_")}
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **settings}


def _until_it_answers(name, trial):
    until = time.monotonic() + 30
    while True:
        try:
            return _ask(name, trial)
        except (Unavailable, httpx.TransportError):
            assert time.monotonic() < until, f"{name} did not answer"
            time.sleep(0.1)


def _ask(name, trial):
    if name == "gateway":
        return httpx.get(f"{trial.url}/healthz").json()
    caller = Caller(trial.site.amqp("gateway"), Keys(trial.site.keys / "gateway", "gateway"))
    try:
        return caller.call(name, "get_health", {}, cause="test")
    finally:
        caller.close()
