"""Follows requests for another system of the house: plain kombu and a file of its own, nothing of Makam.

    ./makam subscriber add web --types request.registered.v1 request.solved.v1 … request.snapshot.v1
    python follow_requests.py amqp://ext.web:PASSWORD@HOST:PORT/makam requests.sqlite3

An event comes at least once, after a failure late or again: a row is written forward only, and what was written is
acknowledged after. Whoever is away for a week finds a week of events in the queue; for longer, its oldest are gone, and
an operator has the present state of all requests told anew: ./makam republish request
"""

import json
import sqlite3
import sys

from kombu import Connection, Queue
from kombu.mixins import ConsumerMixin

TABLE = """CREATE TABLE IF NOT EXISTS requests
           (subject TEXT PRIMARY KEY, sequence INTEGER NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL)"""
FORWARD = """INSERT INTO requests VALUES (:subject, :sequence, :number, :status)
             ON CONFLICT (subject) DO UPDATE SET sequence = :sequence, status = :status
             WHERE sequence < :sequence"""


class Follower(ConsumerMixin):
    """Keeps where each request stands."""

    def __init__(self, connection, file):
        self.connection = connection  # ConsumerMixin opens it again whenever it is lost
        self.database = sqlite3.connect(file)
        self.database.execute(TABLE)

    def get_consumers(self, Consumer, channel):
        """The queue is there already and has the user's name; to declare it is not allowed."""
        queue = Queue(self.connection.userid, no_declare=True)
        return [Consumer([queue], on_message=self.take, prefetch_count=100)]

    def take(self, message):
        """Write one event down, then acknowledge it."""
        event = json.loads(message.body)
        with self.database:
            self.database.execute(FORWARD, {**event["data"], **event})
        message.ack()


if __name__ == "__main__":
    with Connection(sys.argv[1], heartbeat=30) as connection:
        Follower(connection, sys.argv[2]).run()
