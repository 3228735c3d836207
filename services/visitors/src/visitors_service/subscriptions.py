"""What visitors hears of others, reduced to what it needs."""

from datetime import datetime
from uuid import UUID

from makam_kernel.errors import NotFound
from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit
from visitors_service.hosting.following import drop_hosting, move_hosting
from visitors_service.hosting.queries import task_behind
from visitors_service.promises.queries import promise_behind, promises_of
from visitors_service.visits.models import Visit
from visitors_service.visits.queries import visit_of
from visitors_service.visits.workflow import EXPECTED, Status
from visitors_service.wishes.queries import of_category, wish_behind
from visitors_service.wishes.restrictions import Category

REQUEST_EVENTS = (
    "request.registered.v1",
    "request.routed.v1",
    "request.returned.v1",
    "request.accepted.v1",
    "request.started.v1",
    "request.solved.v1",
    "request.not_reached.v1",
    "request.confirmed.v1",
    "request.objected.v1",
    "request.reopened.v1",
    "request.closed.v1",
    "request.unconfirmed.v1",
    "request.extended.v1",
    "request.withdrawn.v1",
    "request.voided.v1",
    "request.erased.v1",
    "request.snapshot.v1",
)


@subscribe(*REQUEST_EVENTS, source="requests")
class KeepRequest:
    """Keeps, on the wish that a request came of, where the request stands, and lets its promises follow. Each of the
    facts tells the whole, so the newest of any type counts."""

    def apply(self, tx, event, _words):
        """Set what is known of the request; requests that came by another door are no concern here."""
        wish = wish_behind(tx.session, event.data["origin"])
        if wish is None:
            return
        unit_before = wish.request_unit_id
        unit_id = event.data["unit_id"] and UUID(event.data["unit_id"])
        is_new = wish.follow(
            request_id=UUID(event.subject_id),
            number=event.data["number"],
            status=event.data["status"],
            unit_id=unit_id,
            restricted=event.data.get("restricted", False),
        )
        if is_new:  # what is told anew may be known
            tx.change(wish, action="wish.request_followed", request=event.data["number"])
        for promise in promises_of(tx.session, wish.id):
            for fact in promise.follow(unit_before=unit_before, at=event.time):
                tx.change(promise, fact)


@subscribe("category.changed.v1", "category.snapshot.v1", source="requests")
class KeepCategory:
    """Keeps whether a category is restricted; what was wished of one that is closes, and never opens again."""

    def apply(self, tx, event, _words):
        """Set what is known of the category."""
        id, code, restricted = UUID(event.subject_id), event.data["code"], event.data["restricted"]
        category = tx.session.get(Category, id) or Category(id=id)
        category.code, category.restricted = code, restricted
        tx.session.add(category)
        for wish in of_category(tx.session, code) if restricted else ():
            wish.restrict()
            tx.change(wish, action="wish.restricted")


@subscribe("instruction.accepted.v1", source="documents", act=True)
class KeepPromise:
    """What was ordered of a unit for a promise's sake was done: the promise is kept."""

    def apply(self, tx, event, _words):
        """Keep it, unless it was settled meanwhile or its request tells."""
        promise = promise_behind(tx.session, event.data["source"])
        if promise is not None and (kept := promise.hear_done(at=event.time)):
            tx.change(promise, kept)


EXPENSE_EVENTS = (
    "expense.requested.v1",
    "expense.approved.v1",
    "expense.revised.v1",
    "expense.ordered.v1",
    "expense.accepted.v1",
    "expense.invoiced.v1",
    "expense.filed.v1",
    "expense.accrued.v1",
    "expense.paid.v1",
    "expense.refused.v1",
    "expense.cancelled.v1",
    "expense.refunded.v1",
    "expense.erased.v1",
    "expense.snapshot.v1",
)


@subscribe(*EXPENSE_EVENTS, source="protocol")
class KeepExpense:
    """Keeps, on the hosting task that cost money, where its expense stands. Each of the facts tells the whole, so the
    newest of any type counts."""

    def apply(self, tx, event, _words):
        """Set what is known of the expense; those for anything else are no concern here."""
        task = task_behind(tx.session, event.data["source"])
        if task is None:
            return
        facts = {name: event.data[name] for name in ("number", "status", "amount")}
        if task.follow(expense_id=UUID(event.subject_id), **facts):
            tx.change(task, action="hosting_task.expense_followed", expense=facts["number"])


APPOINTMENT_EVENTS = (
    "appointment.received.v1",
    "appointment.weighed.v1",
    "appointment.waitlisted.v1",
    "appointment.proposed.v1",
    "appointment.scheduled.v1",
    "appointment.rescheduled.v1",
    "appointment.cancelled.v1",
    "appointment.referred.v1",
    "appointment.declined.v1",
    "appointment.withdrawn.v1",
    "appointment.expired.v1",
    "appointment.held.v1",
    "appointment.missed.v1",
    "appointment.erased.v1",
    "appointment.snapshot.v1",
)
TO_COME = {"scheduled", "referred"}
OVER = {"held", "no_show"}
NOT_COMING = "Randevu yapılmayacak"


@subscribe(*APPOINTMENT_EVENTS, source="agenda")
class KeepAppointment:
    """The delegation that has an appointment is expected: its visit is planned, moves and is called off with it."""

    def fetch(self, owners, event):
        """Ask agenda who comes, and what about; None when nobody is to be expected, or no longer."""
        facts = event.data
        if not (facts["is_delegation"] and facts["starts_at"] and facts["status"] in TO_COME):
            return None
        try:
            return owners.agenda.get_appointment_words(appointment_id=event.subject_id)
        except NotFound:  # it lost its time meanwhile, which a later fact says
            return None

    def apply(self, tx, event, words):
        """Plan, move or cancel the visit; of guests who are in the house, or gone, nothing changes."""
        if event.data["status"] in OVER:
            return
        visit = visit_of(tx.session, event.subject)
        if words is None:
            _call_off(tx, visit)
        elif visit is None or visit.status == Status.CANCELLED:
            _expect(tx, event, words)
        elif visit.status in EXPECTED and visit.planned_at != _start(event):
            tx.change(visit, visit.move(planned_at=_start(event)))
            move_hosting(tx, visit)
            tx.later("close_visit", visit.subject, visit.closes_at)


def _expect(tx, event, words):
    head = {"name": words["name"], "title": words["title"], "role": "head"}
    visit, planned = Visit.plan(
        planned_at=_start(event),
        purpose=words["topic"],
        institution=words["institution"],
        languages=[],
        host_name=words["host_name"],
        host_unit_id=None,
        members=[head, *words["companions"]],
        source=event.subject,
    )
    tx.add(visit, planned)
    tx.later("close_visit", visit.subject, visit.closes_at)


def _call_off(tx, visit):
    if visit is not None and visit.status in EXPECTED:
        tx.change(visit, visit.cancel(reason=NOT_COMING))
        drop_hosting(tx, visit, NOT_COMING)


def _start(event):
    return datetime.fromisoformat(event.data["starts_at"])


SUBSCRIPTIONS = (KeepUnit, KeepAppointment, KeepCategory, KeepExpense, KeepPromise, KeepRequest)
