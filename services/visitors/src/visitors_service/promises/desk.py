"""The RPC methods about promises."""

from datetime import datetime, time, timedelta

from makam_kernel.clock import ISTANBUL, day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from visitors_service.notices import tell_office
from visitors_service.promises import queries, schemas
from visitors_service.promises.models import Promise
from visitors_service.wishes.models import Wish
from visitors_service.wishes.queries import within as wishes_within

WARNED_AT = time(9)
"""When, on the day after it was due, the director and the owner are told of a promise that was not kept."""


class PromisesDesk(Desk):
    """What the office and the units do with the mayor's promises."""

    @command(schemas.GivePromise, returns=schemas.PromiseView, allow="promise.give")
    def give_promise(self, tx, wish_id, words, due_on, unit_id):
        """Record a promise; a unit that is named, or has the wish's request already, owns it at once."""
        wish = tx.get(Wish, wish_id, wishes_within(tx.actor), allowed=wishes_within(tx.actor, tx.action))
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        promise, given = Promise.give(wish=wish, words=words, due_on=due_on, at=tx.at)
        tx.add(promise, given)
        if owner := unit_id or wish.request_unit_id:
            self._give_to(tx, promise, owner)
        warned_at = datetime.combine(due_on + timedelta(days=1), WARNED_AT, ISTANBUL)
        tx.later("warn_of_promise", promise.subject, warned_at)
        return promise

    @command(schemas.OwnPromise, returns=schemas.PromiseView, allow="promise.own")
    def own_promise(self, tx, promise_id, version, unit_id):
        """Give a promise to a unit."""
        promise = self._take(tx, promise_id, version)
        known_unit(tx.session, unit_id, day_of(tx.at))
        return self._give_to(tx, promise, unit_id)

    @command(schemas.KeepPromise, returns=schemas.PromiseView, allow="promise.settle")
    def keep_promise(self, tx, promise_id, version):
        """Say that a promise was kept; refused where a request tells."""
        promise = self._take(tx, promise_id, version)
        return tx.change(promise, promise.keep(at=tx.at))

    @command(schemas.BreakPromise, returns=schemas.PromiseView, allow="promise.settle")
    def break_promise(self, tx, promise_id, version, reason):
        """Say that a promise was not kept."""
        promise = self._take(tx, promise_id, version)
        return tx.change(promise, promise.break_off(reason=reason))

    @command(schemas.ReleasePromise, returns=schemas.PromiseView, allow="promise.settle")
    def release_promise(self, tx, promise_id, version, reason):
        """Say that the citizen no longer wants it."""
        promise = self._take(tx, promise_id, version)
        return tx.change(promise, promise.release(reason=reason))

    @query(schemas.GetPromise, returns=schemas.PromiseView, allow="promise.read")
    def get_promise(self, reading, promise_id):
        """A promise."""
        return reading.get(Promise, promise_id, queries.within(reading.actor))

    @query(schemas.ListPromises, returns=schemas.PromisePage, allow="promise.read")
    def list_promises(self, reading, **filters):
        """A page of promises."""
        return queries.list_page(reading, **filters, today=day_of(reading.at))

    @query(schemas.GetPromiseWords, returns=schemas.PromiseWordsView, allow="promise.hand_over")
    def get_promise_words(self, reading, promise_id):
        """What was promised; the words stay here where a request is made of the wish."""
        promise = reading.get(Promise, promise_id)
        words = None if promise.follows_request else promise.words
        return {"id": promise.id, "words": words, "restricted": promise.wish.restricted}

    def _give_to(self, tx, promise, unit_id):
        tx.change(promise, promise.own(unit_id=unit_id))
        tell_office(tx, promise.subject, "promise_owned", f"unit/{unit_id}", **promise.notice_facts)
        return promise

    def _take(self, tx, promise_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(Promise, promise_id, queries.within(tx.actor), version=version, allowed=allowed)
