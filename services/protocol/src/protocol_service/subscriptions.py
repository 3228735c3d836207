"""What protocol hears of others, reduced to what it needs."""

from datetime import date
from uuid import UUID

from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit
from protocol_service.expenses.queries import living_of
from protocol_service.expenses.registration import cancel, register
from protocol_service.expenses.schemas import HOSPITALITY
from protocol_service.expenses.workflow import NOT_ORDERED
from protocol_service.money import OF_LIRA
from protocol_service.people.models import Person


@subscribe("person.changed.v1", "person.snapshot.v1", source="gateway")
class KeepPerson:
    """Keeps the copy of a person."""

    def apply(self, tx, event, _words):
        """Set whether they are active."""
        id = UUID(event.subject_id)
        person = tx.session.get(Person, id) or Person(id=id)
        person.active = event.data["active"]
        tx.session.add(person)


TASK_DROPPED = "Ağırlama işinden vazgeçildi."


@subscribe("hosting_task.priced.v1", source="visitors", act=True)
class OpenExpense:
    """A hosting task that costs money gets an expense, which somebody has to approve."""

    def fetch(self, owners, event):
        """Ask visitors what it is for, which no event carries."""
        return owners.visitors.get_hosting_words(hosting_task_id=event.subject_id)

    def apply(self, tx, event, words):
        """Request the expense in the name of whoever put the price; one is enough, and none when the task is gone."""
        if words["status"] == "dropped" or living_of(tx.session, event.subject):
            return
        cost = {"description": words["purpose"], "quantity": 1, "unit_amount": words["price"]}
        register(
            tx,
            line=None,
            purpose=words["purpose"],
            file_code=HOSPITALITY,
            source=event.subject,
            needed_on=date.fromisoformat(words["needed_on"]),
            persons=words["persons"],
            costs=[cost | {"currency": "TRY", "rate": OF_LIRA}],
            by=event.actor or f"service:{event.source}",
        )


@subscribe("hosting_task.dropped.v1", source="visitors", act=True)
class CancelExpense:
    """A hosting task that is dropped needs no money, unless it was spent already."""

    def apply(self, tx, event, _words):
        """Give its expense up, if nothing was ordered; what was ordered is for people to settle."""
        expense = living_of(tx.session, event.subject)
        if expense and expense.status in NOT_ORDERED:
            cancel(tx, expense, TASK_DROPPED)


SUBSCRIPTIONS = (KeepUnit, KeepPerson, OpenExpense, CancelExpense)
