"""A paper: one that is written here, goes round and is signed, or one that came in."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from documents_service.distributions.models import Distribution
from documents_service.distributions.workflow import Status as CopyStatus
from documents_service.papers import events
from documents_service.papers.editions import Edition, StepStatus
from documents_service.papers.grades import INCOMING, Grade
from documents_service.papers.workflow import Status, move
from makam_kernel.clock import ISTANBUL
from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.keeping import ERASED, Erasable
from makam_kernel.personal import Sealed


class Paper(Noun, Erasable, Base):
    """A paper. Each method is one thing that can happen to it and returns the facts to tell, in order.

    ``final_at`` is the instant from which its words stand: its signature, or its entry in the register.
    """

    __tablename__ = "papers"
    __table_args__ = (
        Index("ix_papers_drafted_at_id", "drafted_at", "id"),
        Index("ix_papers_unit_id", "unit_id", "drafted_at", "id"),
        Index("ix_papers_waiting_for_id", "waiting_for_id", "due_at", "id"),
        Index("uq_papers_number", "register_year", "number", unique=True),
        Index(
            "ix_papers_refused",
            "refused_at",
            sqlite_where=text("refused_at IS NOT NULL AND erased_at IS NULL"),
            postgresql_where=text("refused_at IS NOT NULL AND erased_at IS NULL"),
        ),
    )
    noun = "paper"

    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(12))
    edition: Mapped[int]
    unit_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"))
    unit_name: Mapped[str | None] = mapped_column(String(200))
    drafter_id: Mapped[object] = mapped_column(Uuid)
    drafter_name: Mapped[str] = mapped_column(String(200))
    file_code: Mapped[str | None] = mapped_column(String(15))
    grade: Mapped[str] = mapped_column(String(12))
    is_graded: Mapped[bool]
    historic_marking: Mapped[str | None] = mapped_column(String(10))
    is_physical: Mapped[bool]
    urgency: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    sender: Mapped[str | None] = mapped_column(Sealed("papers.sender"))
    origin_number: Mapped[str | None] = mapped_column(Sealed("papers.origin_number"))
    origin_on: Mapped[date | None]
    number: Mapped[str | None] = mapped_column(String(60))
    register_year: Mapped[int | None]
    waiting_for_id: Mapped[object | None] = mapped_column(Uuid)
    waiting_since: Mapped[datetime | None] = mapped_column(Instant)
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    final_at: Mapped[datetime | None] = mapped_column(Instant)
    refused_at: Mapped[datetime | None] = mapped_column(Instant)

    editions: Mapped[list[Edition]] = relationship(order_by=Edition.number, lazy="selectin")
    distributions: Mapped[list[Distribution]] = relationship(
        order_by=Distribution.position, lazy="selectin", cascade="all, delete-orphan"
    )

    @classmethod
    def draft(cls, *, kind, unit, by, at, words, head, addressees):
        """A unit writes a paper. ``words`` are those of its first version, ``head`` what stands above them."""
        paper = cls(
            kind=kind,
            status=Status.DRAFTED,
            edition=1,
            unit_id=unit.id,
            unit_name=unit.name,
            drafter_id=UUID(by.id),
            drafter_name=by.name,
            drafted_at=at,
            editions=[Edition.write(number=1, at=at, **words)],
        )
        paper._set(head, addressees)
        return paper, paper._told(events.PaperDrafted)

    @classmethod
    def register(cls, *, by, at, year, year_number, words, head, **origin):
        """A paper came in; it has its number in the year's book of what comes in."""
        paper = cls(
            kind=INCOMING,
            status=Status.REGISTERED,
            edition=1,
            number=f"G-{year}-{year_number}",
            register_year=year,
            drafter_id=UUID(by.id),
            drafter_name=by.name,
            drafted_at=at,
            final_at=at,
            editions=[Edition.write(number=1, at=at, circle=[], **words)],
            **origin,
        )
        paper._set(head, [])
        return paper, paper._told(events.PaperRegistered)

    def revise(self, *, words, head, addressees):
        """Change the draft; earlier versions stay as they were."""
        self._check_draft()
        present = self.present
        present.say(subject=words["subject"], body=words["body"])
        present.attach(words["attachments"])
        present.go_round(words["circle"])
        self._set(head, addressees)
        return self._told(events.PaperRevised)

    def circulate(self, *, at):
        """It goes round, to the first who initials it, or at once to who signs it."""
        self._check_draft()
        told = self._reach_next(at=at)
        return [self._told(events.PaperCirculated), *told]

    def initial(self, *, by, at):
        """Whose turn it is has initialled it."""
        move(self.status, Status.IN_REVIEW)
        self.open_step.act(StepStatus.INITIALLED, by=by, at=at)
        told = self._reach_next(at=at)
        return [self._told(events.PaperInitialled), *told]

    def approve(self, *, by, at):
        """It is signed; from now on its words stand."""
        self.status = move(self.status, Status.APPROVED)
        self.open_step.act(StepStatus.SIGNED, by=by, at=at)
        self._wait_for(None, at=None)
        self.final_at = at
        return self._told(events.PaperApproved)

    def give_number(self, *, register, year, year_number):
        """The number of the signature: register, file code, place in the register of the year."""
        self.status = move(self.status, Status.NUMBERED)
        self.register_year = year
        self.number = f"E-{register}-{self.file_code}-{year_number}"
        return self._told(events.PaperNumbered)

    def give_back(self, *, by, note, at):
        """It goes back with a note: the initials count no more, and a new version is begun."""
        self.status = move(self.status, Status.DRAFTED)
        self.open_step.act(StepStatus.RETURNED, by=by, at=at, note=note)
        self._begin_again(at=at)
        return self._told(events.PaperReturned)

    def recall(self, *, at):
        """Those who drafted it take it back from its way round, as if it had been returned."""
        self.status = move(self.status, Status.DRAFTED)
        self._begin_again(at=at)
        return self._told(events.PaperRecalled)

    def refuse(self, *, by, note, at):
        """It will not be signed."""
        self.status, self.refused_at = move(self.status, Status.REFUSED), at
        self.open_step.act(StepStatus.REFUSED, by=by, at=at, note=note)
        self._wait_for(None, at=None)
        return self._told(events.PaperRefused)

    def distribute(self):
        """It is sent to its addressees."""
        if not self.distributions:
            raise Conflict("paper.no_addressee")
        self.status = move(self.status, Status.DISTRIBUTED)
        return self._told(events.PaperDistributed)

    def file(self):
        """It is put into its file."""
        if self.status == Status.NUMBERED and self.distributions:
            raise Conflict("paper.not_distributed")
        self.status = move(self.status, Status.FILED)
        return self._told(events.PaperFiled)

    def forward(self, addressees):
        """What came in is sent to those whom it concerns; each is sent it once."""
        self.status = move(self.status, Status.FORWARDED)
        known = {copy.unit_id for copy in self.distributions}
        if known & {facts["unit_id"] for facts in addressees}:
            raise Conflict("paper.addressee_repeated")
        self.distributions.extend(self._copies(addressees))
        return self._told(events.PaperForwarded)

    def close(self):
        """What came in is dealt with."""
        self.status = move(self.status, Status.CLOSED)
        return self._told(events.PaperClosed)

    def erase(self, *, at):
        """Nobody knows any more what it said and who wrote it; its number and its way stay."""
        for edition in self.editions:
            edition.erase()
        self.sender, self.origin_number = self.sender and ERASED, self.origin_number and ERASED
        self.erased_at = at
        return self._told(events.PaperErased)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.PaperSnapshot)

    @validates("grade")
    def _grade(self, _field, value):
        self.is_graded = value != Grade.NONE
        return value

    @validates("due_on")
    def _due(self, _field, day):
        self.due_at = day and datetime.combine(day + timedelta(days=1), time(), ISTANBUL)
        return day

    @property
    def present(self):
        """The version that counts."""
        return self.editions[-1]

    @property
    def open_step(self):
        """The step that waits for somebody, or None."""
        return next((step for step in self.present.steps if step.status == StepStatus.OPEN), None)

    @property
    def planned_copies(self):
        """The copies that have not left yet."""
        return [copy for copy in self.distributions if copy.status == CopyStatus.PLANNED]

    def _check_draft(self):
        if self.status != Status.DRAFTED:
            raise Conflict("paper.not_a_draft")

    def _set(self, head, addressees):
        for name, value in head.items():
            setattr(self, name, value)
        self.distributions = self._copies(addressees)

    def _copies(self, addressees):
        units = [facts["unit_id"] for facts in addressees if facts["unit_id"]]
        if len(units) != len(set(units)):
            raise Invalid("paper.addressee_repeated")
        first = len(self.distributions) + 1
        return [
            Distribution(position=place, status=CopyStatus.PLANNED, **facts)
            for place, facts in enumerate(addressees, start=first)
        ]

    def _reach_next(self, *, at):
        """The next one's turn; with the last of them it is submitted."""
        waiting = [step for step in self.present.steps if step.status == StepStatus.WAITING]
        last = len(waiting) == 1
        self.status = move(self.status, Status.SUBMITTED if last else Status.IN_REVIEW)
        waiting[0].reach(at=at)
        self._wait_for(waiting[0].person_id, at=at)
        return [self._told(events.PaperSubmitted)] if last else []

    def _begin_again(self, *, at):
        """What was initialled counts no more, and there is a new version to change."""
        present = self.present
        for step in present.steps:
            step.void()
        self._wait_for(None, at=None)
        self.editions.append(present.again(at=at))
        self.edition += 1

    def _wait_for(self, person_id, *, at):
        self.waiting_for_id, self.waiting_since = person_id, at

    def _told(self, event):
        return event.of(
            kind=self.kind,
            status=self.status,
            edition=self.edition,
            unit_id=self.unit_id,
            number=None if self.is_graded else self.number,
        )
