"""Erasing persons: by decision, when a term is over, and again after an older state of the database was put back.

Rows stay, so that counts, states and dates stand; what told of the person is emptied, also in messages and in answers
that are kept for a repeated command. What was erased by decision is written into a list that lies apart from databases
and backups (tombstones), before the commit: from then on it is erased, whatever state of the database comes back.
"""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from makam_kernel import idempotency, messages
from makam_kernel.actor import service_actor
from makam_kernel.errors import Unavailable
from makam_kernel.logs import what
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

BATCH = 50
ASKED_AT_ONCE = 500


class Tombstones:
    """The list of what a service has erased by decision: one JSON line for each subject, never shortened."""

    def __init__(self, folder, service):
        self.file = Path(folder) / f"{service}.jsonl" if folder else None

    def lay(self, subjects):
        """Write these subjects down, safe from a power cut; ``Unavailable("erasure.not_listed")`` where that fails."""
        at = datetime.now(UTC).isoformat()
        lines = "".join(f"\n{json.dumps({'subject': subject, 'at': at})}" for subject in subjects)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            list_ = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(list_, lines.encode())  # whole: several instances may append
                os.fsync(list_)
            finally:
                os.close(list_)
            _sync_folder(self.file.parent)
        except (AttributeError, OSError):
            raise Unavailable("erasure.not_listed") from None

    def subjects(self):
        """All that was ever laid down, each once. A line that a power cut tore had no commit after it."""
        found = {}
        if self.file is None or not self.file.exists():
            return []
        for number, line in enumerate(self.file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            try:
                if line:
                    found[json.loads(line)["subject"]] = None
            except (ValueError, KeyError, TypeError):
                log.error("tombstone.unreadable", extra={"place": number})
        return list(found)


def _sync_folder(path):
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def erase(tx, things, *, listed=False, **record):
    """Erase these things and all that shows them: what hangs on them, messages, kept answers; what was emptied, as
    subjects. ``listed`` lays tombstones, too."""
    subjects, traces = [], set()
    for thing in things:
        if thing.erased_at is None:
            emptied, more = tx.process.service.keeper.erase(tx, thing, **record)
            subjects += [one.subject for one in emptied]
            traces |= {*subjects, *more}
    laid = messages.erase(tx.session, traces)
    idempotency.forget(tx.session, {trace.rpartition("/")[2] for trace in traces})
    tx.session.flush()
    if listed and subjects:
        tx.process.tombstones.lay(subjects)
    messages.remove_files(tx.process.settings.messages, laid)
    return subjects


def erase_again(process):
    """Erase, on record, what the tombstones name and the database has: an older state of it was put back."""
    subjects = process.tombstones.subjects()
    for model in process.service.keeper.nouns:
        ids = [id for subject in subjects if (id := _id(subject, model.noun))]
        for start in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[start : start + ASKED_AT_ONCE]
            with process.database.reading() as session:
                there = session.scalars(select(model.id).where(model.id.in_(some), model.erased_at.is_(None))).all()
            if there:
                log.warning("erasure.repeated", extra={"count": len(there)})
                actor = service_actor(process.name, cause="tombstones")
                process.work(actor, lambda tx, model=model, ids=there: _erase_by_id(tx, model, ids, "put_back"))


def _id(subject, noun):
    kind, _, id = subject.partition("/")
    try:
        return UUID(id) if kind == noun else None
    except ValueError:
        return None


def _erase_by_id(tx, model, ids, reason):
    erase(tx, tx.session.scalars(select(model).where(model.id.in_(ids)).with_for_update(of=model)).all(), reason=reason)


class Retention(Worker):
    """Erases what has been kept for as long as the register says, a batch at a time, each thing in a transaction of its
    own; the audit keeps that it was destroyed, and when."""

    sweep = 3600.0

    def __init__(self, process, lease):
        super().__init__("retention", lease)
        self.process = process
        self.actor = service_actor(process.name, cause="retention")

    def step(self):
        """Erase one batch; true when there may be more."""
        now = self.process.clock.now()
        with self.process.database.reading() as session:
            due = [(type(thing), thing.id) for thing in self.process.service.keeper.due(session, now, BATCH)]
        erased = sum([self._erase(*thing) for thing in due])
        old = self.process.database.run(lambda session: messages.erase_old(session, now, BATCH))
        messages.remove_files(self.process.settings.messages, old)
        return len(old) == BATCH or (erased > 0 and len(due) == BATCH)

    def _erase(self, model, id):
        try:
            self.process.work(self.actor, lambda tx: _erase_by_id(tx, model, [id], "term"))
        except Exception as error:  # one thing that does not let itself be erased must not keep the others
            log.error("retention.failed", extra=what(error, id=str(id)))
            return False
        return True
