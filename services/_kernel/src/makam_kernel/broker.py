"""Connections to RabbitMQ by py-amqp, which runs on ordinary and on green threads alike."""

from urllib.parse import unquote, urlsplit

import amqp
from amqp.exceptions import AMQPError

GONE = (OSError, AMQPError)
"""What a lost, refused or hung broker raises (time-outs are OSErrors)."""

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10


def connect(address, *, heartbeat=0):
    """An open connection to ``amqp://user:password@host:port/vhost``."""
    parts = urlsplit(address)
    connection = amqp.Connection(
        host=f"{parts.hostname}:{parts.port or 5672}",
        userid=unquote(parts.username),
        password=unquote(parts.password),
        virtual_host=unquote(parts.path[1:]) or "/",
        heartbeat=heartbeat,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=None,
        write_timeout=10,
    )
    connection.connect()
    connection.transport.sock.settimeout(ANSWER_SECONDS)  # a hung broker keeps nobody waiting for ever
    return connection


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
