"""A private PostgreSQL cluster on the loopback address, for tests."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

from makam_tools import debian, ports, shared_libraries
from makam_tools.folders import PACKAGES
from makam_tools.orphans import end_with_parent
from makam_tools.trouble import Trouble

USER = "makam"  # the cluster's superuser


class Postgres:
    """A cluster. `folder` is its home; `start()` makes a new one. One that is not `durable` would lose something in a
    power cut, and nothing when a process is killed: enough for tests, which make thousands of databases."""

    def __init__(self, folder, port=None, say=print, *, durable=True):
        self.durable = durable
        self.port = port or ports.free()
        self.say = say
        self.account = _account()
        self.home = Path(folder).resolve()
        self.temporary = not self._reachable(self.home)
        if self.temporary:  # below /root, say: a place that the other account can enter
            self.home = Path(tempfile.mkdtemp(prefix="makam-postgres-"))
        self.server = None

    def start(self):
        self.home.mkdir(parents=True, exist_ok=True)
        self._give(self.home)
        self.programs, self.libraries = _programs(self._packages(), self.say)
        if not (self.home / "data/PG_VERSION").exists():
            self._make_cluster()
        self.password = (self.home / "password").read_text()
        options = [f"-cport={self.port}", "-clisten_addresses=127.0.0.1", "-cunix_socket_directories="]
        options += ["-cmax_connections=200"]
        if not self.durable:
            options += ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off", "-cwal_level=minimal"]
            options += ["-cmax_wal_senders=0"]
        with open(self.home / "server.log", "ab") as log:
            self.server = self._run(
                subprocess.Popen, "postgres", "-D", self.home / "data", *options,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=end_with_parent(signal.SIGINT),
            )  # fmt: skip
        deadline = time.monotonic() + 30
        while not self._answers():
            if self.server.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Trouble(f"PostgreSQL başlamadı; günlüğü: {self.home}/server.log")
            time.sleep(0.05)

    def stop(self):
        """SIGINT is PostgreSQL's fast shutdown: sessions are cut, what was committed is written."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def throw_away(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def uri(self, database=""):
        return f"postgresql+psycopg2://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name):
        """Make an empty database; returns its address for SQLAlchemy."""
        with closing(self._connection()) as connection:
            connection.autocommit = True  # CREATE DATABASE refuses to run in a transaction
            connection.cursor().execute(f'CREATE DATABASE "{name}"')
        return self.uri(name)

    def _make_cluster(self):
        password = self.home / "password"
        password.write_text(secrets.token_hex(16))
        password.chmod(0o400)
        self._give(password)
        choices = ["--encoding=UTF8", "--no-locale", "--auth=scram-sha-256", f"--username={USER}"]
        done = self._run(
            subprocess.run, "initdb", "-D", self.home / "data", *choices, f"--pwfile={password}",
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise Trouble(f"PostgreSQL kurulamadı: {done.stderr.strip()[-500:]}")

    def _run(self, how, program, *arguments, **options):
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(self.home)}
        if self.libraries:
            environment["LD_LIBRARY_PATH"] = self.libraries
        command = [self.programs / program, *arguments]
        return how(command, env=environment, cwd=self.home, **self._as_account(), **options)

    def _answers(self):
        import psycopg2  # here: the class is imported by code that runs before the test packages exist

        try:
            self._connection().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _connection(self):
        import psycopg2

        address = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": self.password}
        return psycopg2.connect(**address, dbname="postgres", connect_timeout=3)

    def _packages(self):
        """Where unpacked programs lie: where the account can read them."""
        return self.home / "packages" if self.temporary else PACKAGES / "postgres"

    def _as_account(self):
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def _give(self, path):
        if self.account is not None:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _reachable(self, folder):
        while not folder.exists():
            folder = folder.parent
        return subprocess.run(["test", "-x", folder], cwd="/", **self._as_account()).returncode == 0


def _account():
    """PostgreSQL refuses to run as root; root runs it as somebody else."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL root olarak çalışmaz; 'nobody' kullanıcısı da yok.")


def _programs(packages, say):
    """The folder with `initdb` and `postgres`, and the LD_LIBRARY_PATH they need."""
    for server in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return server.parent, ""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent, ""
    if not (packages / "complete").exists():
        say("PostgreSQL indiriliyor… (Debian paketleri)")
        debian.unpack([debian.dependency(name, f"{name}-") for name in ("postgresql", "postgresql-client")], packages)
        shared_libraries.complete([*packages.glob("usr/lib/postgresql/*/bin/*")], packages)
        (packages / "complete").touch()
    return next(packages.glob("usr/lib/postgresql/*/bin")), shared_libraries.search_path(packages)
