"""A task of a visit's hosting plan (ağırlama planı): what is to be done for the guests, by whom, until when."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_kernel.clock import day_of
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict
from makam_kernel.keeping import ERASED
from makam_kernel.personal import Sealed
from visitors_service.hosting import events
from visitors_service.hosting.kinds import TITLES
from visitors_service.hosting.workflow import Status, check_open, move
from visitors_service.visits.models import Visit
from visitors_service.visits.workflow import EXPECTED, INSIDE

GIVEN_UP = {"refused", "cancelled"}
"""States of an expense after which the task may be priced anew."""


class HostingTask(Noun, Base):
    """A hosting task. Each method is one thing that can happen to it and returns the fact to tell.

    ``expense_…`` is the copy of what protocol tells of the expense that its price opened.
    """

    __tablename__ = "hosting_tasks"
    __table_args__ = (
        Index("ix_hosting_tasks_due", "due_at", "id"),
        Index("ix_hosting_tasks_visit", "visit_id", "due_at", "id"),
    )
    noun = "hosting_task"

    visit_id: Mapped[object] = mapped_column(Uuid, ForeignKey("visits.id"))
    host_unit_id: Mapped[object | None] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Sealed("hosting_tasks.note"))
    owner_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    owner_name: Mapped[str | None] = mapped_column(String(200))
    owner_unit_id: Mapped[object | None] = mapped_column(Uuid, index=True)
    planned_at: Mapped[datetime] = mapped_column(Instant)
    minutes_before: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Instant)
    persons: Mapped[int | None]
    price: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Sealed("hosting_tasks.reason"))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    expense_id: Mapped[object | None] = mapped_column(Uuid)
    expense_number: Mapped[str | None] = mapped_column(String(20))
    expense_status: Mapped[str | None] = mapped_column(String(10))
    expense_amount: Mapped[int | None] = mapped_column(BigInteger)

    visit: Mapped[Visit] = relationship()

    @classmethod
    def plan(cls, *, visit, minutes_before, at, **facts):
        """Something is to be done for the guests of a visit, so many minutes before they come."""
        if visit.status not in EXPECTED | INSIDE:
            raise Conflict("hosting_task.visit_over", state=str(visit.status))
        due_at = visit.planned_at - timedelta(minutes=minutes_before)
        task = cls(status=Status.OPEN, planned_at=at, minutes_before=minutes_before, due_at=due_at, **facts)
        task.visit, task.visit_id, task.host_unit_id = visit, visit.id, visit.host_unit_id
        return task, task._told(events.HostingTaskPlanned)

    def assign(self, *, minutes_before, **facts):
        """Somebody, or a unit, has it to do; what is to be seen to is noted."""
        check_open(self.status, "assigned")
        self.owner_id, self.owner_name = facts["owner_id"], facts["owner_name"]
        self.owner_unit_id, self.note = facts["owner_unit_id"], facts["note"]
        self.minutes_before = minutes_before
        self.due_at = self.visit.planned_at - timedelta(minutes=minutes_before)
        return self._told(events.HostingTaskAssigned)

    def move(self):
        """The visit moved: what is to be ready before it moves by as much; None for what is no longer to be done."""
        due_at = self.visit.planned_at - timedelta(minutes=self.minutes_before)
        if self.status != Status.OPEN or due_at == self.due_at:
            return None
        self.due_at = due_at
        return self._told(events.HostingTaskMoved)

    def cost(self, *, price, persons):
        """It costs money, for so many persons; protocol opens an expense for it. Once, unless that was given up."""
        check_open(self.status, "priced")
        if self.price is not None and self.expense_status not in GIVEN_UP:
            raise Conflict("hosting_task.already_priced", number=self.expense_number or "–")
        self.price, self.persons = price, persons
        return self._told(events.HostingTaskPriced)

    def finish(self, *, at):
        """It is done."""
        self.status, self.done_at = move(self.status, Status.DONE), at
        return self._told(events.HostingTaskDone)

    def drop(self, *, reason):
        """It will not be done."""
        self.status, self.reason = move(self.status, Status.DROPPED), reason
        return self._told(events.HostingTaskDropped)

    def follow(self, *, expense_id, number, status, amount):
        """Take over where its expense stands; whether that is news. Of several expenses the latest counts: their ids
        are given in order of time."""
        if self.expense_id is not None and str(expense_id) < str(self.expense_id):
            return False
        known = (self.expense_id, self.expense_number, self.expense_status, self.expense_amount)
        self.expense_id, self.expense_number = expense_id, number
        self.expense_status, self.expense_amount = status, amount
        return known != (expense_id, number, status, amount)

    def erase(self):
        """Its words go with the guests; what it was, and cost, stays."""
        self.note, self.reason = self.note and ERASED, self.reason and ERASED
        return self._told(events.HostingTaskErased)

    @property
    def purpose(self):
        """What money is asked for: ``İkram (Grünhagen Belediyesi)``. An expense is kept for longer than a visit, so it
        does not say what was noted, nor who came."""
        return TITLES[self.kind] + (f" ({self.visit.institution})" if self.visit.institution else "")

    @property
    def needed_on(self):
        """The day of the visit."""
        return day_of(self.visit.planned_at)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.HostingTaskSnapshot)

    def _told(self, event):
        return event.of(
            visit_id=self.visit_id,
            kind=self.kind,
            status=self.status,
            due_at=self.due_at,
            owner_id=self.owner_id,
            owner_unit_id=self.owner_unit_id,
            persons=self.persons,
            price=self.price,
        )
