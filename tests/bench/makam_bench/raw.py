"""The floor: what broker and disk take by themselves, without anything of ours between them."""

import json
import threading
import time
from datetime import UTC, datetime

import amqp

from makam_bench.stores import Store, event_rows
from makam_kernel import broker

QUEUE = "bench.raw"
BATCH = 500  # the relay's
PACE = 0.02  # 50 per second
BODY = json.dumps(event_rows(1, "2026-11-21T10:00:00Z")[0]).encode()


class Pipe:
    """A durable quorum queue with a confirming publisher at one end, and a consumer at the other."""

    def __init__(self, address):
        self._out, self._in = broker.connect(address), broker.connect(address)
        self._channel, self._consuming = self._out.channel(), self._in.channel()
        self._channel.confirm_select()
        self._channel.queue_declare(QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        self._channel.queue_purge(QUEUE)
        self._waiting, self._tag = set(), 0
        self._channel.events["basic_ack"].add(self._on_ack)

    def delays(self, count):
        """From publish to consume, in seconds, of messages at a pace of 50 per second."""
        took, done = [], threading.Event()

        def on_message(message):
            took.append(time.perf_counter() - float(message.properties["message_id"]))
            self._consuming.basic_ack(message.delivery_tag)

        tag = self._consuming.basic_consume(QUEUE, callback=on_message)

        def consume():
            while not done.is_set():
                try:
                    self._in.drain_events(timeout=0.05)
                except TimeoutError:
                    pass

        consumer = threading.Thread(target=consume)
        consumer.start()
        for _number in range(count):
            self._publish(str(time.perf_counter()))
            self._await()
            time.sleep(PACE)
        done.set()
        consumer.join()
        self._consuming.basic_cancel(tag)
        return took

    def rate(self, count):
        """Confirmed messages per second, in batches."""
        began = time.perf_counter()
        for first in range(0, count, BATCH):
            for _number in range(first, min(first + BATCH, count)):
                self._publish("raw")
            self._await()
        took = time.perf_counter() - began
        self._channel.queue_purge(QUEUE)
        return count / took

    def close(self):
        """Remove the queue and give the connections back."""
        self._channel.queue_delete(QUEUE)
        for connection in (self._out, self._in):
            broker.close(connection)

    def _publish(self, id):
        message = amqp.Message(BODY, delivery_mode=2, message_id=id)
        self._tag += 1
        self._waiting.add(self._tag)
        self._channel._basic_publish(message, exchange="", routing_key=QUEUE)

    def _await(self):
        while self._waiting:
            self._out.drain_events(timeout=10)

    def _on_ack(self, tag, multiple):
        self._waiting = {one for one in self._waiting if one > tag} if multiple else self._waiting - {tag}


def commits(uri, count):
    """How long each of so many paced commits takes: one row of business and one of the outbox."""
    store, took = Store(uri), []
    if store.is_sqlite:
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            store.rows(f"PRAGMA {pragma}")
    store.run("CREATE TABLE IF NOT EXISTS things (id VARCHAR(32) PRIMARY KEY, body TEXT)")
    store.run("CREATE TABLE IF NOT EXISTS told (id VARCHAR(32) PRIMARY KEY, body TEXT)")
    for _number in range(count):
        id, body = event_rows(1, datetime.now(UTC).isoformat())[0]["id"], BODY.decode()
        began = time.perf_counter()
        store.run("BEGIN")
        for table in ("things", "told"):
            store.run(f"INSERT INTO {table} VALUES ('{id}', '{body}')")
        store.run("COMMIT")
        took.append(time.perf_counter() - began)
        time.sleep(PACE)
    store.close()
    return took
