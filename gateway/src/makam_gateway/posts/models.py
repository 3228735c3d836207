"""Posts, which give roles in a unit, and who holds them from when until when."""

from datetime import date, timedelta

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from makam_gateway.posts.events import HoldingChanged, HoldingSnapshot, PostChanged, PostSnapshot
from makam_kernel.db import Base, Noun
from makam_kernel.errors import Invalid
from makam_kernel.turkish import fold_name, sort_key

FACTS = ("code", "title", "unit_id", "roles", "valid_from", "valid_to")


class Post(Noun, Base):
    """A post of the staff plan (kadro): what whoever holds it may do, and in which unit."""

    __tablename__ = "posts"
    noun = "post"

    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    title_sort: Mapped[str] = mapped_column(String(2000))
    title_folded: Mapped[str] = mapped_column(String(400))
    unit_id: Mapped[object | None] = mapped_column(Uuid, ForeignKey("units.id"))
    roles: Mapped[list] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    def set(self, **facts):
        """Take these facts over."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.title_sort, self.title_folded = sort_key(self.title), fold_name(self.title)
        self.roles = sorted(set(self.roles))
        return self._told(PostChanged)

    def snapshot(self):
        """All that is told of it."""
        return self._told(PostSnapshot)

    def _told(self, event):
        return event.of(**{name: getattr(self, name) for name in FACTS})


class Holding(Noun, Base):
    """That somebody holds a post, from a day until a day, both included; without an end as long as nobody names one."""

    __tablename__ = "holdings"
    noun = "holding"

    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"), index=True)
    post_id: Mapped[object] = mapped_column(Uuid, ForeignKey("posts.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    post: Mapped[Post] = relationship(lazy="joined", innerjoin=True)

    def begin(self):
        """Give the post to the person."""
        if self.until_on and self.until_on < self.from_on:
            raise Invalid("holding.ends_before_it_begins")
        return self.fact()

    def end(self, until_on):
        """Name the last day; the one before the first for what never should have been."""
        if until_on and until_on < self.from_on - timedelta(days=1):
            raise Invalid("holding.ends_before_it_begins")
        self.until_on = until_on
        return self.fact()

    def fact(self):
        """What is told of it."""
        return self._told(HoldingChanged)

    def snapshot(self):
        """All that is told of it."""
        return self._told(HoldingSnapshot)

    def _told(self, event):
        return event.of(person_id=self.person_id, post_id=self.post_id, from_on=self.from_on, until_on=self.until_on)

    def doubles(self, other):
        """Whether the other gives the same post to the same person on one of the same days."""
        if (self.person_id, self.post_id) != (other.person_id, other.post_id) or self is other:
            return False
        last = min(self.until_on or date.max, other.until_on or date.max)
        return max(self.from_on, other.from_on) <= last
