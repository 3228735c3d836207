"""The audit: an entry for every change, in the change's own transaction, then sealed into a chain of hashes.

Sealing inside the transaction would put all writers in one line; so one sealer gives the committed entries their place
within a second and signs the head. It takes what is not yet sealed, never "what has a greater id": ids are given before
commit. The chain holds hashes of entries that hold ids and codes, so that erasing a person does not break it.
"""

import hashlib
import json
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import JSON, Index, String, Uuid, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id
from makam_kernel.workers import Worker

BATCH = 1000
NOTHING = "0" * 64
LATE = timedelta(seconds=10)
UNORDERED = timedelta(seconds=60)  # entries are sealed as they were committed, not as they were begun
BROKEN = ("gap", "changed", "entry_missing")  # after one of these nothing more can be told


class AuditEntry(Base):
    """Who did what to which thing, when by business and by machine time, and because of what."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(
            "ix_audit_entries_unsealed",
            "id",
            sqlite_where=text("NOT sealed"),
            postgresql_where=text("NOT sealed"),
        ),
        Index("ix_audit_entries_subject", "subject", "id"),
    )

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    action: Mapped[str]
    subject: Mapped[str]
    actor_id: Mapped[str]
    cause_id: Mapped[str | None]
    for_id: Mapped[str | None]
    business_at: Mapped[datetime] = mapped_column(Instant)
    machine_at: Mapped[datetime] = mapped_column(Instant)
    record: Mapped[dict] = mapped_column(JSON)
    sealed: Mapped[bool] = mapped_column(default=False)

    def digest(self):
        """The hash of everything in the entry."""
        return _digest(*(getattr(self, column.name) for column in HASHED))


class AuditSeen(Base):
    """Whose data an entry says were seen: the index to "who saw this person's data". The entry itself names them, too,
    under the chain's hash."""

    __tablename__ = "audit_seen"

    subject: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[object] = mapped_column(Uuid, primary_key=True)


