"""RabbitMQ's definitions for one site, made from the services' contracts: who may do what on the broker.

Every broker loads them at its start (`load_definitions`), the private one and production's alike. There is no
`guest` and no administrator; a service has one user, whose name is the service's.

Everything that outlives a service is made here and not by the service: its exchanges, its inbox, its store of
dead letters, and the bindings of what it hears. So

* a fact told before its hearer's first start waits for it instead of being dropped;
* a service configures nothing but its RPC queue and its reply queues: it can neither delete its exchange nor
  remake its inbox with another dead letter exchange;
* a service reads no exchange but `nameko-rpc`: it binds nothing else. With the right to read its dead letter
  exchange it could bind that to `nameko-rpc`, publish into the former, and so call any method of anybody, since
  a fanout exchange asks for no topic permission.

The gateway alone also reads every exchange of events: each of its processes, whose number nobody knows before,
hears all that is told by a queue of its own, `live.gateway.…`, which is bounded and goes with its connection. It
could call any method of anybody anyway, since it speaks for people.

RabbitMQ allows everything on a topic exchange for which a user has no topic permission, so there is a row for
each topic exchange that a user can reach.

An outside subscriber, another system of the house, has a user of its own who may read its queue `ext.<name>` and
nothing else: it neither binds, nor makes, nor publishes anything. What it hears are the types that are listed for it.
The queue is bounded in length and age: a subscriber that is away for long loses its oldest events, the broker nothing.

What this cannot stop: a service can have the calls made to it dead-lettered from its RPC queue to another
method, unchanged. The caller's token names the service it was meant for, so the other one refuses it.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

VHOST = "makam"
RPC = "nameko-rpc"
LIVE = "gateway"
OBSERVER = "observer"  # never among the users of a site
UUID = "[0-9a-f-]{32,36}"
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Subscriber:
    """Another system that hears some types of events. Its user, whose password is given with those of the services, and
    its queue are both called `ext.<name>`."""

    name: str
    types: tuple
    length: int = 50_000
    days: float = 7
    megabytes: int = 64

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", self.name):  # it stands in the patterns of rights
            raise ValueError(f"subscriber's name: {self.name!r}")

    @property
    def user(self):
        return f"ext.{self.name}"

    @property
    def arguments(self):
        return {
            "x-queue-type": "quorum",
            "x-max-length": self.length,
            "x-max-length-bytes": self.megabytes * 1024 * 1024,
            "x-message-ttl": int(self.days * DAY_MS),
            "x-overflow": "drop-head",
        }


def read_contracts(folders):
    """The contract files under each folder; a folder without a contract is left out."""
    return [contract for folder in folders if (contract := _read(Path(folder)))]


def _read(folder):
    files = [folder / "contract" / name for name in ("rpc.json", "events.json")]  # the gateway has no rpc.json
    parts = [json.loads(file.read_text()) for file in files if file.exists()]
    merged = {"methods": {}, "tells": {}, "hears": []}
    for part in parts:
        merged |= {key: part[key] for key in ("service", *merged) if key in part}
    return merged if "service" in merged else None


def definitions(contracts, passwords, vhost=VHOST, subscribers=()):
    """`passwords`: user -> password. A user without a contract has no right; the observer of the tests has all.
    `subscribers`: each a `Subscriber`."""
    services = {contract["service"]: contract for contract in contracts}
    if strangers := {one.user for one in subscribers} - set(passwords):
        raise ValueError(f"without a password: {sorted(strangers)}")
    observers = [user for user in passwords if user == OBSERVER]
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(name, password) for name, password in passwords.items()],
        "permissions": [_permission(service, services, vhost) for service in services]
        + [_row(one.user, vhost, configure="^$", write="^$", read=rf"^ext\.{one.name}$") for one in subscribers]
        + [_row(user, vhost, configure=".*", write=".*", read=".*") for user in observers],
        "topic_permissions": [row for service in services for row in _topics(service, services, vhost)],
        "exchanges": [_exchange(RPC, "topic", vhost), *_exchanges(services, vhost)],
        "queues": [queue for service in services for queue in _queues(service, vhost)]
        + [_queue(one.user, one.arguments, vhost) for one in subscribers],
        "bindings": [b for contract in services.values() for b in _bindings(contract, vhost)]
        + [b for one in subscribers for b in _outside_bindings(one, services, vhost)],
    }


def inbox_arguments(service):
    """Of `<service>.inbox.v1`. Another set needs another queue name: RabbitMQ refuses to change them."""
    return {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-delivery-limit": 20,
        "x-dead-letter-exchange": f"{service}.dead",
    }


def _permission(service, services, vhost):
    own = rf"rpc-{service}|reply\.{service}\..*"
    heard = ""
    if service == LIVE:
        own += rf"|live\.{service}\..*"
        heard = "".join(rf"|{name}\.events" for name in sorted(services))
    return _row(
        service,
        vhost,
        configure=f"^({own})$",
        write=rf"^({own}|{RPC}|{service}\.events|{service}\.dead)$",
        read=rf"^({own}|{RPC}|{service}\.inbox\.v1|{service}\.dead\.v1{heard})$",
    )


def _topics(service, services, vhost):
    calls = [*_callable(service, services), *_answerable(service, services)]
    heard_at = rf"^({service}\..*|reply\.{service}\..*)$"
    yield _row(service, vhost, exchange=RPC, write=_only(calls), read=heard_at)
    own_events = map(re.escape, services[service]["tells"])
    heard = ".*" if service == LIVE else "^$"
    yield _row(service, vhost, exchange=f"{service}.events", write=_only(own_events), read=heard)
    for other in sorted(set(services) - {service}) if service == LIVE else ():
        yield _row(service, vhost, exchange=f"{other}.events", write="^$", read=heard)


def _callable(caller, services):
    """Methods of others that list the caller as a principal; the gateway calls for people: every one."""
    for name, contract in services.items():
        for method, facts in contract["methods"].items():
            if name != caller and (caller == "gateway" or caller in facts.get("principals", ())):
                yield rf"{name}\.{method}"


def _answerable(service, services):
    """The reply queues of those that may call the service."""
    for caller in services:
        if any(pattern.startswith(rf"{service}\.") for pattern in _callable(caller, services)):
            yield rf"reply\.{caller}\.{UUID}"


def _heard(contract):
    heard = {}
    for fact in contract["hears"]:
        heard.setdefault(fact["source"].strip("/"), []).append(fact["type"])
    return heard


def _only(patterns):
    alternatives = "|".join(sorted(patterns))
    return f"^({alternatives})$" if alternatives else "^$"


def _exchanges(services, vhost):
    heard = {source for contract in services.values() for source in _heard(contract)}
    for name in sorted({*services, *heard}):  # a source that is deployed later has its exchange already
        yield _exchange(f"{name}.events", "topic", vhost)
    for name in services:
        yield _exchange(f"{name}.dead", "fanout", vhost)


def _queues(service, vhost):
    yield _queue(f"{service}.inbox.v1", inbox_arguments(service), vhost)
    yield _queue(f"{service}.dead.v1", {"x-queue-type": "quorum"}, vhost)


def _queue(name, arguments, vhost):
    return {"name": name, "vhost": vhost, "durable": True, "auto_delete": False, "arguments": arguments}


def _bindings(contract, vhost):
    service = contract["service"]
    yield _binding(f"{service}.dead", f"{service}.dead.v1", "", vhost)
    for source, types in _heard(contract).items():
        for kind in types:
            yield _binding(f"{source}.events", f"{service}.inbox.v1", kind, vhost)


def _outside_bindings(subscriber, services, vhost):
    """A type that nobody tells is a mistake: it would be waited for without a word."""
    tellers = {kind: name for name, contract in services.items() for kind in contract["tells"]}
    if unknown := set(subscriber.types) - set(tellers):
        raise ValueError(f"{subscriber.user}: told by nobody: {sorted(unknown)}")
    for kind in subscriber.types:
        yield _binding(f"{tellers[kind]}.events", subscriber.user, kind, vhost)


def _exchange(name, kind, vhost):
    facts = {"durable": True, "auto_delete": False, "internal": False, "arguments": {}}
    return {"name": name, "vhost": vhost, "type": kind} | facts


def _binding(exchange, queue, key, vhost):
    target = {"destination": queue, "destination_type": "queue"}
    return {"source": exchange, "vhost": vhost, "routing_key": key, "arguments": {}} | target


def _row(user, vhost, **rights):
    return {"user": user, "vhost": vhost, **rights}


def _user(name, password):
    salt = os.urandom(4)  # RabbitMQ's format: salt, then SHA-256 of salt and password
    digest = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    hashing = "rabbit_password_hashing_sha256"
    return {"name": name, "password_hash": digest, "hashing_algorithm": hashing, "tags": []}


def main(arguments):
    """For a broker that others run: `python broker_definitions.py PASSWORDS.json SERVICE_FOLDER…`, to its stdout."""
    parser = argparse.ArgumentParser(prog="broker_definitions.py", description=main.__doc__)
    parser.add_argument("passwords", type=Path, help="user -> password, as JSON")
    parser.add_argument("folders", nargs="+", help="the services' folders")
    parser.add_argument("--subscribers", type=Path, help='[{"name", "types"}], as JSON')
    given = parser.parse_args(arguments)
    outside = [Subscriber(**facts) for facts in json.loads(given.subscribers.read_text())] if given.subscribers else ()
    passwords = json.loads(given.passwords.read_text())
    print(json.dumps(definitions(read_contracts(given.folders), passwords, subscribers=outside), indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
