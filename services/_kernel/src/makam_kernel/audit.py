"""The audit: an entry for every change, in the change's own transaction, then sealed into a chain of hashes.

Sealing inside the transaction would put all writers in one line; so one sealer gives the committed entries their place
within a second and signs the head. It takes what is not yet sealed, never "what has a greater id": ids are given before
commit. The chain holds hashes of entries that hold ids and codes, so that erasing a person does not break it.
"""

import hashlib
import json
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from sqlalchemy import JSON, Index, String, Uuid, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id
from makam_kernel.workers import Worker

BATCH = 1000
NOTHING = "0" * 64


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
        Index("ix_audit_entries_subject", "subject"),
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
        facts = [
            str(self.id),
            self.action,
            self.subject,
            self.actor_id,
            self.cause_id,
            self.for_id,
            self.business_at.isoformat(),
            self.machine_at.isoformat(),
            self.record,
        ]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


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
    tx.session.add(
        AuditEntry(
            action=action,
            subject=subject,
            actor_id=tx.actor.id,
            cause_id=tx.actor.cause,
            for_id=for_id or tx.actor.claims.get("for"),
            business_at=tx.at,
            machine_at=datetime.now(UTC),
            record=record,
        )
    )


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
            signature = self.keys.private.sign(f"{place}:{hash}".encode()).hex()
            session.add(AuditHead(place=place, hash=hash, signature=signature, signed_at=datetime.now(UTC)))
        return len(entries)


def _link(before, digest):
    return hashlib.sha256((before + digest).encode()).hexdigest()


def head(session):
    """The last signed head as ``{"place", "hash"}``, to be kept elsewhere; None before the first."""
    last = session.scalar(select(AuditHead).order_by(AuditHead.place.desc()).limit(1))
    return {"place": last.place, "hash": last.hash} if last else None


def verify(session, public_key, *, known=None):
    """Walk the chain and tell what is wrong with it, as a list of ``{"fault", "place"}``; empty when it is whole.

    Edit, deletion, insertion, swap and truncation are found. ``known`` is a head kept elsewhere: without it, a chain
    cut together with its newest heads looks like an older, whole one.
    """
    faults, place, hash, hashes = [], 0, NOTHING, {}
    walk = select(AuditSeal, AuditEntry).outerjoin(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
    for seal, entry in session.execute(walk.order_by(AuditSeal.place)).yield_per(BATCH):
        place += 1
        if seal.place != place:
            return [*faults, {"fault": "gap", "place": place}]
        if entry is None:
            return [*faults, {"fault": "entry_missing", "place": place}]
        hash = _link(hash, entry.digest())
        if hash != seal.hash:
            return [*faults, {"fault": "changed", "place": place}]
        hashes[place] = hash
    for signed in session.scalars(select(AuditHead).order_by(AuditHead.place)):
        if not _is_signed(public_key, signed):
            faults.append({"fault": "signature", "place": signed.place})
        elif hashes.get(signed.place) != signed.hash:
            faults.append({"fault": "cut" if signed.place > place else "head_changed", "place": signed.place})
    last = head(session)
    if place and (last is None or last["place"] < place):
        faults.append({"fault": "unsigned_end", "place": place})
    if known and hashes.get(known["place"]) != known["hash"]:
        faults.append({"fault": "cut", "place": known["place"]})
    if session.scalar(select(func.count()).where(AuditEntry.sealed)) != place:
        faults.append({"fault": "inserted", "place": place})
    return faults


def _is_signed(public_key, signed):
    try:
        public_key.verify(bytes.fromhex(signed.signature), f"{signed.place}:{signed.hash}".encode())
        return True
    except (InvalidSignature, ValueError):
        return False
