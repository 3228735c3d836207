"""What documents hears of others, reduced to what it needs."""

from datetime import date
from uuid import UUID

from documents_service.deputisings.models import Deputising
from documents_service.instructions.promises import carry_out, follow
from documents_service.registers.models import KeepDetsisNumber
from makam_kernel.deputisings import keep_deputising
from makam_kernel.subscribe import subscribe
from makam_kernel.units import KeepUnit


@subscribe(
    "promise.given.v1",
    "promise.owned.v1",
    "promise.awaited.v1",
    "promise.kept.v1",
    "promise.reopened.v1",
    "promise.broken.v1",
    "promise.released.v1",
    "promise.erased.v1",
    "promise.snapshot.v1",
    source="visitors",
)
class FollowPromise:
    """Has the unit carry out what the mayor promised, where no request does, and follows what becomes of the promise.
    Each fact tells where the promise stands, so the newest of any type counts."""

    def fetch(self, owners, event):
        """Ask visitors for the words, which no event carries, of a promise that a unit may have to carry out."""
        if event.data["status"] != "owned" or event.data["request_id"]:
            return None
        return owners.visitors.get_promise_words(promise_id=event.subject_id)

    def apply(self, tx, event, promise):
        """Give the instruction, or let the one that there is follow."""
        if promise and promise["words"]:
            facts = {"words": promise["words"], "restricted": promise["restricted"]}
            facts["anew"] = event.type == "promise.owned.v1"
            facts |= {"unit_id": UUID(event.data["unit_id"]), "due_on": date.fromisoformat(event.data["due_on"])}
            carry_out(tx, event.subject, **facts)
        follow(tx, event.subject, event.data["status"], is_erased=event.type == "promise.erased.v1")


SUBSCRIPTIONS = (KeepUnit, FollowPromise, KeepDetsisNumber, keep_deputising(Deputising))
