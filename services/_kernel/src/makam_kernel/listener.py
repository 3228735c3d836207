"""The worker that takes events from the service's one queue and hands them to its inbox.

The queue and its bindings are made by the broker's definitions, so that a fact told before the service's first start
waits for it. It is a quorum queue with a single active consumer: several instances stand by, one takes, order holds.
"""

import logging
import time

from makam_kernel import broker, events
from makam_kernel.errors import Unavailable
from makam_kernel.logs import unreadable, what
from makam_kernel.workers import LONGEST, SHORTEST, Worker

log = logging.getLogger(__name__)

PREFETCH = 200
BATCH = 100
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
        self._pause = SHORTEST

    def step(self):
        """Wait a moment for events, and take what has come, as one batch.

        While the own database is away, the messages stay here, unacknowledged, and are tried again: each return to the
        queue would count as a delivery, and after twenty of them the broker lays a message aside.
        """
        if self._connection is None:
            self._open()
        if not self._taken:
            self._drain(1.0)
        while self._taken and len(self._taken) < BATCH and self._drain(0):
            pass
        if not self._taken:
            return True
        try:
            self._take(self._taken[:BATCH])
        except Unavailable as error:
            log.warning("inbox.paused", extra=what(error, queue=self.queue))
            self._stopping.wait(self._pause)
            self._pause = min(self._pause * 2, LONGEST)
            return True
        self._pause = SHORTEST
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
        self._channel.basic_consume(self.queue, callback=self._on_message)

    def _drain(self, seconds):
        """Read what the broker sends; false when nothing came in time."""
        if time.monotonic() - self._ticked > HEARTBEAT / 4:
            self._ticked = time.monotonic()
            self._connection.heartbeat_tick()
        try:
            self._connection.drain_events(timeout=seconds or 0.001)  # 0 would spin on half a frame, never yielding
            return True
        except TimeoutError:
            return False

    def _on_message(self, message):
        event = self._read(message)
        if event is None:
            self._lay_aside(message)
        else:
            self._taken.append((message, event))

    def _take(self, taken):
        try:
            self.inbox.take([event for _, event in taken])
        except Unavailable:
            raise
        except Exception as error:
            self._take_singly(taken, error)
            return
        if taken:  # all before the last are kept or laid aside, too
            self._channel.basic_ack(taken[-1][0].delivery_tag, multiple=True)

    def _take_singly(self, taken, error):
        """One event that can't even be kept as failed must not hold up the others."""
        if len(taken) > 1:
            for one in taken:
                self._take([one])
            return
        [(message, event)] = taken
        log.error("event.not_kept", extra=what(error, id=event.id))
        self._lay_aside(message)

    def _lay_aside(self, message):
        """To the dead-letter queue, whole."""
        self._channel.basic_reject(message.delivery_tag, requeue=False)

    def _read(self, message):
        try:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            event = events.read(body, user=message.properties.get("user_id"))
            if not self.inbox.handlers_of(event):
                raise ValueError("no handler")
            return event
        except (ValueError, AttributeError) as error:
            log.warning("event.undecodable", extra=unreadable(error, broker.raw_body(message), self.queue))
            return None
