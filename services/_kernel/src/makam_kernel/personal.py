"""Personal data: a register that says of every field why it is kept and how long, and columns that keep it sealed.

A sealed column is AES-256-GCM under a key that no database holds, bound to its place, so that a value moved to another
column does not open. Each value names its key, so keys rotate while people work. Equality is searched by a keyed hash
(blind index): identity numbers are so few that a plain one is undone in seconds.
"""

import hashlib
import hmac
import json
import os
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.types import TypeDecorator

FORMAT = b"\x01"
NONCE = 12
INDEX_BYTES = 16
RESCAN_SECONDS = 10


class Seal:
    """The field keys of one process: ``fields/<n>.key`` (hex, n from 1 to 255), and ``<name>.blind`` for the indexes.

    The greatest number seals; every key opens what it sealed. A key that is laid down or taken away while the process
    runs is noticed within seconds, a new one at once when it is needed.
    """

    def __init__(self, folder, name):
        self.folder = Path(folder) / "fields"
        self._blind = bytes.fromhex((Path(folder) / f"{name}.blind").read_text().strip())
        self._scan()

    def _scan(self):
        files = self.folder.glob("*.key")
        self.keys = {int(file.stem): AESGCM(bytes.fromhex(file.read_text().strip())) for file in files}
        self.current = max(self.keys)
        self._scanned = time.monotonic()

    def look_again(self):
        """Notice the keys that were laid down or taken away, unless it looked a moment ago."""
        if time.monotonic() - self._scanned > RESCAN_SECONDS:
            self._scan()

    @property
    def prefix(self):
        """How each value begins that the present key sealed."""
        return FORMAT + bytes([self.current])

    def seal(self, plain, place):
        """The bytes to keep at ``place`` (``table.column``)."""
        self.look_again()
        nonce = os.urandom(NONCE)
        return self.prefix + nonce + self.keys[self.current].encrypt(nonce, plain, place.encode())

    def open(self, sealed, place):
        """What was sealed; ``Broken`` when it was changed, moved, or its key is gone."""
        if sealed[:1] != FORMAT or len(sealed) < 2 + NONCE:
            raise Broken(place)
        key = sealed[1]
        if key not in self.keys:
            self._scan()
        try:
            return self.keys[key].decrypt(sealed[2 : 2 + NONCE], sealed[2 + NONCE :], place.encode())
        except (KeyError, InvalidTag):
            raise Broken(place, key) from None

    def index(self, kind, value):
        """The keyed hash by which a value is found again."""
        return hmac.digest(self._blind, f"{kind}:{value}".encode(), hashlib.sha256)[:INDEX_BYTES]


class Broken(Exception):
    """A sealed value that does not open: changed, moved from its place, or sealed with a key that is gone."""


class Sealed(TypeDecorator):
    """A text that the database never sees. ``place`` is its ``table.column``."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place):
        super().__init__()
        self.place = place

    def process_bind_param(self, value, dialect):
        return None if value is None else dialect.makam_seal.seal(self._write(value), self.place)

    def process_result_value(self, value, dialect):
        return None if value is None else self._read(dialect.makam_seal.open(value, self.place))

    @staticmethod
    def _write(value):
        return value.encode()

    @staticmethod
    def _read(plain):
        return plain.decode()


class SealedJson(Sealed):
    """A JSON value that the database never sees."""

    cache_ok = True

    @staticmethod
    def _write(value):
        return json.dumps(value, ensure_ascii=False).encode()

    @staticmethod
    def _read(plain):
        return json.loads(plain)


class Blind(TypeDecorator):
    """The index of a sealed value: give it the plain one, to keep and to compare; what comes back is only its hash."""

    impl = LargeBinary(INDEX_BYTES)
    cache_ok = True

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value, dialect):
        if value is None or isinstance(value, bytes):
            return value
        return dialect.makam_seal.index(self.kind, value)


def years(number):
    """So many years, as a term."""
    return timedelta(days=365 * number)


@dataclass(frozen=True)
class Field:
    """Why a personal field is kept, on what legal basis, and for how long after the matter has ended."""

    purpose: str
    basis: str
    keep: timedelta


@dataclass(frozen=True)
class Register:
    """Every column of a service that can hold words: ``sealed`` ones with their reasons; ``official`` ones, which name
    somebody in their public office; ``plain`` ones, which hold codes, states and names of things."""

    sealed: dict
    official: frozenset = frozenset()
    plain: frozenset = frozenset()

    def __or__(self, other):
        return Register(self.sealed | other.sealed, self.official | other.official, self.plain | other.plain)

    def faults(self, metadata):
        """What is wrong between the register and the tables: a column that nobody registered, or one that the register
        calls sealed and that is not, or one that is gone."""
        columns = {f"{table.name}.{column.name}": column for table in metadata.sorted_tables for column in table.c}
        faults = []
        for place, column in columns.items():
            sealed = isinstance(column.type, Sealed)
            if sealed and (place not in self.sealed or column.type.place != place):
                faults.append(f"{place} is sealed and not registered so")
            if not sealed and place in self.sealed:
                faults.append(f"{place} is registered as sealed and is not")
            if isinstance(column.type, String | JSON) and place not in self.official | self.plain:
                faults.append(f"{place} is in no register")
        gone = (self.sealed.keys() | self.official | self.plain) - columns.keys()
        return faults + [f"{place} is registered and is gone" for place in sorted(gone)]


UNMASK_REASONS = ["call_back", "identity_check", "correction", "legal_request"]
"""Why somebody asks to see a masked value; codes and no words, since the audit is never erased."""


def masked(kind, value):
    """A value as those see it who need not know it: enough to recognise, too little to use. A ``recipient`` is a person
    (telephone or mail) or a desk of the office (``unit/<id>``), which is no secret."""
    if kind == "recipient":
        if "/" in value and "@" not in value:
            return value
        kind = "email" if "@" in value else "phone"
    if kind == "email":
        return f"{value[:1]}•••@{value.rpartition('@')[2]}"
    hidden = len(value) - min(2 if kind == "national_id" else 4, len(value) // 2)
    return "•" * hidden + value[hidden:]


_CONTACT = Field("Kişiye yazmak", "3071 m.7; KVKK m.5/2-ç", years(2))

KERNEL = Register(
    sealed={
        "idempotency_keys.answer": Field("Yinelenen isteğe aynı cevabı vermek", "KVKK m.5/2-f", timedelta(days=1)),
        "messages.recipient": _CONTACT,
        "messages.body": _CONTACT,
    },
    plain=frozenset(
        f"{table}.{column}"
        for table, columns in {
            "alembic_version": (),
            "audit_entries": ("action", "subject", "actor_id", "cause_id", "for_id", "record"),
            "audit_seen": ("subject",),
            "audit_heads": ("hash", "signature"),
            "audit_seals": ("hash",),
            "idempotency_keys": ("actor_id", "method", "key", "body_hash"),
            "inbox": ("event_id", "handler", "state", "event", "error"),
            "inbox_positions": ("handler", "subject"),
            "jobs": ("kind", "subject", "state", "error"),
            "leases": ("name", "holder"),
            "messages": ("channel", "template", "subject", "state"),
            "message_attempts": ("error",),
            "number_books": ("book",),
            "outbox": ("type", "subject", "data", "actor_id", "cause_id"),
        }.items()
        for column in columns
    ),
)
"""The kernel's own tables, of which every service has a set. Events, audit and jobs hold ids, codes and dates alone."""
