"""A service as its package describes it, and the process that runs it."""

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from makam_kernel import audit, erasing, idempotency, inbox, outbox, resealing
from makam_kernel.actor import Keys
from makam_kernel.calls import Caller, Owners
from makam_kernel.cleaner import Cleaner
from makam_kernel.clock import Clock
from makam_kernel.db import Database
from makam_kernel.errors import Conflict, Forbidden, Invalid, MakamError, NotFound, Unavailable
from makam_kernel.ids import new_id
from makam_kernel.inbox import Inbox, Retrier
from makam_kernel.jobs import JobRunner
from makam_kernel.keeping import Keeper
from makam_kernel.leases import Lease
from makam_kernel.listener import Listener
from makam_kernel.logs import what
from makam_kernel.messages import FolderSender
from makam_kernel.outbox import Relay
from makam_kernel.personal import Register, Seal
from makam_kernel.policy import Policy
from makam_kernel.remote import methods_of
from makam_kernel.transaction import Reading, Stale, Transaction
from makam_kernel.workdays import WorkCalendar

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """What a service is made of. ``home`` is the folder of its package, where its migrations and texts are;
    ``snapshots`` are the nouns that it can tell anew, whole, and ``sights`` say of each noun who may read what."""

    name: str
    version: str
    home: Path
    desks: tuple = ()
    policy: Policy = field(default_factory=lambda: Policy({}))
    tells: tuple = ()
    snapshots: tuple = ()
    subscriptions: tuple = ()
    jobs: dict = field(default_factory=dict)
    calls: tuple = ()
    workers: tuple = ()
    register: Register = field(default_factory=lambda: Register({}))
    keeper: Keeper = field(default_factory=Keeper)
    sights: tuple = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


