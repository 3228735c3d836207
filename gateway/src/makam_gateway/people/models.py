"""The people who use the product."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.people.passwords import hash_password
from makam_kernel.db import Base, Noun
from makam_kernel.turkish import sort_key

ROLES = [
    "mayor",
    "deputy",
    "director",
    "secretary",
    "front_desk",
    "protocol_officer",
    "unit_director",
    "unit_staff",
    "driver",
    "auditor",
    "operator",
]


class Person(Noun, Base):
    """Somebody with an account: what they are in the municipality, and in which units."""

    __tablename__ = "people"
    noun = "person"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_sort: Mapped[str] = mapped_column(String(2000))
    title: Mapped[str | None] = mapped_column(String(200))
    roles: Mapped[list] = mapped_column(JSON)
    unit_ids: Mapped[list] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))

    def set(self, *, name, title, roles, unit_ids, active):
        """Take these facts over."""
        self.name, self.name_sort, self.title = name, sort_key(name), title
        self.roles, self.unit_ids, self.active = sorted(roles), sorted(map(str, unit_ids)), active

    def set_password(self, password):
        """Keep a new password, as its hash."""
        self.password_hash = hash_password(password)
