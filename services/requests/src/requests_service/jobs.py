"""What becomes due about requests."""

from uuid import UUID

from requests_service.requests.confirmation import end_silence
from requests_service.requests.models import Request


def close_silently(tx, request_id):
    """Close a request whose citizen kept silent, unless they spoke, were asked anew, or are still to be called."""
    end_silence(tx, tx.get(Request, UUID(request_id)))


JOBS = {"close_silently": close_silently}