class Process:
    """A service at work: its database, its keys, its clock, and its background workers."""

    def __init__(self, service, settings):
        self.service, self.settings, self.name = service, settings, service.name
        self.clock = Clock(settings.clock)
        self.calendar = service.calendar
        self.keys = Keys(settings.keys, service.name)
        self.seal = Seal(settings.keys, service.name)
        self.database = Database(settings.database, seal=self.seal)
        self.tombstones = erasing.Tombstones(settings.erasures, service.name)
        self.methods = methods_of([desk(self) for desk in service.desks])
        self.lease = Lease(self.database)
        self.caller = Caller(settings.broker, self.keys)
        self.inbox = Inbox(self, service.subscriptions, Owners(self.caller))
        self.relay = Relay(self.database, self.lease, settings.broker, service.name)
        self.workers = [
            self.relay,
            audit.Sealer(self.database, self.lease, self.keys),
            JobRunner(self, self.lease, service.jobs),
            FolderSender(self, self.lease, settings.messages),
            Retrier(self, self.lease, self.inbox),
            Cleaner(self.database, self.lease),
            erasing.Retention(self, self.lease),
            resealing.Resealer(self, self.lease),
        ]
        self.workers += [worker(self) for worker in service.workers]
        if service.subscriptions:
            self.workers.append(Listener(self.inbox, settings.broker, service.name))

    def start(self):
        """Take the database, erase again whom an older state of it brought back, and begin the background work."""
        self.database.claim()
        erasing.erase_again(self)
        for worker in self.workers:
            worker.start()

    def stop(self):
        """End the background work and give everything back."""
        for worker in self.workers:
            worker.stop()
        for worker in self.workers:
            worker.join(5)
        self._tell_head()
        self.caller.close()
        self.lease.give_up()
        self.database.close()

    def _tell_head(self):
        """The end of the audit chain, into the log: a copy that this database does not hold."""
        try:
            with self.database.reading() as session:
                head = audit.head(session)
        except (Unavailable, SQLAlchemyError):
            return
        if head:
            log.info("audit.head", extra={"id": head["place"], "sha256": head["hash"]})

    def wake(self):
        """Something was committed: there may be events. All else waits for its worker's sweep, two seconds at most:
        to look for it after each commit cost twice what the command itself did (measured)."""
        self.relay.wake()

    def work(self, actor, command, *, deadline=None, action=None):
        """``command(tx)`` in one transaction; its answer after the commit."""
        answer = self.database.run(
            lambda session: command(Transaction(session, actor=actor, process=self, action=action)), deadline=deadline
        )
        self.wake()
        return answer

    def look(self, actor, query, *, action=None):
        """``query(reading)`` on one state of the database."""
        with self.database.reading() as session:
            return query(Reading(session, actor=actor, process=self, action=action))

    def answer(self, name, payload, headers):
        """Answer one RPC call: ``{"ok": …}`` or ``{"error": {"kind", "code", "details"}}``; it never raises."""
        try:
            return {"ok": self._answer(name, payload, headers)}
        except MakamError as error:
            return {"error": error.as_value()}
        except Exception as error:  # a bare failure with an id goes out; what it was stays in the log
            id = str(new_id())
            log.error("call.failed", extra=what(error, method=name, id=id, call=headers.get("call_id")))
            return {"error": {"kind": "failure", "code": "service.failed", "details": {"id": id}}}

    def _answer(self, name, payload, headers):
        if name not in self.methods:
            raise NotFound("method.not_found")
        deadline = headers.get("deadline")  # Unix time in whole milliseconds: AMQP clients write floats differently
        if not isinstance(deadline, int) or time.time() * 1000 > deadline:
            raise Unavailable("deadline.exceeded")
        token = headers.get("actor")
        if not isinstance(token, str):
            raise Forbidden("actor.not_proven")
        actor = self.keys.verify(token, audience=self.name)
        return self.perform(name, payload, actor, key=headers.get("idempotency_key"), deadline=deadline / 1000)

    def perform(self, name, payload, actor, *, key=None, deadline=None):
        """The answer of one method to an actor who is known; its errors are raised. The gateway, which speaks for
        people, calls its own desks so."""
        function = self.methods[name]
        method = function.method
        self.service.policy.check(actor, method.action, name)
        facts = method.schema.read(payload)
        try:
            if method.writes:
                answer = self._carry_out(function, payload, facts, actor, key, deadline)
            else:
                look = self.look(actor, lambda reading: function(reading, **facts), action=method.action)
                answer = method.returns.dump(look)
                self._put_on_record(method, actor, answer, deadline)
        except Conflict as conflict:
            if current := conflict.details.get("current"):
                self._put_on_record(method, actor, current, deadline)
                self._mask(method, actor, current)
            raise
        self._mask(method, actor, answer)
        return answer

    def _carry_out(self, function, payload, facts, actor, key, deadline):
        method = function.method
        if key is not None:
            key = idempotency.Key.of(actor, method.name, _checked(key), payload, self.keys.secret)

        def work(tx):
            answer = key.earlier_answer(tx.session) if key else None
            if answer is None:
                try:
                    answer = function(tx, **facts)
                except Stale as stale:
                    raise Conflict("version.stale", current=method.returns.dump(stale.thing)) from None
                tx.session.flush()
                answer = method.returns.dump(answer)
                if key:
                    key.keep(tx.session, answer)
            if seen := method.glass.seen(answer):
                audit.look(tx, method.name, seen)
            return answer

        return self.work(actor, work, deadline=deadline, action=method.action)

    def _put_on_record(self, method, actor, answer, deadline):
        """Whose personal data the answer shows is on record before it leaves; where that fails, it does not leave."""
        if seen := method.glass.seen(answer):
            self.work(actor, lambda tx: audit.look(tx, method.name, seen), deadline=deadline)

    def _mask(self, method, actor, answer):
        if not actor.service:
            method.glass.mask(answer, lambda action: self.service.policy.may(actor, action))

    def health(self):
        """How this process is: its versions, and whether events, audit and database keep up."""
        try:
            with self.database.reading() as session:
                found = {
                    "database": "ok",
                    "audit": "late" if audit.is_late(session) else "ok",
                    "oldest_unsent_seconds": round(outbox.oldest_unsent(session), 1),
                    **inbox.open_counts(session),
                    **resealing.state(session, self.seal),
                }
        except Unavailable as error:
            found = {"database": error.code}
        return {"service": self.name, "version": self.service.version, **found}


def _checked(key):
    if not isinstance(key, str) or not 1 <= len(key) <= 200 or not key.isprintable():
        raise Invalid("idempotency.key_malformed")
    return key
