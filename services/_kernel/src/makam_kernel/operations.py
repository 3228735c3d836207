"""The desk of the operator, which every service has: health, parked events, the audit chain."""

from makam_kernel import audit, inbox
from makam_kernel.errors import NotFound
from makam_kernel.inbox import InboxRow
from makam_kernel.remote import Desk, command, query
from makam_kernel.schema import Command, Instant, Integer, ListOf, Nested, Text, View

OPERATE = "operations.operate"
HEALTH = "operations.health"


class GetHealth(Command):
    """Asks how the service is."""


class HealthView(View):
    """How a service is; ``oldest_unsent_seconds`` is the age of the oldest event that has not left."""

    service = Text(required=True)
    version = Text(required=True)
    database = Text(required=True)
    oldest_unsent_seconds = Integer()
    waiting = Integer()
    parked = Integer()


class ListParked(Command):
    """Asks for the events that were given up after all tries."""


class ParkedLine(View):
    """One event that a handler could not take, with its last error."""

    event_id = Text(required=True)
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
    """Asks to give a parked event up for good."""


class ParkedView(View):
    """What became of a parked event."""

    event_id = Text(required=True)
    handler = Text(required=True)
    state = Text(required=True)


class VerifyAudit(Command):
    """Asks whether the audit chain is whole."""


class AuditFault(View):
    """Something wrong with the chain, and where."""

    fault = Text(required=True)
    place = Integer(required=True)


class AuditHeadView(View):
    """The end of the chain."""

    place = Integer(required=True)
    hash = Text(required=True)


class AuditReport(View):
    """The faults found, none when the chain is whole, and its signed head."""

    faults = ListOf(Nested(AuditFault), required=True)
    head = Nested(AuditHeadView, allow_none=True)


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
    def drop_parked(self, tx, event_id, handler):
        """Give a parked event up for good, on record."""
        inbox.drop(tx, event_id, handler)
        return {"event_id": event_id, "handler": handler, "state": "dropped"}

    @query(VerifyAudit, returns=AuditReport, allow=OPERATE)
    def verify_audit(self, reading):
        """Whether the audit chain is whole."""
        public = self.process.keys.public[self.process.name]
        return {"faults": audit.verify(reading.session, public), "head": audit.head(reading.session)}
