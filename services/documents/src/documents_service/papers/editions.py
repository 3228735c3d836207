"""A version of a paper: its words, what is attached, and who initials and signs it, in order.

A paper that is returned gets a new one; the old one stays with those who saw it.
"""

from datetime import datetime
from difflib import ndiff
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents_service.papers.words import beginnings
from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED
from makam_kernel.personal import Blind, Sealed

SIGN, INITIAL = "sign", "initial"
WHOLE = "all, delete-orphan"


class StepStatus(StrEnum):
    """Where a step of the review stands."""

    WAITING = "waiting"
    OPEN = "open"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RETURNED = "returned"
    REFUSED = "refused"
    VOID = "void"  # initialled or open, and then the paper was returned or taken back


class Edition(Base):
    """One version of a paper."""

    __tablename__ = "paper_editions"
    __table_args__ = (Index("uq_paper_editions_number", "paper_id", "number", unique=True),)

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    paper_id: Mapped[object] = mapped_column(Uuid, ForeignKey("papers.id"))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(Sealed("paper_editions.subject"))
    body: Mapped[str | None] = mapped_column(Sealed("paper_editions.body"))
    written_at: Mapped[datetime] = mapped_column(Instant)

    steps: Mapped[list["ReviewStep"]] = relationship(order_by="ReviewStep.position", lazy="selectin", cascade=WHOLE)
    attachments: Mapped[list["Attachment"]] = relationship(
        order_by="Attachment.position", lazy="selectin", cascade=WHOLE
    )

    @classmethod
    def write(cls, *, number, subject, body, circle, attachments, at):
        """A version as it is first written; the last of the circle signs."""
        edition = cls(number=number, written_at=at)
        edition.say(subject=subject, body=body)
        edition.attach(attachments)
        edition.go_round(circle)
        return edition

    def say(self, *, subject, body):
        """What it says."""
        self.subject, self.body = subject, body

    def attach(self, attachments):
        """What is attached to it."""
        self.attachments = [Attachment(position=place, **facts) for place, facts in enumerate(attachments, start=1)]

    def go_round(self, circle):
        """Who initials it, in this order, and who signs it, last."""
        kinds = [INITIAL] * (len(circle) - 1) + [SIGN]
        self.steps = [
            ReviewStep(position=place, kind=kind, status=StepStatus.WAITING, **who)
            for place, (kind, who) in enumerate(zip(kinds, circle, strict=False), start=1)
        ]

    def again(self, *, at):
        """The next version, to be changed: the same words, the same circle from its beginning."""
        circle = [{name: getattr(step, name) for name in ("person_id", "name", "title")} for step in self.steps]
        attachments = [{name: getattr(one, name) for name in ("title", "medium", "grade")} for one in self.attachments]
        facts = {"subject": self.subject, "body": self.body, "circle": circle, "attachments": attachments}
        return Edition.write(number=self.number + 1, at=at, **facts)

    def erase(self):
        """Nobody knows any more what it said."""
        self.subject, self.body = ERASED, self.body and ERASED
        for attachment in self.attachments:
            attachment.title = ERASED
        for step in self.steps:
            step.note = step.note and ERASED

    @property
    def words(self):
        """How the words begin by which it is found."""
        return beginnings(self.subject, self.body)

    def differs_from(self, earlier):
        """The lines that are new (``+``) and those that are gone (``-``) against an earlier version."""
        before, now = (f"{one.subject}\n{one.body or ''}".splitlines() for one in (earlier, self))
        return [line for line in ndiff(before, now) if line[0] in "+-"]


class ReviewStep(Base):
    """One person's initials or signature; whoever stands in for them may give it within their dates."""

    __tablename__ = "paper_steps"
    __table_args__ = (Index("ix_paper_steps_person_id", "person_id", "edition_id"),)

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    edition_id: Mapped[object] = mapped_column(Uuid, ForeignKey("paper_editions.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[object] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(10))
    reached_at: Mapped[datetime | None] = mapped_column(Instant)
    acted_at: Mapped[datetime | None] = mapped_column(Instant)
    by_id: Mapped[object | None] = mapped_column(Uuid)
    by_name: Mapped[str | None] = mapped_column(String(200))
    for_name: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Sealed("paper_steps.note"))

    def reach(self, *, at):
        """It is this one's turn."""
        self.status, self.reached_at = StepStatus.OPEN, at

    def act(self, status, *, by, at, note=None):
        """What was done, by whom, and as whom."""
        self.status, self.acted_at, self.note = status, at, note
        self.by_id, self.by_name = UUID(by.id), by.name
        self.for_name = None if self.by_id == self.person_id else dict(by.acting_for).get(str(self.person_id))

    def void(self):
        """The initials count no more, or are not wanted any more."""
        if self.status in (StepStatus.INITIALLED, StepStatus.OPEN):
            self.status = StepStatus.VOID


class Attachment(Base):
    """What a paper comes with, as far as it is known: its title, its medium and its grade."""

    __tablename__ = "paper_attachments"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    edition_id: Mapped[object] = mapped_column(Uuid, ForeignKey("paper_editions.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Sealed("paper_attachments.title"))
    medium: Mapped[str] = mapped_column(String(10))
    grade: Mapped[str] = mapped_column(String(12))


class Word(Base):
    """How a word of a version begins, as a keyed hash."""

    __tablename__ = "paper_words"
    __table_args__ = (Index("ix_paper_words_word", "word", "edition_id"),)

    edition_id: Mapped[object] = mapped_column(Uuid, ForeignKey("paper_editions.id"), primary_key=True)
    word: Mapped[bytes] = mapped_column(Blind("paper_word"), primary_key=True)
