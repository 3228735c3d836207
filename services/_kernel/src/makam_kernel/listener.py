"""The worker that takes events from the service's one queue and hands them to its inbox.

The queue and its bindings are made by the broker's definitions, so that a fact told before the service's first start
waits for it. It is a quorum queue with a single active consumer: several instances stand by, one takes, order holds.
"""

import hashlib
import logging
import time

from makam_kernel import broker, events
from makam_kernel.errors import Unavailable
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

PREFETCH = 200
BATCH = 50
HEARTBEAT = 20


class Listener(Worker):
    """Consumes ``<service>.inbox.v1``; acknowledges what the inbox has kept, and nothing else."""

    sweep = 0.0

    def __init__(self, inbox, address, service):
        super().__init__("listener")
        self.inbox, self.address = inbox, address
        self.queue = f"{service}.inbox.v1"
        self._connection = self._channel = None
        self._taken = []
        self._ticked = 0.0

    def step(self):
        """Wait a moment for events, and take what has come, as one batch."""
        if self._connection is None:
            self._open()
        self._drain(1.0)
        while self._taken and len(self._taken) < BATCH and self._drain(0):
            pass
        if self._taken:
            self._take(self._taken[:BATCH])
            del self._taken[:BATCH]
        return True

    def recover(self):
        """Drop the connection: what was not acknowledged comes back."""
        if self._connection is not None:
            broker.close(self._connection)
        self._connection, self._taken = None, []

    def _open(self):
        self._connection = broker.connect(self.address, heartbeat=HEARTBEAT)
        self._channel = self._connection.channel()
        self._channel.basic_qos(0, PREFETCH, False)
        self._channel.basic_consume(self.queue, callback=self._taken.append)

    def _drain(self, seconds):
        """Read what the broker sends; false when nothing came in time."""
        if time.monotonic() - self._ticked > HEARTBEAT / 4:
            self._ticked = time.monotonic()
            self._connection.heartbeat_tick()
        try:
            self._connection.drain_events(timeout=seconds or 0.001)
            return True
        except TimeoutError:
            return False

    def _take(self, messages):
        good = []
        for message in messages:
            event = self._read(message)
            if event is None:
                message.reject(requeue=False)  # to the dead-letter queue, whole
            else:
                good.append((message, event))
        try:
            self.inbox.take([event for _, event in good])
        except Unavailable:
            for message, _ in good:
                message.reject(requeue=True)
            raise
        for message, _ in good:
            message.ack()

    def _read(self, message):
        try:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            event = events.read(body, user=message.properties.get("user_id"))
            if not self.inbox.handlers_of(event):
                raise ValueError("no handler")
            return event
        except (ValueError, AttributeError) as error:
            raw = (
                message.body
                if isinstance(message.body, bytes)
                else str(message.body).encode("utf-8", "replace")
            )
            facts = {"queue": self.queue, "size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
            log.warning("event.undecodable", extra={**facts, "error": type(error).__name__})
            return None
