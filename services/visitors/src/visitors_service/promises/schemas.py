"""What is asked and told about promises."""

from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from visitors_service.promises.workflow import Status

WORDS = {"example": "30 Ekim'e kadar banka konacak."}


class GivePromise(Command):
    """Records what the mayor promised to the one whose wish it was; ``unit_id`` answers for it."""

    wish_id = Id(required=True)
    words = Text(required=True, most=2000, metadata=WORDS)
    due_on = Day(required=True)
    unit_id = Id(load_default=None, allow_none=True)


class OfPromise(Command):
    """Names a promise and the version that the caller saw."""

    promise_id = Id(required=True)
    version = Integer(required=True, least=1)


class OwnPromise(OfPromise):
    """Gives a promise to a unit that answers for it."""

    unit_id = Id(required=True)


class KeepPromise(OfPromise):
    """Says that a promise was kept for which there is no request."""


class BreakPromise(OfPromise):
    """Says that a promise was not kept."""

    reason = Text(required=True, most=2000)


class ReleasePromise(OfPromise):
    """Says that the citizen no longer wants what was promised."""

    reason = Text(required=True, most=2000)


class GetPromise(Command):
    """Asks for a promise."""

    promise_id = Id(required=True)


class GetPromiseWords(GetPromise):
    """Asks, as the service that has units carry promises out, for what was promised."""


class ListPromises(Page):
    """Asks for promises, by the day on which they are due; open ones are neither kept nor released."""

    open = Boolean(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    public_day_id = Id(load_default=None, allow_none=True)


class PromiseWish(View):
    """The wish that a promise answers, and where its request stands."""

    public_day_id = Id(required=True)
    place_id = Id(required=True)
    origin_label = Text(required=True, metadata={"example": "HALK_GUNU:2026-10-14#17"})
    request_id = Id(allow_none=True)
    request_number = Text(allow_none=True, metadata={"example": "TLP-2026-000001"})
    request_status = Text(allow_none=True, metadata={"example": "solved"})


class PromiseLine(View):
    """A promise in a report."""

    about = "promise"

    id = Id(required=True)
    words = Text(required=True, metadata=WORDS)
    due_on = Day(required=True)
    status = Code(Status, required=True)
    unit_id = Id(allow_none=True)
    awaiting_citizen = Boolean(required=True)


class PromiseView(PromiseLine):
    """A promise; ``awaiting_citizen`` while the unit says it is done and the citizen has not spoken yet."""

    version = Integer(required=True)
    wish_id = Id(required=True)
    wish = Nested(PromiseWish, required=True)
    reason = Text(allow_none=True)
    given_at = Instant(required=True)
    kept_at = Instant(allow_none=True)
    reopen_count = Integer(required=True)


class PromisePage(View):
    """A page of promises."""

    items = ListOf(Nested(PromiseView), required=True)
    next_cursor = Text(allow_none=True)


class PromiseWordsView(View):
    """What was promised, whole, to the service that has the unit carry it out; no words where a request does that."""

    about = "promise"

    id = Id(required=True)
    words = Text(required=True, allow_none=True, metadata=WORDS)
    restricted = Boolean(required=True)
