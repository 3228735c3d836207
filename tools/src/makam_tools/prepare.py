"""`./makam prepare KLASÖR [--broker ADRES] [--postgres ADRES] [--url ADRES]`: what a production site needs before its
first start, made as far as it is missing: keys, passwords, each process's settings, and RabbitMQ's definitions.

To be run again after an update: the definitions are made of the contracts. Nothing that is there gets another password.
"""

import argparse
import json
import os
from pathlib import Path
from urllib.parse import quote, urlsplit

import broker_definitions
from broker_definitions import Subscriber
from makam_tools import keys
from makam_tools.site import FIRST_ADMIN, HOMES, MODULES

ETC, STATE = "/etc/makam", "/var/lib/makam"


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam prepare", description="Canlı kurulumun dosyalarını hazırlar.")
    parser.add_argument("folder", type=Path, metavar="KLASÖR", help="anahtarların ve ayarların yazılacağı klasör")
    parser.add_argument("--broker", default="amqp://rabbitmq:5672/makam", help="RabbitMQ'nun adresi, kullanıcısız")
    parser.add_argument("--postgres", default="postgres:5432", help="PostgreSQL'in adresi")
    parser.add_argument("--url", default="https://makam.example.bel.tr", help="sistemin dışarıdan görünen adresi")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder
    for each in (folder, folder / "state"):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.ready(folder / "keys")
    keys.secret(folder / "keys/gateway/first_admin.secret")
    databases = {name: keys.password(folder / f"keys/postgres/{name}.secret") for name in (*MODULES, "postgres")}
    lines = [f"MAKAM_DB_{name.upper()}={databases[name]}" for name in MODULES]
    _write(folder / "postgres.env", [*lines, f"POSTGRES_PASSWORD={databases['postgres']}"])
    for name in MODULES:
        _write(folder / f"env/{name}.env", [f"{key}={value}" for key, value in _settings(chosen, name, databases)])
    _write(folder / "definitions.json", [json.dumps(_definitions(folder), indent=1)])
    print(f"Hazır: {folder.resolve()}")
    print(f"İlk giriş: {FIRST_ADMIN}; parolası: {folder.resolve()}/keys/gateway/first_admin.secret")
    print("keys klasörünü yedeklerden ayrı saklayın; sonraki adımlar deploy/RUNBOOK.md içinde.")
    return 0


def _settings(chosen, name, databases):
    """The settings of one process, in order."""
    broker = urlsplit(chosen.broker)
    password = keys.broker_passwords(chosen.folder / "keys")[name]
    yield "MAKAM_AMQP_URI", broker._replace(netloc=f"{name}:{quote(password, safe='')}@{broker.netloc}").geturl()
    yield "MAKAM_DATABASE_URI", f"postgresql+psycopg2://{name}:{databases[name]}@{chosen.postgres}/{name}"
    yield "MAKAM_KEYS", f"{ETC}/keys/{name}"
    yield "MAKAM_MESSAGES", f"{STATE}/messages"
    yield "MAKAM_ERASURES", f"{STATE}/erasures"
    if name == "gateway":
        yield "MAKAM_HOST", "127.0.0.1"
        yield "MAKAM_PORT", "8400"
        yield "MAKAM_PUBLIC_URL", chosen.url
        yield "MAKAM_PROXIES", "127.0.0.1"
        yield "MAKAM_FIRST_ADMIN", f"{FIRST_ADMIN}:{ETC}/keys/gateway/first_admin.secret"


def _definitions(folder):
    """`subscribers.json` in the folder, if there is one, names other systems: `[{"name", "types"}]`."""
    listed = folder / "subscribers.json"
    outside = [Subscriber(**facts) for facts in json.loads(listed.read_text())] if listed.exists() else []
    passwords = {one.user: keys.subscriber_password(folder / "keys", one.name) for one in outside}
    passwords |= keys.broker_passwords(folder / "keys")
    contracts = broker_definitions.read_contracts(HOMES.values())
    return broker_definitions.definitions(contracts, passwords, subscribers=outside)


def _write(path, lines):
    """As a whole, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as file:
        file.write("\n".join(lines) + "\n")
    unfinished.replace(path)
