"""What `deploy/` says of a production site is so: read by the tools that production uses, and walked as far as it goes
without a container engine and without systemd."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from compose_spec import PyOptions
from town import until

from makam_tools import ports, prepare
from makam_tools.broker import Broker
from makam_tools.folders import ENVIRONMENT, ROOT
from makam_tools.postgres import Postgres
from makam_tools.site import HOMES, MODULES
from makam_tools.up import is_ready

DEPLOY = ROOT / "deploy"
DOCKERFILES = [home / "Dockerfile" for home in HOMES.values()]
UNIT = DEPLOY / "systemd/makam@.service"


class TestCompose:
    @pytest.fixture(scope="class")
    def compose(self):
        """The file, read by a parser of the Compose specification, with its anchors merged."""
        read = PyOptions(apply_merge=True).from_yaml((DEPLOY / "compose.yaml").read_text())
        read.validate()
        return read.to_dict()

    def test_has_the_broker_the_database_and_every_process(self, compose):
        assert set(compose["services"]) == {"rabbitmq", "postgres", *MODULES}

    def test_opens_nothing_but_the_gateway_on_this_machine(self, compose):
        opened = {name: facts["ports"] for name, facts in compose["services"].items() if "ports" in facts}
        assert list(opened) == ["gateway"]
        assert all("127.0.0.1" in json.dumps(port) for port in opened["gateway"])

    @pytest.mark.parametrize("name", MODULES)
    def test_builds_each_alone_and_gives_it_its_own_keys_and_settings_and_no_others(self, compose, name):
        facts = compose["services"][name]
        assert (DEPLOY / facts["build"]["context"] / facts["build"]["dockerfile"]).resolve() in DOCKERFILES
        assert facts["env_file"] == [f"./site/env/{name}.env"]
        assert [volume.split(":")[0] for volume in facts["volumes"]] == [f"./site/keys/{name}", "./site/state"]
        assert (facts["read_only"], facts["cap_drop"]) == (True, ["ALL"])
        assert facts["command"] == ["sh", "-c", f"makam-{name} migrate && exec makam-{name} run"]

    def test_mounts_what_is_there_and_holds_no_secret(self, compose):
        for name in ("rabbitmq", "postgres"):
            for volume in compose["services"][name]["volumes"]:
                source = volume.split(":")[0]
                assert source in compose["volumes"] or source.startswith("./site/") or (DEPLOY / source).exists()
        assert "PASSWORD" not in (DEPLOY / "compose.yaml").read_text().upper()


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=list(HOMES))
def test_hadolint_has_nothing_to_say_of_a_dockerfile(dockerfile):
    done = subprocess.run([ENVIRONMENT / "bin/hadolint", dockerfile], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd to ask")
def test_systemd_has_nothing_to_say_of_the_units(tmp_path):
    """In a root of its own, where each program is, and the units that come with systemd."""
    shutil.copytree("/lib/systemd/system", tmp_path / "lib/systemd/system", symlinks=True)
    shutil.copytree(DEPLOY / "systemd", tmp_path / "etc/systemd/system")
    for name in MODULES:
        program = tmp_path / f"opt/makam/{name}/bin/makam-{name}"
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
    units = [*(f"makam@{name}.service" for name in MODULES), "makam.target"]
    command = ["systemd-analyze", "verify", f"--root={tmp_path}", *units]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The files of `./makam prepare`, with a broker and a PostgreSQL on their ports."""
    folder, ports_ = tmp_path_factory.mktemp("production"), (ports.free(), ports.free(), ports.free())
    words = ["--broker", f"amqp://127.0.0.1:{ports_[0]}/makam", "--postgres", f"127.0.0.1:{ports_[1]}"]
    prepare.main([str(folder), *words, "--url", f"http://127.0.0.1:{ports_[2]}"])
    return Production(folder, *ports_)


