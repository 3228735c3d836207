"""What becomes due about visitors."""

from uuid import UUID

from visitors_service.notices import tell_office
from visitors_service.promises.models import Promise
from visitors_service.promises.workflow import OPEN
from visitors_service.visits.models import Visit


def close_visit(tx, visit_id):
    """The day of a visit is over: mark it, if they did not come or nobody saw them leave."""
    visit = tx.get(Visit, UUID(visit_id))
    if visit.closes_at <= tx.at and (told := visit.close_day()):  # unless it was moved to a later day
        tx.change(visit, told)


def warn_of_promise(tx, promise_id):
    """The day of a promise has passed: tell the director and its owner, unless it was kept or released."""
    promise = tx.get(Promise, UUID(promise_id))
    if promise.status in OPEN:
        owner = (f"unit/{promise.unit_id}",) if promise.unit_id else ()
        tell_office(tx, promise.subject, "promise_late", "role/director", *owner, **promise.notice_facts)


JOBS = {"close_visit": close_visit, "warn_of_promise": warn_of_promise}
