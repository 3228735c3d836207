"""Connections to RabbitMQ by py-amqp, which runs on ordinary and on green threads alike.

An address is ``amqp://user:password@host:port/vhost``, or ``amqps://`` with TLS 1.2 or newer, where the broker's
certificate and its name are always verified: by the machine's own authorities, or by the file that the address names in
RabbitMQ's own words, ``?cacertfile=…``. ``&certfile=…&keyfile=…`` prove this process to the broker, too.
"""

import ssl
from urllib.parse import parse_qs, unquote, urlsplit

import amqp
from amqp.exceptions import AMQPError

GONE = (OSError, AMQPError)
"""What a lost, refused or hung broker raises (time-outs are OSErrors)."""

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10
PORTS = {"amqp": 5672, "amqps": 5671}


def connect(address, *, heartbeat=0):
    """An open connection to an address."""
    parts = urlsplit(address)
    connection = amqp.Connection(
        host=f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}",
        userid=unquote(parts.username),
        password=unquote(parts.password),
        virtual_host=unquote(parts.path[1:]) or "/",
        ssl=tls_of(address),
        heartbeat=heartbeat,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=None,
        write_timeout=10,
    )
    connection.connect()
    connection.transport.sock.settimeout(ANSWER_SECONDS)  # a hung broker keeps nobody waiting for ever
    return connection


def tls_of(address):
    """How py-amqp and kombu are told of TLS; False for a plain connection."""
    parts = urlsplit(address)
    if parts.scheme != "amqps":
        return False
    files = files_of(address)
    return {
        "cert_reqs": ssl.CERT_REQUIRED,
        "server_hostname": parts.hostname,  # without it py-amqp compares no name
        "tls_minimum_version": ssl.TLSVersion.TLSv1_2,
        "ca_certs": files.get("cacertfile"),
        "certfile": files.get("certfile"),
        "keyfile": files.get("keyfile"),
    }


def tls_context(address):
    """The same for clients that take a context; None for a plain connection."""
    if urlsplit(address).scheme != "amqps":
        return None
    files = files_of(address)
    context = ssl.create_default_context(cafile=files.get("cacertfile"))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if "certfile" in files:
        context.load_cert_chain(files["certfile"], files["keyfile"])
    return context


def files_of(address):
    """The files that an address names."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}


def without_files(address):
    """The address as clients of another making read it."""
    return urlsplit(address)._replace(query="").geturl()


def user_of(address):
    """The user in an address, which is the service's name."""
    return unquote(urlsplit(address).username)


def raw_body(message):
    """The bytes of a message, however the client has decoded them."""
    return message.body if isinstance(message.body, bytes) else str(message.body).encode("utf-8", "replace")


def close(connection):
    """Close without complaint; the other side may be gone."""
    try:
        connection.collect()
    except Exception:  # py-amqp trips over its own half-closed parts, too
        pass
