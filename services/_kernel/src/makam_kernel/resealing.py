"""Field keys rotate while people work: what an earlier key sealed is sealed again with the present one, a batch at a
time. A key may be taken away when ``health`` says that nothing needs it."""

import logging
import time
from collections import namedtuple
from datetime import UTC, datetime

from sqlalchemy import LargeBinary, and_, select, tuple_, type_coerce, update
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.personal import RESCAN_SECONDS, Broken, Sealed
from makam_kernel.upsert import insert_into
from makam_kernel.workers import Worker

log = logging.getLogger(__name__)

BATCH = 200
TRIED_AGAIN_SECONDS = 600
SETTLED_SECONDS = 4 * RESCAN_SECONDS + 5
"""How long another instance may still commit what the earlier key sealed: until it looks for keys again, and then the
longest transaction."""

Place = namedtuple("Place", "table keys columns")


class FieldKey(Base):
    """A field key under which everything was found to be sealed, and when (machine time)."""

    __tablename__ = "field_keys"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    resealed_at: Mapped[datetime] = mapped_column(Instant)


def sealed_tables():
    """Each table with sealed columns: its table, the columns of its key, and the sealed ones, as they lie there."""
    for table in Base.metadata.sorted_tables:
        columns = {column.name: column for column in table.columns if isinstance(column.type, Sealed)}
        if columns:
            yield Place(table, list(table.primary_key.columns), columns)


def state(session, seal):
    """``{"field_key", "resealed"}``: the key that seals now, and whether nothing needs an earlier one any more."""
    return {"field_key": seal.current, "resealed": session.get(FieldKey, seal.current) is not None}


class Resealer(Worker):
    """Walks over every sealed value, once for each new key.

    A value is replaced only where it is still the one that was read: what somebody writes meanwhile is newer, and
    sealed with the present key anyway. After a restart the walk begins anew and finds less to do.
    """

    sweep = 5.0

    def __init__(self, process, lease):
        super().__init__("resealer", lease)
        self.database, self.seal = process.database, process.seal
        self.settles = SETTLED_SECONDS
        self._key = self._done = None
        self._begin_anew(wait=0)

    def _begin_anew(self, wait):
        self._places, self._after, self._faults = list(sealed_tables()), None, 0
        self._begins = time.monotonic() + wait

    def step(self):
        """Seal one batch anew; true when there may be more."""
        self.seal.look_again()
        if self.seal.current != self._key:
            self._key = self.seal.current
            self._begin_anew(wait=self.settles if len(self.seal.keys) > 1 else 0)
        if self._done == self._key or time.monotonic() < self._begins:
            return False
        if self._is_noted():
            self._done = self._key
            return False
        if self._places:
            self._reseal_batch(self._places[0])
            return True
        if self._faults:
            log.error("fields.unreadable", extra={"count": self._faults})
            self._begin_anew(wait=TRIED_AGAIN_SECONDS)
        else:
            self.database.run(self._note)
        return False

    def _is_noted(self):
        with self.database.reading() as session:
            return session.get(FieldKey, self._key) is not None

    def _note(self, session):
        if self.lease.still_ours(session):
            row = {"number": self._key, "resealed_at": datetime.now(UTC)}
            session.execute(insert_into(session, FieldKey).values(**row).on_conflict_do_nothing())

    def _reseal_batch(self, place):
        raw = [type_coerce(column, LargeBinary).label(name) for name, column in place.columns.items()]
        rows = select(*place.keys, *raw).order_by(*place.keys).limit(BATCH)
        if self._after:
            rows = rows.where(tuple_(*place.keys) > tuple_(*self._after))
        with self.database.reading() as session:
            found = session.execute(rows).all()
        changes = [change for row in found for change in self._changes(place, row)]
        if changes:
            self.database.run(lambda session: [session.execute(change) for change in changes])
        if len(found) < BATCH:
            self._places.pop(0)
            self._after = None
        else:
            self._after = tuple(found[-1][: len(place.keys)])

    def _changes(self, place, row):
        here = [column == value for column, value in zip(place.keys, row, strict=False)]
        for name, column in place.columns.items():
            old = getattr(row, name)
            if old is None or bytes(old[:2]) == self.seal.prefix:
                continue
            try:
                fresh = self.seal.seal(self.seal.open(bytes(old), column.type.place), column.type.place)
            except Broken:
                self._faults += 1
                continue
            unchanged = type_coerce(column, LargeBinary) == bytes(old)
            yield update(place.table).where(and_(*here), unchanged).values({name: type_coerce(fresh, LargeBinary)})
