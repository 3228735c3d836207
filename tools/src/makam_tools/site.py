"""One site on this machine: where its state lies, and the settings of each of its processes."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import broker_definitions
from broker_definitions import Subscriber
from makam_kernel import broker
from makam_tools import keys
from makam_tools.folders import ENVIRONMENT, ROOT, VAR

MODULES = {
    "agenda": "agenda_service",
    "documents": "documents_service",
    "protocol": "protocol_service",
    "requests": "requests_service",
    "visitors": "visitors_service",
    "gateway": "makam_gateway",
}
PLACES = {
    "agenda": "services/agenda",
    "documents": "services/documents",
    "protocol": "services/protocol",
    "requests": "services/requests",
    "visitors": "services/visitors",
    "gateway": "gateway",
}
SERVICES = tuple(name for name in MODULES if name != "gateway")
HOMES = {name: ROOT / place for name, place in PLACES.items()}
PORT = 8400
FIRST_ADMIN = "yonetici"


@dataclass
class Site:
    """All state lies under `folder`; a moved or copied folder is a moved or copied site."""

    folder: Path = VAR
    port: int = PORT
    broker_address: str = ""  # amqp://host:port/vhost

    def __post_init__(self):
        self.folder = Path(self.folder).resolve()
        self.keys = self.folder / "keys"
        self.logs = self.folder / "log"
        self.run = self.folder / "run"
        self.broker = self.folder / "broker"
        self.databases = self.folder / "data"
        self.messages = self.folder / "messages"
        self.erasures = self.folder / "erasures"

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def known_url(self):
        """The address of the gateway that runs on this folder, whatever port it was given; else the usual one."""
        try:
            return json.loads((self.run / "makam.json").read_text())["url"]
        except FileNotFoundError:
            return self.url

    def make(self):
        """Folders and keys, as far as they are missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.run, self.databases, self.messages, self.erasures):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
        keys.ready(self.keys)
        self.first_admin()

    def first_admin(self):
        """The person who may sign in to an empty site; everyone else comes in by their hand."""
        return {"login": FIRST_ADMIN, "password": keys.secret(self.keys / "gateway/first_admin.secret")}

    def definitions(self, more_users=None):
        contracts, subscribers = self.contracts(), self.subscribers()
        outside = {one.user: keys.subscriber_password(self.keys, one.name) for one in subscribers}
        passwords = keys.broker_passwords(self.keys) | outside | (more_users or {})
        return broker_definitions.definitions(contracts, passwords, subscribers=subscribers)

    @staticmethod
    def contracts():
        return broker_definitions.read_contracts(HOMES.values())

    def subscribers(self):
        """The other systems that hear events; a type that nobody tells any more is nothing to bind."""
        told = {kind for contract in self.contracts() for kind in contract["tells"]}
        return [
            Subscriber(name, tuple(kind for kind in types if kind in told))
            for name, types in self.facts().get("subscribers", {}).items()
        ]

    def command(self, name, *arguments):
        return [str(ENVIRONMENT / "bin/python"), "-m", MODULES[name], *arguments]

    def environment(self, name):
        """The settings of one process; of the secrets only its own."""
        settings = {
            "MAKAM_AMQP_URI": self.amqp(name),
            "MAKAM_DATABASE_URI": f"sqlite:///{self.databases}/{name}.sqlite3",
            "MAKAM_KEYS": str(self.keys / name),
            "MAKAM_MESSAGES": str(self.messages),
            "MAKAM_ERASURES": str(self.erasures),
        }
        if name == "gateway":
            settings |= {
                "MAKAM_HOST": "127.0.0.1",
                "MAKAM_PORT": str(self.port),
                "MAKAM_PUBLIC_URL": self.url,
                "MAKAM_FIRST_ADMIN": f"{FIRST_ADMIN}:{self.keys}/gateway/first_admin.secret",
            }
        if self.facts().get("demonstration"):
            settings |= {"MAKAM_DEMO": "1", "MAKAM_CLOCK": str(self.folder / "clock")}
        return os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"} | settings

    def facts(self):
        """What is remembered of the site between its starts: `demonstration`, `loaded`, `sign_ins`."""
        try:
            return json.loads((self.folder / "site.json").read_text())
        except FileNotFoundError:
            return {}

    def remember(self, **facts):
        write_json(self.folder / "site.json", self.facts() | facts)

    def amqp(self, user):
        """The address of the broker for a user."""
        parts = urlsplit(self.broker_address)
        password = keys.broker_passwords(self.keys)[user]
        scheme, vhost = parts.scheme or "amqp", parts.path.strip("/") or broker_definitions.VHOST
        place = f"{parts.hostname}:{parts.port or broker.PORTS[scheme]}/{vhost}"
        return f"{scheme}://{user}:{quote(password, safe='')}@{place}"


def write_json(path, value):
    """As a whole or not at all: others read the file while we write it."""
    unfinished = path.with_name(path.name + ".new")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
    unfinished.replace(path)
