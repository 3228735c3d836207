"""A template of a ceremony: what has to be done, so many working days before or after, and the run sheet."""

from enum import StrEnum

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Noun
from makam_kernel.errors import Conflict, Invalid
from protocol_service.ceremonies import order
from protocol_service.templates import events


class Kind(StrEnum):
    """The kinds of ceremonies."""

    NATIONAL_DAY = "national_day"
    OPENING = "opening"
    GROUND_BREAKING = "ground_breaking"
    GRADUATION = "graduation"
    COMMEMORATION = "commemoration"
    RECEPTION = "reception"
    OTHER = "other"


class CeremonyTemplate(Noun, Base):
    """One edition of a template. What was made from an edition keeps it; a new one takes its place for what comes."""

    __tablename__ = "ceremony_templates"
    __table_args__ = (
        Index("uq_ceremony_templates_code_edition", "code", "edition", unique=True),
        Index(
            "uq_ceremony_templates_current",
            "code",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )
    noun = "ceremony_template"

    code: Mapped[str] = mapped_column(String(40))
    edition: Mapped[int]
    is_current: Mapped[bool]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    tasks: Mapped[list] = mapped_column(JSON)
    run_sheet: Mapped[list] = mapped_column(JSON)

    @classmethod
    def publish(cls, *, code, edition=1, **facts):
        """The first edition, or another."""
        _check_tasks(facts["tasks"])
        order.check(facts["run_sheet"], ())
        template = cls(code=code, edition=edition, is_current=True, **facts)
        return template, template._told(events.CeremonyTemplatePublished)

    def revise(self, **facts):
        """The next edition, which takes this one's place."""
        self.check_current()
        self.is_current = False
        return self.publish(code=self.code, edition=self.edition + 1, **facts)

    def check_current(self):
        """``Conflict("ceremony_template.superseded")`` for an edition that another has taken the place of."""
        if not self.is_current:
            raise Conflict("ceremony_template.superseded", name=self.name)

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.CeremonyTemplateSnapshot)

    def _told(self, event):
        return event.of(code=self.code, edition=self.edition)


def _check_tasks(tasks):
    """Each item waits only for items that stand above it and are due no later."""
    above = {}
    for task in tasks:
        if task["code"] in above:
            raise Invalid("ceremony_template.repeated", item=task["code"])
        for other in task["after"]:
            if above.get(other, task["offset"] + 1) > task["offset"]:
                raise Invalid("ceremony_template.waits_for_later", item=task["code"], other=other)
        above[task["code"]] = task["offset"]
