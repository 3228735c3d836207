"""What becomes of the data of callers."""

from sqlalchemy import select

from agenda_service.calls.models import Call
from agenda_service.calls.workflow import OPEN
from agenda_service.personal import AFTER_CALL
from makam_kernel import messages
from makam_kernel.keeping import Keeper

TOLD = ("name", "phone", "email", "title", "institution", "words", "status", "note")
TIMES = ("logged_at", "due_at", "closed_at")


class CallsKeeper(Keeper):
    """A caller is known by telephone and name."""

    nouns = (Call,)

    def tell(self, session, thing):
        """A call with its tries and what was written about it."""
        times = {name: (when := getattr(thing, name)) and when.isoformat() for name in TIMES}
        tries = [
            {"tried_at": one.tried_at.isoformat(), "outcome": one.outcome, "note": one.note} for one in thing.tries
        ]
        written = [{"body": one.body} for one in messages.about(session, thing.subject)]
        return {name: getattr(thing, name) for name in TOLD} | times | {"tries": tries, "messages": written}

    def open_matters(self, session, thing):
        """A call without a result."""
        return [thing.logged_at.isoformat()] if thing.is_open else []

    def erase(self, tx, thing, **record):
        """Empty a call and its tries."""
        tx.change(thing, thing.erase(at=tx.at), **record)
        return [thing], [thing.subject]

    def due(self, session, at, most):
        """Calls that were closed so long ago that nobody needs to know whose they were."""
        last = at - AFTER_CALL
        query = select(Call).where(Call.erased_at.is_(None), Call.logged_at <= last, Call.closed_at <= last)
        query = query.where(Call.status.not_in(OPEN))
        return session.scalars(query.order_by(Call.logged_at, Call.id).limit(most)).all()