class AuditSeal(Base):
    """The place of an entry in the chain: ``hash`` covers the hash before and the entry's digest."""

    __tablename__ = "audit_seals"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[object] = mapped_column(Uuid, unique=True)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the chain at some moment, signed with a key that no database holds."""

    __tablename__ = "audit_heads"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str]
    signed_at: Mapped[datetime] = mapped_column(Instant)


def put(tx, action, subject, record, *, for_id=None):
    """Write an entry within the transaction that it tells of; where this fails, nothing is done.

    For what no person started, ``for_id`` is the person whose act was the cause.
    """
    entry = AuditEntry(
        id=new_id(),
        action=action,
        subject=subject,
        actor_id=tx.actor.id,
        cause_id=tx.actor.cause,
        for_id=for_id or tx.actor.for_id,
        business_at=tx.at,
        machine_at=datetime.now(UTC),
        record=record,
    )
    tx.session.add(entry)
    tx.acted_on.add(subject)
    return entry


def look(tx, method, subjects):
    """Write that the actor saw these subjects' personal data in the answer of ``method``; what they acted on in the
    same transaction has its entry already."""
    if seen := [subject for subject in subjects if subject not in tx.acted_on]:
        entry = put(tx, f"saw {method}", seen[0], {"seen": seen})
        rows = [{"subject": subject, "entry_id": entry.id} for subject in seen]
        tx.session.execute(insert(AuditSeen.__table__), rows)


def looks_at(session, subject, most, *, before=None):
    """Who saw this subject's data, as entries, the latest first; whoever acted on it has seen it. Ids sort by their
    birth, so however many entries there are, only those that are wanted are read."""
    entries, seen = select(AuditEntry), AuditSeen.subject == subject
    if before is not None:
        entries = entries.where(AuditEntry.machine_at < before)
    acts = entries.where(AuditEntry.subject == subject).order_by(AuditEntry.id.desc())
    looks = entries.join(AuditSeen, AuditSeen.entry_id == AuditEntry.id).where(seen).order_by(AuditSeen.entry_id.desc())
    found = {entry.id: entry for query in (acts, looks) for entry in session.scalars(query.limit(most))}
    return sorted(found.values(), key=lambda entry: entry.id, reverse=True)[:most]


class Sealer(Worker):
    """Gives committed entries their place in the chain, within a second."""

    sweep = 0.8

    def __init__(self, database, lease, keys):
        super().__init__("sealer", lease)
        self.database, self.keys = database, keys

    def step(self):
        """Seal one batch and sign the head; true when there may be more."""
        with self.database.reading() as session:
            if session.scalar(select(AuditEntry.id).where(~AuditEntry.sealed).limit(1)) is None:
                return False
        return self.database.run(self._seal) == BATCH

    def _seal(self, session):
        if not self.lease.still_ours(session):
            return 0
        unsealed = select(AuditEntry).where(~AuditEntry.sealed)
        entries = session.scalars(unsealed.order_by(AuditEntry.machine_at, AuditEntry.id).limit(BATCH)).all()
        last = session.scalar(select(AuditSeal).order_by(AuditSeal.place.desc()).limit(1))
        place, hash = (last.place, last.hash) if last else (0, NOTHING)
        seals = []
        for entry in entries:
            place, hash = place + 1, _link(hash, entry.digest())
            seals.append({"place": place, "entry_id": entry.id, "hash": hash})
        if entries:
            session.execute(insert(AuditSeal), seals)
            ids = [entry.id for entry in entries]
            sealed = update(AuditEntry).where(AuditEntry.id.in_(ids)).values(sealed=True)
            session.execute(sealed, execution_options={"synchronize_session": False})
            signature = self.keys.sign(_signed_text(place, hash)).hex()
            session.add(AuditHead(place=place, hash=hash, signature=signature, signed_at=datetime.now(UTC)))
        return len(entries)


def head(session):
    """The last signed head as ``{"place", "hash"}``, to be kept elsewhere; None before the first."""
    last = session.scalar(select(AuditHead).order_by(AuditHead.place.desc()).limit(1))
    return {"place": last.place, "hash": last.hash} if last else None


def hash_at(session, place):
    """The hash that stands at a place of the chain, None where there is none."""
    return session.scalar(select(AuditSeal.hash).where(AuditSeal.place == place))


def is_late(session):
    """Whether an entry has waited for its seal longer than it should."""
    oldest = session.scalar(select(func.min(AuditEntry.machine_at)).where(~AuditEntry.sealed))
    return oldest is not None and datetime.now(UTC) - oldest > LATE


def verify(session, keys, *, known=None):
    """What is wrong with the whole chain, as a list of ``{"fault", "place"}``; empty when it is whole.

    Edit, deletion, insertion, swap and truncation are found, and a machine whose clock was set back. ``known`` is a
    head kept elsewhere: without it, a chain cut together with its newest heads looks like an older, whole one.
    """
    return walk(session, keys, known=known)["faults"]


def walk(session, keys, *, after=0, hash=NOTHING, known=None, most=None):
    """Verify one stretch of the chain, at most so many entries after a place whose hash came of the stretch before:
    ``{"faults", "place", "hash", "done"}``. A long chain does not fit into one call."""
    faults, hashes = _links(session, after, hash, most)
    place = after + len(hashes)
    broken = bool(faults) and faults[-1]["fault"] in BROKEN
    done = broken or most is None or len(hashes) < most
    if not broken:
        faults += _heads(session, hashes, after, place, done, known)
        faults += _end(session, keys, place) if done else []
    return {"faults": faults, "place": place, "hash": hashes.get(place, hash), "done": done}


def _links(session, after, hash, most):
    """The faults of the entries themselves, and the hash at each place as far as the chain holds."""
    faults, hashes, latest = [], {}, None
    seals, entries = AuditSeal.__table__, AuditEntry.__table__
    links = select(seals.c.place, seals.c.hash, *HASHED).where(seals.c.place > after)
    links = links.outerjoin_from(seals, entries, entries.c.id == seals.c.entry_id).order_by(seals.c.place).limit(most)
    for place, (at, sealed, *facts) in enumerate(session.execute(links).yield_per(BATCH), after + 1):
        hash = _link(hash, _digest(*facts)) if facts[0] else None
        if at != place or hash != sealed:
            fault = "gap" if at != place else "changed" if facts[0] else "entry_missing"
            return [*faults, {"fault": fault, "place": place}], hashes
        hashes[place] = hash
        machine_at = facts[MACHINE_AT]
        if latest and machine_at < latest - UNORDERED:
            faults.append({"fault": "clock_back", "place": place})
            latest = machine_at
        latest = max(latest, machine_at) if latest else machine_at
        if place % BATCH == 0:
            time.sleep(0)  # SQLite never yields: others would wait for the whole stretch
    return faults, hashes


def _heads(session, hashes, after, place, done, known):
    """What does not fit the heads: those in the database, and the one kept elsewhere."""
    heads = select(AuditHead.place, AuditHead.hash).where(AuditHead.place > after).order_by(AuditHead.place)
    kept = [(known["place"], known["hash"])] if known else []
    for at, hash in [*session.execute(heads), *kept]:
        if after < at and (done or at <= place) and hashes.get(at) != hash:
            yield {"fault": "cut" if at > place else "head_changed", "place": at}


def _end(session, keys, place):
    """The last head answers, by its signature, for all before it, whose hashes it covers."""
    last = session.scalar(select(AuditHead).order_by(AuditHead.place.desc()).limit(1))
    if last and not _is_signed(keys, last):
        yield {"fault": "signature", "place": last.place}
    if place and (last is None or last.place < place):
        yield {"fault": "unsigned_end", "place": place}
    if session.scalar(select(func.count()).where(AuditEntry.sealed)) != place:
        yield {"fault": "inserted", "place": place}


def _digest(id, action, subject, actor_id, cause_id, for_id, business_at, machine_at, record):
    times = business_at.isoformat(), machine_at.isoformat()
    facts = [str(id), action, subject, actor_id, cause_id, for_id, *times, record]
    return hashlib.sha256(_encode(facts).encode()).hexdigest()


def _link(before, digest):
    return hashlib.sha256((before + digest).encode()).hexdigest()


def _is_signed(keys, signed):
    try:
        return keys.is_ours(bytes.fromhex(signed.signature), _signed_text(signed.place, signed.hash))
    except ValueError:
        return False


def _signed_text(place, hash):
    return f"{place}:{hash}".encode()


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
HASHED = [column for column in AuditEntry.__table__.columns if column.name != "sealed"]
MACHINE_AT = [column.name for column in HASHED].index("machine_at")
