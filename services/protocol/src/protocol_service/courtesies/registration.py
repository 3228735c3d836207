"""How courtesies come to be and are given up, with the money for them: used by the desks of courtesies, invitations
and expenses."""

from makam_kernel.clock import day_of
from protocol_service.courtesies.models import Courtesy
from protocol_service.courtesies.queries import paid_by
from protocol_service.courtesies.workflow import Status
from protocol_service.expenses.models import Expense
from protocol_service.expenses.registration import cancel, register
from protocol_service.expenses.schemas import HOSPITALITY
from protocol_service.expenses.workflow import NOT_ORDERED
from protocol_service.money import OF_LIRA
from protocol_service.rules.kinds import NAMES
from protocol_service.rules.queries import rule_for


def propose(tx, *, kind, occasion_at, cost, **facts):
    """A new courtesy, and the expense for what it will cost, requested by whoever proposes it. The expense is kept for
    longer, and does not say for whom it is."""
    rule = rule_for(tx.session, kind, day_of(occasion_at))
    courtesy, proposed = Courtesy.propose(rule=rule, occasion_at=occasion_at, at=tx.at, **facts)
    if cost is None:
        return tx.add(courtesy, proposed)
    purpose = f"{NAMES[kind]}, {day_of(courtesy.deliver_at):%d.%m.%Y}"
    expense = register(
        tx,
        line=None,
        purpose=purpose,
        file_code=HOSPITALITY,
        source=courtesy.subject,
        needed_on=day_of(courtesy.deliver_at),
        persons=None,
        costs=[{"description": purpose, "quantity": 1, "unit_amount": cost, "currency": "TRY", "rate": OF_LIRA}],
        by=tx.actor.id,
        by_for=tx.actor.for_id,
    )
    return tx.add(courtesy, courtesy.charge(expense_id=expense.id), expense=expense.number)


def expense_of(tx, courtesy):
    """The expense of a courtesy, locked; None for what costs nothing."""
    return courtesy.expense_id and tx.get(Expense, courtesy.expense_id)


def call_off(tx, courtesy, reason):
    """A courtesy is not sent, and needs no money unless it was ordered: that is for people to settle."""
    tx.change(courtesy, courtesy.cancel(reason=reason))
    expense = expense_of(tx, courtesy)
    if expense and expense.status in NOT_ORDERED:
        cancel(tx, expense, reason)
    return courtesy


def follow_payment(tx, expense):
    """What an expense was for is paid, when it is a courtesy that was delivered."""
    courtesy = paid_by(tx.session, expense.id)
    if courtesy is not None and courtesy.status == Status.DELIVERED:
        tx.change(courtesy, courtesy.pay())