class Production:
    """A production site on this machine: where the files lie that `/etc/makam` and `/var/lib/makam` hold there."""

    def __init__(self, folder, broker_port, postgres_port, port):
        self.folder, self.port = folder, port
        self.broker = Broker(folder / "broker", port=broker_port, settings=_settings_of("rabbitmq/rabbitmq.conf"))
        self.postgres = Postgres(folder / "postgres", port=postgres_port)

    def environment(self, name):
        """As systemd reads the file, with our places for its."""
        lines = (self.folder / f"env/{name}.env").read_text().splitlines()
        settings = dict(line.split("=", 1) for line in lines)
        places = {"/etc/makam": str(self.folder), "/var/lib/makam": str(self.folder / "state")}
        for key, value in settings.items():
            for place, ours in places.items():
                value = value.replace(place, ours)
            settings[key] = value
        return {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **settings}

    def command(self, name, line):
        """A line of the unit, with the checkout's own program for the one in /opt."""
        words = shlex.split(re.search(rf"^{line}=(.*)$", UNIT.read_text(), re.MULTILINE)[1].replace("%i", name))
        assert words[0] == f"/opt/makam/{name}/bin/makam-{name}"
        return [sys.executable, "-m", MODULES[name], *words[1:]]

    def psql(self):
        """The roles and databases, made by psql as RUNBOOK says; its words."""
        passwords = dict(line.split("=", 1) for line in (self.folder / "postgres.env").read_text().splitlines())
        uri = self.postgres.uri("postgres").replace("+psycopg2", "")
        command = [self.postgres.programs / "psql", "--quiet", f"--file={DEPLOY / 'postgres/roles.sql'}", uri]
        libraries = {"LD_LIBRARY_PATH": self.postgres.libraries} if self.postgres.libraries else {}
        return subprocess.run(command, env={**passwords, **libraries}, capture_output=True, text=True)

    def enter(self, role, database):
        """A connection of a role to a database."""
        password = (self.folder / f"keys/postgres/{role}.secret").read_text()
        return psycopg2.connect(
            host="127.0.0.1", port=self.postgres.port, user=role, password=password, dbname=database
        )


def _settings_of(file):
    """The lines of a configuration file that are not about places and ports, which are our own."""
    lines = (DEPLOY / file).read_text().splitlines()
    ours = ("#", "load_definitions", "listeners")
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(ours))


class TestPrepare:
    def test_keeps_every_secret_to_its_owner(self, site):
        files = [file for file in site.folder.rglob("*") if file.is_file() and file.suffix != ".pem"]
        assert len(files) > 30
        assert {oct(file.stat().st_mode & 0o077) for file in files} == {"0o0"}

    def test_changes_no_password_when_it_is_run_again(self, site):
        def secrets():
            files = [*site.folder.glob("env/*"), site.folder / "postgres.env", *site.folder.rglob("keys/**/*.*")]
            return {file: file.read_bytes() for file in files if file.is_file()}

        before, wanted = secrets(), site.environment("agenda")["MAKAM_AMQP_URI"].rpartition("@")[2]
        words = ["--broker", f"amqp://{wanted}", "--postgres", f"127.0.0.1:{site.postgres.port}"]
        prepare.main([str(site.folder), *words, "--url", f"http://127.0.0.1:{site.port}"])
        assert secrets() == before

    def test_writes_the_settings_that_the_example_explains(self, site):
        lines = (DEPLOY / "env.example").read_text().splitlines()
        explained = {line.partition("=")[0] for line in lines if line.startswith("MAKAM_")}
        written = {line.partition("=")[0] for line in (site.folder / "env/gateway.env").read_text().splitlines()}
        assert explained == written

    def test_defines_other_systems_that_are_listed(self, tmp_path):
        (tmp_path / "subscribers.json").write_text('[{"name": "egov", "types": ["request.registered.v1"]}]')
        prepare.main([str(tmp_path)])
        made = json.loads((tmp_path / "definitions.json").read_text())
        assert "ext.egov" in {user["name"] for user in made["users"]}


def test_a_site_starts_as_the_files_say(site):
    """PostgreSQL by `roles.sql`, RabbitMQ by its definitions and settings, each process by its unit and its settings;
    no role enters another's database; the gateway says that all are ready."""
    running = []
    try:
        site.postgres.start()
        for _again in range(2):
            done = site.psql()
            assert (done.returncode, done.stderr) == (0, "")
        for role in MODULES:
            site.enter(role, role).close()
            with pytest.raises(psycopg2.OperationalError, match="permission denied"):
                site.enter(role, "requests" if role != "requests" else "agenda")
        site.broker.start(json.loads((site.folder / "definitions.json").read_text()))
        for name in MODULES:
            environment = site.environment(name) | ({"MAKAM_PORT": str(site.port)} if name == "gateway" else {})
            log = open(site.folder / f"{name}.log", "wb")
            migrated = subprocess.run(site.command(name, "ExecStartPre"), env=environment, stdout=log, stderr=log)
            assert migrated.returncode == 0, Path(log.name).read_text()[-2000:]
            running.append(subprocess.Popen(site.command(name, "ExecStart"), env=environment, stdout=log, stderr=log))
        until(lambda: is_ready(f"http://127.0.0.1:{site.port}"), 60)
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        ends = [process.wait(20) for process in running]
        site.broker.stop()
        site.postgres.throw_away()
    assert len(ends) == 6
