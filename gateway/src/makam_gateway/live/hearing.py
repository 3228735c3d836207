"""Hears what every service tells: each process of the gateway by a queue of its own, which goes when it goes."""

import logging
from uuid import uuid4

import aio_pika
from aio_pika.exceptions import ChannelClosed

from makam_gateway.routes import SERVICES
from makam_kernel import events
from makam_kernel.logs import unreadable, what

log = logging.getLogger(__name__)

BOUNDS = {"x-max-length": 10_000, "x-max-length-bytes": 16 * 1024 * 1024, "x-overflow": "drop-head"}
SNAPSHOT = ".snapshot."
PREFETCH = 500


class Hearing:
    """Fills the ring."""

    def __init__(self, ring, name):
        self.ring, self.queue = ring, f"live.{name}.{uuid4()}"

    async def listen(self, connection, lost):
        """Begin to hear over a connection; ``lost`` is called when its channel ends. A broker whose definitions do not
        know of this yet refuses it: then pages are not live, and all else works."""
        channel = await connection.channel(publisher_confirms=False)
        try:
            queue = await channel.declare_queue(self.queue, exclusive=True, auto_delete=True, arguments=BOUNDS)
            for service in SERVICES:
                await queue.bind(await channel.get_exchange(f"{service}.events", ensure=False), "#")
            await queue.consume(self._on_event, no_ack=True)
        except ChannelClosed as error:
            log.error("live.refused", extra=what(error, queue=self.queue))
            return
        channel.close_callbacks.add(lost)
        self.ring.begin()

    def lose(self):
        """The connection is gone."""
        self.ring.lose()

    async def _on_event(self, message: aio_pika.abc.AbstractIncomingMessage):
        try:
            event = events.read(message.body, user=message.user_id)
        except (ValueError, AttributeError) as error:
            log.warning("event.undecodable", extra=unreadable(error, message.body, self.queue))
            return
        if SNAPSHOT not in event.type:  # it says again what is known
            noun, _, id = event.subject.partition("/")
            self.ring.hear(event.source, noun, id, event.data.get("public_day_id"))
