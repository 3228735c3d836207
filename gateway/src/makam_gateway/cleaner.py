"""Forgets, once an hour, what the gateway keeps for a time only."""

from makam_gateway.limits import limits
from makam_gateway.oidc import signin
from makam_gateway.sessions import endings, failures
from makam_kernel.workers import Worker

PURGES = (failures.purge, limits.purge, endings.purge, signin.purge)


class GatewayCleaner(Worker):
    """Purges failed sign-ins, counts, ended sessions, and ways to a provider."""

    sweep = 3600.0

    def __init__(self, process):
        super().__init__("gateway_cleaner", process.lease)
        self.database = process.database

    def step(self):
        """Forget what is old."""
        for purge in PURGES:
            self.database.run(purge)
