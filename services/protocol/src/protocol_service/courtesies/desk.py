"""The RPC methods about courtesies."""

from makam_kernel.remote import Desk, command, query
from protocol_service.courtesies import queries, schemas
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.registration import call_off, expense_of, propose
from protocol_service.expenses.workflow import Status as Money


class CourtesiesDesk(Desk):
    """What is sent, and the money for it, which is asked for, ordered and accepted with it."""

    @command(schemas.ProposeCourtesy, returns=schemas.CourtesyView, allow="courtesy.propose")
    def propose_courtesy(self, tx, **facts):
        """Something is to be sent."""
        return propose(tx, invitation_id=None, **facts)

    @command(schemas.ApproveCourtesy, returns=schemas.CourtesyView, allow="courtesy.approve")
    def approve_courtesy(self, tx, courtesy_id, version):
        """It is going to be sent."""
        courtesy = tx.get(Courtesy, courtesy_id, version=version)
        return tx.change(courtesy, courtesy.approve())

    @command(schemas.OrderCourtesy, returns=schemas.CourtesyView, allow="courtesy.handle")
    def order_courtesy(self, tx, courtesy_id, version, supplier):
        """Order it, and with it what its expense stands for."""
        courtesy = tx.get(Courtesy, courtesy_id, version=version)
        expense = expense_of(tx, courtesy)
        tx.change(courtesy, courtesy.order(supplier=supplier, expense=expense))
        if expense and expense.status == Money.APPROVED:
            tx.change(expense, expense.order(supplier=supplier))
        return courtesy

    @command(schemas.DeliverCourtesy, returns=schemas.CourtesyView, allow="courtesy.handle")
    def deliver_courtesy(self, tx, courtesy_id, version, proof):
        """It was delivered, and so is what its expense stands for."""
        courtesy = tx.get(Courtesy, courtesy_id, version=version)
        tx.change(courtesy, courtesy.deliver(proof=proof, at=tx.at))
        expense = expense_of(tx, courtesy)
        if expense and expense.status == Money.ORDERED:
            tx.change(expense, expense.accept())
        if expense and expense.status == Money.PAID:
            tx.change(courtesy, courtesy.pay())
        return courtesy

    @command(schemas.CancelCourtesy, returns=schemas.CourtesyView, allow="courtesy.handle")
    def cancel_courtesy(self, tx, courtesy_id, version, reason):
        """It is not sent."""
        return call_off(tx, tx.get(Courtesy, courtesy_id, version=version), reason)

    @query(schemas.GetCourtesy, returns=schemas.CourtesyView, allow="courtesy.read")
    def get_courtesy(self, reading, courtesy_id):
        """A courtesy."""
        return reading.get(Courtesy, courtesy_id)

    @query(schemas.ListCourtesies, returns=schemas.CourtesyPage, allow="courtesy.read")
    def list_courtesies(self, reading, **filters):
        """A page of courtesies."""
        return queries.list_page(reading, **filters)
