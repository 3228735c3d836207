"""Which instance of a service does the background work: one at a time, by a lease with a fencing token."""

import threading
import time
from uuid import uuid4

from sqlalchemy import case, false, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base
from makam_kernel.errors import Unavailable
from makam_kernel.upsert import insert_into

SECONDS = 12
RENEW_AFTER = 4


class LeaseRow(Base):
    """Who leads until when (machine seconds); ``token`` grows with every change of leader."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    token: Mapped[int]
    until: Mapped[float]


class Lease:
    """This process's hold on the background work of its service."""

    name = "background"

    def __init__(self, database):
        self.database = database
        self.holder = str(uuid4())
        self.token = None
        self._renewed = 0.0
        self._one_at_a_time = threading.Lock()

    def held(self):
        """Whether this process leads; asks the database at most every few seconds."""
        with self._one_at_a_time:
            if self.token is None or time.monotonic() - self._renewed > RENEW_AFTER:
                self.token = self.database.run(self._take)
                self._renewed = time.monotonic()
            return self.token is not None

    def _take(self, session):
        """The token, when the lease is ours, has run out, or is that of a process which must be dead: on a database of
        ours alone a restart after a crash leads at once."""
        now = time.time()
        alone = true() if self.database.is_ours_alone else false()
        taken = insert_into(session, LeaseRow).values(name=self.name, holder=self.holder, token=1, until=now + SECONDS)
        taken = taken.on_conflict_do_update(
            index_elements=["name"],
            set_={
                "holder": self.holder,
                "until": now + SECONDS,
                "token": LeaseRow.token + case((LeaseRow.holder == self.holder, 0), else_=1),
            },
            where=or_(LeaseRow.holder == self.holder, LeaseRow.until < now, alone),
        )
        return session.scalar(taken.returning(LeaseRow.token), execution_options={"populate_existing": True})

    def give_up(self):
        """Let another instance lead at once, at the end of this one."""
        with self._one_at_a_time:
            if self.token is not None:
                try:
                    self.database.run(self._release)
                except Unavailable:  # it runs out by itself
                    pass
                self.token = None

    def _release(self, session):
        row = session.scalar(select(LeaseRow).where(LeaseRow.name == self.name, LeaseRow.holder == self.holder))
        if row:
            row.until = 0.0

    def still_ours(self, session):
        """The fence: whether, inside this very transaction, nobody has taken the lead since."""
        row = session.scalar(select(LeaseRow).where(LeaseRow.name == self.name).with_for_update(read=True))
        ours = row is not None and row.holder == self.holder and row.token == self.token
        if not ours:
            self.token = None  # so that the next to ask whether it is held asks the database
        return ours
