"""The RPC methods about the copies of papers."""

from documents_service.distributions import queries, schemas
from documents_service.distributions.models import Distribution
from makam_kernel.remote import Desk, command, query


class DistributionsDesk(Desk):
    """What an addressee does with a copy; for one outside, the office does it."""

    @command(schemas.ReceiveDistribution, returns=schemas.DistributionView, allow="distribution.acknowledge")
    def receive_distribution(self, tx, distribution_id, version):
        """The addressee has the copy."""
        copy = self._take(tx, distribution_id, version)
        return tx.change(copy, copy.receive(at=tx.at))

    @command(schemas.ReadDistribution, returns=schemas.DistributionView, allow="distribution.acknowledge")
    def read_distribution(self, tx, distribution_id, version):
        """The addressee has read it."""
        copy = self._take(tx, distribution_id, version)
        return tx.change(copy, copy.read(at=tx.at))

    @command(schemas.FinishDistribution, returns=schemas.DistributionView, allow="distribution.acknowledge")
    def finish_distribution(self, tx, distribution_id, version):
        """What it asks is done."""
        copy = self._take(tx, distribution_id, version)
        return tx.change(copy, copy.finish(at=tx.at))

    @query(schemas.GetDistribution, returns=schemas.DistributionView, allow="distribution.read")
    def get_distribution(self, reading, distribution_id):
        """A copy."""
        return reading.get(Distribution, distribution_id, queries.within(reading.actor))

    @query(schemas.ListDistributions, returns=schemas.DistributionPage, allow="distribution.read")
    def list_distributions(self, reading, **filters):
        """A page of copies."""
        return queries.list_page(reading, **filters)

    def _take(self, tx, distribution_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Distribution, distribution_id, queries.within(tx.actor), version=version, allowed=allowed)
