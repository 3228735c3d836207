"""What visitors hears of others, reduced to what it needs."""

from uuid import UUID

from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit
from visitors_service.promises.queries import promises_of
from visitors_service.wishes.queries import wish_behind


def keep_request(type):
    """The handler of one type of what is told about requests. All have one name, and so one fence against older facts:
    each of them tells where the request stands, so the newest of any type counts."""

    @subscribe(type, source="requests")
    class KeepRequest:
        """Keeps, on the wish that a request came of, where the request stands, and lets its promises follow."""

        def apply(self, tx, event, _words):
            """Set what is known of the request; requests that came by another door are no concern here."""
            wish = wish_behind(tx.session, event.data["origin"])
            if wish is None:
                return
            unit_before = wish.request_unit_id
            unit_id = event.data["unit_id"] and UUID(event.data["unit_id"])
            wish.follow(
                request_id=UUID(event.subject_id),
                number=event.data["number"],
                status=event.data["status"],
                unit_id=unit_id,
            )
            tx.change(wish, action="wish.request_followed", request=event.data["number"])
            for promise in promises_of(tx.session, wish.id):
                for fact in promise.follow(unit_before=unit_before, at=event.time):
                    tx.change(promise, fact)

    return KeepRequest


REQUEST_EVENTS = (
    "request.registered.v1",
    "request.routed.v1",
    "request.returned.v1",
    "request.accepted.v1",
    "request.started.v1",
    "request.solved.v1",
    "request.confirmed.v1",
    "request.objected.v1",
    "request.reopened.v1",
    "request.closed.v1",
    "request.unconfirmed.v1",
    "request.extended.v1",
    "request.withdrawn.v1",
    "request.voided.v1",
    "request.erased.v1",
)

SUBSCRIPTIONS = (KeepUnit, *(keep_request(type) for type in REQUEST_EVENTS))
