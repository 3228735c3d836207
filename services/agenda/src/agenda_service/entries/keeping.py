"""What becomes of what the entries of the calendars say."""

from sqlalchemy import select

from agenda_service.entries.models import Entry
from agenda_service.personal import AFTER_ENTRY
from makam_kernel.keeping import Keeper

TOLD = ("summary", "place", "note", "kind", "status")
TIMES = ("starts_at", "ends_at")


class EntriesKeeper(Keeper):
    """Nobody is found by an entry: it is named by hand."""

    nouns = (Entry,)

    def tell(self, session, thing):
        """An entry with its history."""
        times = {name: getattr(thing, name).isoformat() for name in TIMES}
        history = [{"act": row.act, "at": row.at.isoformat(), "reason": row.reason} for row in thing.history]
        return {name: getattr(thing, name) for name in TOLD} | times | {"history": history}

    def open_matters(self, session, thing):
        """An entry that may still take place."""
        return [thing.starts_at.isoformat()] if thing.is_ahead else []

    def erase(self, tx, thing, **record):
        """Empty an entry; that the time was taken stays."""
        thing.erase(at=tx.at)
        tx.change(thing, action="entry.erased", **record)
        return [thing], [thing.subject]

    def due(self, session, at, most):
        """Entries that were over so long ago that nobody needs to know what they were."""
        query = select(Entry).where(Entry.erased_at.is_(None), Entry.ends_at <= at - AFTER_ENTRY)
        return session.scalars(query.order_by(Entry.ends_at, Entry.id).limit(most)).all()
