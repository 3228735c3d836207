"""Forgets, once an hour, what is kept for a time only."""

from makam_kernel import idempotency, outbox
from makam_kernel.workers import Worker


class Cleaner(Worker):
    """Purges sent events and used idempotency keys."""

    sweep = 3600.0

    def __init__(self, database, lease):
        super().__init__("cleaner", lease)
        self.database = database

    def step(self):
        """Forget what is old."""
        self.database.run(outbox.purge)
        self.database.run(idempotency.purge)
