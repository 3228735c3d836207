"""The desk of the operator, which every service has: health, parked events, the audit chain, snapshots."""

from makam_kernel import audit, inbox, outbox, snapshots
from makam_kernel.errors import NotFound
from makam_kernel.inbox import InboxRow
from makam_kernel.policy import ALL
from makam_kernel.remote import Desk, command, query
from makam_kernel.schema import Boolean, Code, Command, Id, Instant, Integer, ListOf, Nested, Text, View

OPERATE = "operations.operate"
HEALTH = "operations.health"
VERIFY = "audit.verify"
RIGHTS = {OPERATE: {"operator": ALL}, HEALTH: {"operator": ALL}, VERIFY: {"operator": ALL, "auditor": ALL}}
"""What every service's policy says of these."""

DROP_REASONS = ["done_by_hand", "not_needed", "faulty"]
"""Why a parked event is given up; codes and no words, since the audit is never erased."""

ENTRIES_IN_A_STRETCH = 20_000
EVENTS_AT_ONCE = 1000


class GetHealth(Command):
    """Asks how the service is."""


class HealthView(View):
    """How a service is; ``oldest_unsent_seconds`` is the age of the oldest event that has not left, and the audit is
    ``late`` while an entry waits too long for its seal. ``field_key`` is the number of the key that seals personal data
    now; while they are not all ``resealed``, an earlier one must stay."""

    service = Text(required=True)
    version = Text(required=True)
    database = Text(required=True)
    audit = Text()
    oldest_unsent_seconds = Integer()
    waiting = Integer()
    parked = Integer()
    field_key = Integer()
    resealed = Boolean()


class ListParked(Command):
    """Asks for the events that were given up after all tries."""


class ParkedLine(View):
    """One event that a handler could not take, with its last error."""

    event_id = Text(required=True)
    type = Text(metadata={"example": "request.solved"})
    handler = Text(required=True)
    error = Text()
    attempts = Integer()
    first_at = Instant()
    last_at = Instant()


class ParkedList(View):
    """All parked events, oldest first."""

    items = ListOf(Nested(ParkedLine), required=True)


class OneParked(Command):
    """Names one parked event."""

    event_id = Text(required=True, most=200)
    handler = Text(required=True, most=100)


class RedriveParked(OneParked):
    """Asks to try a parked event again."""


class DropParked(OneParked):
    """Asks to give a parked event up for good. Whoever can ask for the reason gives it; it is kept on record."""

    reason = Code(DROP_REASONS, load_default=None, allow_none=True)


class ParkedView(View):
    """What became of a parked event."""

    event_id = Text(required=True)
    handler = Text(required=True)
    state = Text(required=True)


class VerifyAudit(Command):
    """Asks whether the audit chain is whole, a stretch of it at a time: after a place and its hash, as the stretch
    before gave them. ``known_place`` and ``known_hash`` are a head that was kept elsewhere."""

    after = Integer(least=0, load_default=0)
    hash = Text(load_default=None, most=64)
    known_place = Integer(least=1)
    known_hash = Text(most=64)


class AuditFault(View):
    """Something wrong with the chain, and where."""

    fault = Text(required=True)
    place = Integer(required=True)


class AuditHeadView(View):
    """The end of the chain."""

    place = Integer(required=True)
    hash = Text(required=True)


class AuditReport(View):
    """The faults found in this stretch, none when it is whole; where it ends, and whether it is the last; and the
    signed head of the whole chain."""

    faults = ListOf(Nested(AuditFault), required=True)
    place = Integer(required=True)
    hash = Text(required=True)
    done = Boolean(required=True)
    head = Nested(AuditHeadView, allow_none=True)


class GetAuditHead(Command):
    """Asks for the end of the audit chain, and for the hash at the place of an earlier end."""

    earlier = Integer(least=1)


class AuditEnd(View):
    """The signed head, none before the first, and the hash that stands at the earlier place today."""

    head = Nested(AuditHeadView, allow_none=True)
    earlier_hash = Text(allow_none=True)


class Republish(Command):
    """Asks to tell a noun anew, a batch of its things at a time: those after the last one of the batch before."""

    noun = Text(required=True, most=40, metadata={"example": "unit"})
    after = Id(load_default=None, allow_none=True)


class RepublishedView(View):
    """How many things were told anew, and after which one the next batch begins; none when these were the last."""

    count = Integer(required=True)
    next = Id(required=True, allow_none=True)


class ReplayEvents(Command):
    """Asks to send once more, a batch at a time, what left between two instants of the machine's clock."""

    since = Instant(required=True)
    until = Instant(required=True)


class ReplayedView(View):
    """How many events leave once more, and whether these were the last."""

    count = Integer(required=True)
    done = Boolean(required=True)


class OperationsDesk(Desk):
    """What an operator does to a running service; never by way of its files."""

    @query(GetHealth, returns=HealthView, allow=HEALTH)
    def get_health(self, reading):
        """How the service is."""
        return self.process.health()

    @query(ListParked, returns=ParkedList, allow=OPERATE)
    def list_parked(self, reading):
        """The events that were given up after all tries."""
        return {"items": inbox.parked(reading.session)}

    @command(RedriveParked, returns=ParkedView, allow=OPERATE)
    def redrive_parked(self, tx, event_id, handler):
        """Have a parked event tried again at once, on record."""
        row = tx.session.get(InboxRow, (event_id, handler), with_for_update=True)
        if row is None or row.state != "parked":
            raise NotFound("parked.not_found")
        row.state, row.next_at, row.attempts = "waiting", tx.at, 0
        audit.put(tx, "parked.redriven", f"event/{event_id}", {"handler": handler})
        return row

    @command(DropParked, returns=ParkedView, allow=OPERATE)
    def drop_parked(self, tx, event_id, handler, reason):
        """Give a parked event up for good, on record."""
        inbox.drop(tx, event_id, handler, reason)
        return {"event_id": event_id, "handler": handler, "state": "dropped"}

    @query(VerifyAudit, returns=AuditReport, allow=VERIFY)
    def verify_audit(self, reading, after, hash, known_place=None, known_hash=None):
        """Whether a stretch of the audit chain is whole."""
        known = {"place": known_place, "hash": known_hash} if known_place else None
        start = {"after": after, "hash": hash or audit.NOTHING}
        walked = audit.walk(reading.session, self.process.keys, **start, known=known, most=ENTRIES_IN_A_STRETCH)
        return walked | {"head": audit.head(reading.session)}

    @query(GetAuditHead, returns=AuditEnd, allow=VERIFY)
    def get_audit_head(self, reading, earlier=None):
        """The end of the audit chain, for others to keep."""
        hash = audit.hash_at(reading.session, earlier) if earlier else None
        return {"head": audit.head(reading.session), "earlier_hash": hash}

    @command(Republish, returns=RepublishedView, allow=OPERATE)
    def republish(self, tx, noun, after):
        """Tell a batch of a noun's things anew, on record."""
        return snapshots.tell_anew(tx, noun, after)

    @command(ReplayEvents, returns=ReplayedView, allow=OPERATE)
    def replay_events(self, tx, since, until):
        """Send a batch of events once more, on record; nothing comes of it where they were heard."""
        count = outbox.send_again(tx.session, since, until, EVENTS_AT_ONCE)
        span = {"count": count, "since": since.isoformat(), "until": until.isoformat()}
        audit.put(tx, "events.replayed", "service/events", span)
        return {"count": count, "done": count < EVENTS_AT_ONCE}
