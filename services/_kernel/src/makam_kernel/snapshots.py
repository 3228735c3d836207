"""Telling a noun anew, whole: one ``<noun>.snapshot.v1`` for each thing with its present sequence, for a new
subscriber, a rebuilt copy, a database that was put back.

A snapshot tells where a thing stands and not that something happened: it is for copies, and nobody acts on it. What is
still to be told of the thing comes after it or is newer, so it may be told at any time. A thing of which nothing was
ever told has none.
"""

from sqlalchemy import select

from makam_kernel import audit, outbox
from makam_kernel.errors import NotFound

BATCH = 200


def tell_anew(tx, noun, after):
    """Put a batch of snapshots into the outbox, of the things that come after the id ``after``; how many, and the last
    one's id, which is None at the end."""
    model = next((model for model in tx.process.service.snapshots if model.noun == noun), None)
    if model is None:
        raise NotFound("noun.not_republished", noun=noun)
    things = select(model).order_by(model.id).limit(BATCH).with_for_update(of=model, read=True)
    if after is not None:
        things = things.where(model.id > after)
    found = tx.session.scalars(things).unique().all()
    told = [(thing, fact) for thing in found if (fact := thing.snapshot())]
    for thing, fact in told:
        outbox.put(tx, thing, fact)
    audit.put(tx, "noun.republished", f"noun/{noun}", {"count": len(told)})
    return {"count": len(told), "next": found[-1].id if len(found) == BATCH else None}
