"""The people who use the product."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.people.events import PersonChanged, PersonSnapshot
from makam_gateway.people.passwords import hash_password
from makam_kernel.db import Base, Noun
from makam_kernel.turkish import fold_name, sort_key


class Person(Noun, Base):
    """Somebody with an account. What they may do comes of the posts that they hold."""

    __tablename__ = "people"
    noun = "person"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_sort: Mapped[str] = mapped_column(String(2000))
    name_folded: Mapped[str] = mapped_column(String(400))
    title: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))

    def set(self, *, name, title, active):
        """Take these facts over."""
        self.name, self.name_sort, self.name_folded = name, sort_key(name), fold_name(name)
        self.title, self.active = title, active
        return PersonChanged.of(active=active)

    def snapshot(self):
        """All that is told of them."""
        return PersonSnapshot.of(active=self.active)

    def set_password(self, password):
        """Keep a new password, as its hash."""
        self.password_hash = hash_password(password)
