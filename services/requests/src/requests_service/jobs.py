"""What becomes due about requests."""

from datetime import timedelta
from uuid import UUID

from requests_service.requests.models import SILENCE, Request
from requests_service.requests.notices import tell_citizen
from requests_service.requests.workflow import Status


def close_silently(tx, request_id):
    """Close a request whose citizen kept silent, unless they spoke, or were asked anew since."""
    request = tx.get(Request, UUID(request_id))
    if request.status == Status.SOLVED and request.solved_at + SILENCE <= tx.at + timedelta(seconds=1):
        tx.change(request, request.close_silently(actor=tx.actor, at=tx.at))
        tell_citizen(tx, request, "unconfirmed")


JOBS = {"close_silently": close_silently}
