"""A subscriber of everything: what every service tells the world, as it arrives."""

from contextlib import contextmanager

import amqp

from makam_tools.broker import VHOST


@contextmanager
def everything_told(trial):
    """Gives what was told so far, as messages."""
    address = f"127.0.0.1:{trial.broker.port}"
    connection = amqp.Connection(address, userid="observer", password="observer", virtual_host=VHOST, heartbeat=0)
    connection.connect()
    try:
        channel = connection.channel()
        channel.auto_decode = False
        queue = channel.queue_declare("", exclusive=True).queue
        for exchange in event_exchanges(trial):
            channel.queue_bind(queue, exchange, "#")
        heard = []

        def listen():
            while message := channel.basic_get(queue, no_ack=True):
                heard.append(message)
            return heard

        yield listen
    finally:
        connection.collect()


def event_exchanges(trial):
    """The exchanges to which services tell their events."""
    return [one["name"] for one in trial.site.definitions()["exchanges"] if one["name"].endswith(".events")]
