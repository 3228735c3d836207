"""A contact (protokol rehberi): a person in an office of an institution, from a day until a day."""

from datetime import date, datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from makam_kernel.db import Base, Instant, Noun
from makam_kernel.errors import Invalid
from makam_kernel.keeping import NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold, fold_name, sort_key
from protocol_service.contacts import events

LONGEST_KEY = 1000
"""Of the place in the book, which an index has to hold."""


class Contact(Noun, Erasable, Base):
    """Somebody in an office. The office has its form of address and its place in the book; the person has a name, a
    title of their own, and how they are reached. Who comes after them is another contact."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index("ix_contacts_book", "book_key", "from_on", "id"),
        Index(
            "ix_contacts_unerased",
            "until_on",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
    )
    noun = "contact"

    institution: Mapped[str] = mapped_column(String(200))
    office: Mapped[str] = mapped_column(String(200))
    office_folded: Mapped[str] = mapped_column(String(400))
    book_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    address_form: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(Sealed("contacts.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    title: Mapped[str | None] = mapped_column(Sealed("contacts.title"))
    phone: Mapped[str | None] = mapped_column(Sealed("contacts.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("contacts.email"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(Instant)

    @classmethod
    def add(cls, *, at, **facts):
        """Somebody came into an office."""
        contact = cls(added_at=at)
        contact._set(facts)
        return contact, contact._told(events.ContactAdded)

    def change(self, **facts):
        """What is known of them is set right."""
        self._set(facts)
        return self._told(events.ContactChanged)

    def leave(self, *, until_on):
        """They leave the office; ``until_on`` is their last day."""
        self._set({"until_on": until_on})
        return self._told(events.ContactLeft)

    def erase(self, *, at):
        """Nobody knows any more who it was; that somebody was in the office stays."""
        self.name, self.title, self.phone, self.email = NOBODY, None, None, None
        self.name_index, self.erased_at = None, at
        return self._told(events.ContactErased)

    @validates("name")
    def _index_name(self, _field, value):
        self.name_index = fold_name(value)
        return value

    @validates("phone")
    def _index_phone(self, _field, value):
        self.phone_index = value
        return value

    def snapshot(self):
        """All that is told of it."""
        return self._told(events.ContactSnapshot)

    def _set(self, facts):
        for name, value in facts.items():
            setattr(self, name, value)
        if self.until_on is not None and self.until_on < self.from_on:
            raise Invalid("contact.days_reversed")
        self.office_folded = fold(self.office)
        self.book_key = f"{sort_key(self.office)} {sort_key(self.institution)}"[:LONGEST_KEY]

    def _told(self, event):
        return event.of(from_on=self.from_on, until_on=self.until_on)
