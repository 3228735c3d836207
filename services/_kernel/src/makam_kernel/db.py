"""The database of one service: SQLite on one host, PostgreSQL for several instances, the same code on both."""

import fcntl
import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from datetime import UTC

from sqlalchemy import DateTime, MetaData, Uuid, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from makam_kernel.errors import Unavailable
from makam_kernel.ids import new_id

TRIES = 3
BUSY_SECONDS = 5
LONGEST_SECONDS = 30
TIME_TO_ANSWER = 0.2  # what is refused for want of time should still reach its caller in time
SQLITE_WAITS_MS = 20
RETRIED = {"40001", "40P01"}  # serialization failure, deadlock

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator):
    """An instant in UTC with microseconds; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of one process; the kernel's own and those of its nouns."""

    metadata = MetaData(naming_convention=NAMES)


class Noun:
    """What every noun has: an id that it makes itself, and the version that each change raises.

    ``noun`` is its name in events and in the audit: ``request`` gives the subject ``request/<id>``.
    """

    noun = ""

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(default=0)

    def __init__(self, **facts):
        super().__init__(**{"id": new_id(), "version": 0, **facts})

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"version_id_col": cls.version, "version_id_generator": False}

    @property
    def subject(self):
        """The name of this very thing in events and in the audit."""
        return f"{self.noun}/{self.id}"


class Database:
    """One engine, and the two ways to use it: ``transaction`` to change, ``reading`` to look.

    On SQLite writers wait in one line (a lock of this process) and the file belongs to one process (``claim``);
    nothing may call out, publish or sleep inside a transaction.
    """

    def __init__(self, uri, pool=16, seal=None):
        self.uri = make_url(uri)
        self.is_sqlite = self.uri.get_backend_name() == "sqlite"
        options = {} if self.is_sqlite else {"pool_pre_ping": True, "isolation_level": "READ COMMITTED"}
        self.engine = create_engine(self.uri, pool_size=pool, max_overflow=0, pool_timeout=BUSY_SECONDS, **options)
        self.engine.dialect.makam_seal = seal  # where the types of sealed columns find their keys
        looks = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self.reader = self.engine.execution_options(**looks)
        self._line = threading.Lock()
        self._claimed = None
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    def claim(self):
        """Make this the only process on its SQLite file; ``Unavailable("database.claimed")`` when another has it."""
        if not self.is_sqlite or self._claimed is not None:
            return
        lock = os.open(f"{self.uri.database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise Unavailable("database.claimed", file=str(self.uri.database)) from None
        self._claimed = lock

    @property
    def is_ours_alone(self):
        """Whether no other process can be at work on it: an SQLite file that this one has claimed."""
        return self._claimed is not None

    def close(self):
        """Give connections and the file back."""
        self.engine.dispose()
        if self._claimed is not None:
            os.close(self._claimed)
            self._claimed = None

    @contextmanager
    def reading(self):
        """A session that looks at one state of the database and changes nothing."""
        with self._translated(), Session(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    def run(self, work, *, deadline=None):
        """``work(session)`` in one transaction, committed; repeated as a whole, at most three times, when the database
        says that it collided with another, be it one that wrote the same unique value first. ``deadline`` (machine
        seconds) bounds the wait for other writers, and nothing is committed after it."""
        for attempt in range(1, TRIES + 1):
            try:
                with self.transaction(deadline=deadline) as session:
                    answer = work(session)
                    session.flush()
                    if deadline is not None and time.time() > deadline:
                        raise Unavailable("deadline.exceeded")
                    return answer
            except Collided:
                if attempt == TRIES:
                    raise Unavailable("database.busy") from None
            except IntegrityError:
                if attempt == TRIES:
                    raise

    @contextmanager
    def transaction(self, *, deadline=None):
        """A session whose changes are committed at the end, or not at all."""
        left = BUSY_SECONDS if deadline is None else deadline - time.time() - TIME_TO_ANSWER
        left = max(0.001, min(LONGEST_SECONDS, left))
        with self._translated(), self._in_line(left):
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                if self.is_sqlite:
                    session.connection(execution_options={"makam_writes_within": BUSY_SECONDS})
                else:
                    session.connection().exec_driver_sql(f"SET LOCAL lock_timeout = {int(left * 1000)}")
                yield session

    @contextmanager
    def _in_line(self, seconds):
        if not self.is_sqlite:
            yield
            return
        if not self._line.acquire(timeout=seconds):
            raise Unavailable("database.busy")
        try:
            yield
        finally:
            self._line.release()

    @contextmanager
    def _translated(self):
        try:
            yield
        except TimeoutError:
            raise Unavailable("database.busy") from None
        except StaleDataError:  # changed by another between look and lock
            raise Collided from None
        except DBAPIError as error:
            translated = translate(error)
            if translated is None:
                raise
            raise translated from error


class Collided(Exception):
    """Another transaction won; this one may be repeated as a whole."""


def translate(error):
    """What a database error means to a caller: ``Collided``, ``Unavailable``, or None for a fault of our own."""
    code = getattr(error.orig, "pgcode", None)
    if code in RETRIED:
        return Collided()
    if code == "55P03":  # lock_timeout
        return Unavailable("database.busy")
    if code and code.startswith("53"):  # disk full, too many connections
        return Unavailable("database.full")
    if error.connection_invalidated or (code or "").startswith(("57P", "08")) or _is_away(error.orig):
        return Unavailable("database.away")
    if isinstance(error.orig, sqlite3.OperationalError):
        text = str(error.orig)
        if "locked" in text:
            return Unavailable("database.busy")
        if "full" in text or "readonly" in text or "disk I/O" in text or "unable to open" in text:
            return Unavailable("database.full")
    return None


def _is_away(error):
    return type(error).__name__ == "OperationalError" and getattr(error, "pgcode", "") is None


def _prepare_sqlite(connection, _record):
    connection.isolation_level = None  # the `begin` event opens transactions; the driver must not
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a commit that is announced must survive a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {SQLITE_WAITS_MS}")


def _begin_sqlite(connection):
    """SQLite's own wait for a file that another process has locked would freeze every green thread of this one."""
    within = connection.get_execution_options().get("makam_writes_within")
    until = time.monotonic() + (within or 0)
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if within else "BEGIN")
            return
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
        time.sleep(SQLITE_WAITS_MS / 1000)
