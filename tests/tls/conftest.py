"""A broker that speaks TLS and wants certificates of its clients, and each of the product's three clients."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from certificates import Authority

from makam_gateway.rpc import Services
from makam_kernel import broker as py_amqp
from makam_kernel.actor import Keys
from makam_kernel.errors import Unavailable
from makam_tools import ports
from makam_tools.broker import VHOST, Broker
from makam_tools.site import MODULES, Site

SETTINGS = """\
listeners.ssl.1 = 127.0.0.1:{port}
ssl_options.cacertfile = {authority}
ssl_options.certfile = {pair.certificate}
ssl_options.keyfile = {pair.key}
ssl_options.versions.1 = tlsv1.3
ssl_options.versions.2 = tlsv1.2
ssl_options.verify = verify_peer
ssl_options.fail_if_no_peer_cert = true
"""


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """The authority that the clients are told of."""
    return Authority(tmp_path_factory.mktemp("authority"), "Makam Deneme CA")


@pytest.fixture(scope="session")
def client(authority):
    """The certificate of a client."""
    return authority.sign("requests")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Keys, passwords and folders."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.make()
    return site


@pytest.fixture(scope="session")
def broker(site, authority):
    """A real broker; ``broker.tls_port`` speaks TLS."""
    tls_port = ports.free()
    settings = SETTINGS.format(port=tls_port, authority=authority.pair.certificate, pair=authority.sign("localhost"))
    broker = Broker(site.broker, settings=settings)
    broker.tls_port = tls_port
    broker.start(site.definitions())
    yield broker
    broker.stop()


class Clients:
    """The three clients, each of which says whether it is connected to an address."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder

    def address(self, user, port, **files):
        """An address of a user by TLS; ``cacertfile=…`` and so on."""
        plain = urlsplit(self.site.environment(user)["MAKAM_AMQP_URI"])
        secret = plain.netloc.rpartition("@")[0]
        return f"amqps://{secret}@localhost:{port}/{VHOST}?{urlencode(files)}"

    def py_amqp(self, port, **files):
        """What the kernel's relay, inbox, replies and calls use."""
        try:
            py_amqp.close(py_amqp.connect(self.address("requests", port, **files)))
            return "connected"
        except py_amqp.GONE as error:
            return type(error).__name__

    def aio_pika(self, port, **files):
        """What the gateway uses, asking a service that is not there."""

        async def ask():
            services = Services(self.address("gateway", port, **files), "gateway")
            await services.start()
            try:
                return await self._first_answer(services)
            finally:
                await services.stop()

        return asyncio.run(ask())

    async def _first_answer(self, services):
        until, found = time.monotonic() + 3, "broker.away"
        while found == "broker.away" and time.monotonic() < until:
            try:
                await services.call("visitors", "get_health", {}, token="", call_id="test", writes=False)
            except Unavailable as error:
                found = error.code
            await asyncio.sleep(0.05)
        return "connected" if found == "service.away" else found

    def nameko(self, port, **files):
        """What a service takes its calls with: a whole one, whose log tells."""
        service = self.service(port, **files)
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until:
                for line in service.said():
                    if line.get("event") == "service.started":
                        return "connected"
                    if "certificate" in json.dumps(line) or "SSL" in json.dumps(line):
                        return "refused"
                time.sleep(0.05)
            return "neither"
        finally:
            service.stop()

    def service(self, port, **files):
        """A running requests service."""
        log = self.folder / f"{uuid4()}.log"
        shutil.copy(self._database(), log.with_suffix(".sqlite3"))
        return Running(self.site.environment("requests"), log, port, files)

    def _database(self):
        """A migrated database, to be copied."""
        made = self.folder / "new.sqlite3"
        if not made.exists():
            environment = self.site.environment("requests") | {"MAKAM_DATABASE_URI": f"sqlite:///{made}"}
            subprocess.run([sys.executable, "-m", MODULES["requests"], "migrate"], env=environment, check=True)
        return made


class Running:
    """One service as a process, told of TLS by its settings."""

    def __init__(self, environment, log, port, files):
        variables = {"cacertfile": "MAKAM_AMQP_CA", "certfile": "MAKAM_AMQP_CERT", "keyfile": "MAKAM_AMQP_KEY"}
        uri = urlsplit(environment["MAKAM_AMQP_URI"])
        own = {
            "MAKAM_AMQP_URI": f"amqps://{uri.netloc.rpartition('@')[0]}@localhost:{port}/{VHOST}",
            "MAKAM_DATABASE_URI": f"sqlite:///{log.with_suffix('.sqlite3')}",
            **{variables[name]: str(file) for name, file in files.items()},
        }
        self.log, module = log, MODULES["requests"]
        with open(log, "ab") as out:
            command = [sys.executable, "-m", module]
            self.process = subprocess.Popen(command, env=os.environ | environment | own, stdout=out, stderr=out)

    def said(self):
        """The lines of its log."""
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def stop(self):
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def clients(site, tmp_path_factory):
    """The three clients."""
    return Clients(site, tmp_path_factory.mktemp("services"))


@pytest.fixture(scope="session")
def gateway_keys(site):
    """The gateway's keys."""
    return Keys(site.keys / "gateway", "gateway")
