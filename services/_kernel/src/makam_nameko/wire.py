"""nameko's RPC entrypoint with six differences, each for a fault that was measured.

The queue lives as long as its service (``auto_delete``), so that a call to a service that is away comes back to its
caller at once. Exchanges are never declared: for that a service needs the right to delete them. A reply goes out
transient and unconfirmed over one connection, and neither a reply nor an acknowledgement that meets a broken socket
ends the container, as stock nameko does under load when its broker dies. A broker that is back is met within seconds,
and who is told to end meanwhile ends.
What is no call goes to the dead-letter exchange, not into the log; by a publish, since a dead-letter argument on the
queue would keep every expired call, too.
"""

import json
import logging
import re
import threading
from contextlib import contextmanager

import amqp
from kombu import Exchange, Queue, compression
from nameko.exceptions import MethodNotFound
from nameko.messaging import QueueConsumer
from nameko.rpc import Rpc, RpcConsumer

from makam_kernel import broker, workers
from makam_kernel.logs import unreadable

log = logging.getLogger(__name__)

REPLY_ADDRESS = re.compile(r"reply\.\w+\.[0-9a-f-]{32,36}", re.ASCII)
EXCHANGE = Exchange("nameko-rpc", type="topic", durable=True, no_declare=True)
PAUSES = {"interval_start": 0.1, "interval_step": 0.3, "interval_max": workers.LONGEST}


def _refuse(_body):
    raise ValueError("compressed")


for kind in compression.encoders():  # nobody here compresses, and a small body may unpack to one that fills the memory
    compression.register(None, _refuse, kind)


class Consumer(QueueConsumer):
    """nameko's consumer of a container, which outlives its broker."""

    @contextmanager
    def establish_connection(self):
        """kombu's own pauses grow to half a minute, in which a broker that is back would wait for us."""
        with self.create_connection() as connection:
            connection.ensure_connection(self.on_connection_error, reraise_as_library_errors=False, **PAUSES)
            yield connection

    def on_connection_error(self, error, interval):
        """Who is told to end while the broker is away has no consumer to cancel, and does not wait for its return."""
        super().on_connection_error(error, interval)
        if self._pending_remove_providers:
            ending, self._pending_remove_providers = self._pending_remove_providers, {}
            self._consumers.clear()
            self.should_stop = True
            for removed in ending.values():
                removed.send()
            raise error

    def get_consumers(self, consumer_cls, channel):
        """nameko's consumers, told what to do with a body that cannot be decoded."""
        consumers = super().get_consumers(consumer_cls, channel)
        for consumer in consumers:
            consumer.on_decode_error = self._on_undecodable
        return consumers

    def _on_undecodable(self, message, error):
        for provider in self._providers:
            provider.bury(message, error)

    def ack_message(self, message):
        """Acknowledge; on a broken connection the broker has the message back already."""
        self._settle(message, message.ack)

    def requeue_message(self, message):
        """Give the message back; on a broken connection the broker has it already."""
        self._settle(message, message.requeue)

    @staticmethod
    def _settle(message, how):
        if message.channel is None or message.channel.connection is None:
            return
        try:
            how()
        except broker.GONE as error:
            log.info("call.connection_lost", extra={"error": type(error).__name__})


class Replies:
    """One connection of the process for all its replies."""

    def __init__(self, address):
        self.address = address
        self._channel = None
        self._one_at_a_time = threading.Lock()

    def send(self, payload, request):
        """Answer a request. A reply that cannot be sent is the caller's time-out; the command was carried out once.

        A reply to where no caller hears would be refused, and the broker would close the channel under the next one.
        """
        to = request.properties.get("reply_to") or ""
        if not REPLY_ADDRESS.fullmatch(to):
            return
        reply = amqp.Message(
            json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(),
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=request.properties.get("correlation_id"),
            delivery_mode=1,
            user_id=broker.user_of(self.address),
        )
        self.publish(reply, EXCHANGE.name, to)

    def publish(self, message, exchange, routing_key):
        """Publish once more on a fresh connection if need be: the old one may have died while nobody asked."""
        with self._one_at_a_time:
            for last in (False, True):
                try:
                    self._open().basic_publish(message, exchange=exchange, routing_key=routing_key)
                    return
                except broker.GONE as error:
                    self.close()
                    if last:
                        log.warning("reply.lost", extra={"error": type(error).__name__})

    def _open(self):
        if self._channel is None:
            self._channel = broker.connect(self.address).channel()
        return self._channel

    def close(self):
        """Give the connection back."""
        if self._channel is not None and self._channel.connection is not None:
            broker.close(self._channel.connection)
        self._channel = None


class CallConsumer(RpcConsumer):
    """The one consumer of ``rpc-<service>``."""

    queue_consumer = Consumer()

    def setup(self):
        """Describe the queue; it is declared when the consumer connects, and again after a broker's restart."""
        if self.queue is None:
            name = self.container.service_name
            self.queue = Queue(
                f"rpc-{name}",
                exchange=EXCHANGE,
                routing_key=f"{name}.*",
                durable=False,
                auto_delete=True,
            )
            self.replies = Replies(self.container.config["MAKAM_BROKER"])
            self.queue_consumer.register_provider(self)
            self._registered = True

    def handle_message(self, body, message):
        """Hand a call to its method; what is no call is refused, so that it reaches the dead-letter queue."""
        try:
            provider = self.get_provider_for_method(message.delivery_info["routing_key"])
            provider.handle_message(body, message)
        except MethodNotFound as error:
            self.handle_result(message, None, (type(error), error, None))
        except Exception as error:
            self.bury(message, error)

    def bury(self, message, error):
        """Lay what is no call into the dead-letter store, whole, and tell of it by size and hash."""
        raw = broker.raw_body(message)
        log.warning("call.malformed", extra=unreadable(error, raw, self.queue.name))
        name = self.container.service_name
        dead = amqp.Message(raw, delivery_mode=2, user_id=name, application_headers={"queue": self.queue.name})
        self.replies.publish(dead, f"{name}.dead", "call")
        self.queue_consumer.ack_message(message)

    def handle_result(self, message, result, exc_info):
        """Reply, then acknowledge: a call cut by a kill between commit and acknowledgement is run again, which its
        idempotency key makes harmless."""
        error = {"exc_type": exc_info[0].__name__, "value": "", "exc_path": "", "exc_args": []} if exc_info else None
        self.replies.send({"result": result, "error": error}, message)
        self.queue_consumer.ack_message(message)
        return result, exc_info


class Call(Rpc):
    """One RPC method of a service; the body's ``kwargs`` are the command."""

    rpc_consumer = CallConsumer()

    def check_signature(self, args, kwargs):
        """The command's schema judges what was sent, not Python's signature."""
        if args or not isinstance(kwargs, dict):
            raise TypeError("one dict of named facts")


call = Call.decorator
