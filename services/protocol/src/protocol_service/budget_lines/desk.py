"""The RPC methods about budget lines."""

from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from protocol_service.budget_lines import queries, schemas
from protocol_service.budget_lines.models import BudgetLine


class BudgetLinesDesk(Desk):
    """The appropriations of the office; what is bound and spent of them, expenses say."""

    @command(schemas.OpenBudgetLine, returns=schemas.BudgetLineView, allow="budget_line.manage")
    def open_budget_line(self, tx, year, code, unit_id, **facts):
        """Open an appropriation for a year."""
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        queries.check_free(tx.session, year, code)
        return tx.add(*BudgetLine.open(year=year, code=code, unit_id=unit_id, at=tx.at, by=tx.actor.id, **facts))

    @command(schemas.ChangeAppropriation, returns=schemas.BudgetLineView, allow="budget_line.manage")
    def change_appropriation(self, tx, budget_line_id, version, **facts):
        """Raise or lower an appropriation by a decision."""
        allowed = queries.within(tx.actor, tx.action)
        line = tx.get(BudgetLine, budget_line_id, queries.within(tx.actor), version=version, allowed=allowed)
        return tx.change(line, line.appropriate(at=tx.at, by=tx.actor.id, **facts))

    @query(schemas.GetBudgetLine, returns=schemas.BudgetLineView, allow="budget_line.read")
    def get_budget_line(self, reading, budget_line_id):
        """A budget line."""
        return reading.get(BudgetLine, budget_line_id, queries.within(reading.actor))

    @query(schemas.ListBudgetLines, returns=schemas.BudgetLinePage, allow="budget_line.read")
    def list_budget_lines(self, reading, **filters):
        """A page of budget lines."""
        return queries.list_page(reading, **filters)
