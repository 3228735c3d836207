"""Who asks: a person or an organisation, known again when they come back."""

from sqlalchemy.orm import Mapped, mapped_column, validates

from makam_kernel.db import Base, Noun
from makam_kernel.keeping import NOBODY, Erasable
from makam_kernel.personal import Blind, Sealed
from makam_kernel.turkish import fold_name
from requests_service.citizens.events import CitizenErased


class Citizen(Noun, Erasable, Base):
    """A citizen and how they can be reached.

    One known from ``restricted`` matters is kept apart: whoever may not see those is not answered with what was learned
    there, nor told that the person was ever here.
    """

    __tablename__ = "citizens"
    noun = "citizen"

    name: Mapped[str] = mapped_column(Sealed("citizens.name"))
    name_index: Mapped[bytes | None] = mapped_column(Blind("name"), index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("citizens.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(Blind("phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("citizens.email"))
    national_id: Mapped[str | None] = mapped_column(Sealed("citizens.national_id"))
    national_id_index: Mapped[bytes | None] = mapped_column(Blind("national_id"), index=True)
    restricted: Mapped[bool] = mapped_column(default=False)

    def __init__(self, *, name, **facts):
        super().__init__(name=" ".join(name.split()), **facts)

    @validates("name", "phone", "national_id")
    def _index(self, field, value):
        setattr(self, f"{field}_index", fold_name(value) if field == "name" else value)
        return value

    def learn(self, **facts):
        """Take over what is newly known of them, such as another telephone; true when something changed."""
        new = {name: value for name, value in facts.items() if value and value != getattr(self, name)}
        for name, value in new.items():
            setattr(self, name, value)
        return bool(new)

    def erase(self, *, at):
        """Nobody knows any more who they were, and nobody is known again as them."""
        self.name, self.phone, self.email, self.national_id = NOBODY, None, None, None
        self.name_index, self.erased_at = None, at
        return CitizenErased.of()

    @property
    def address(self):
        """The channel and address for messages: SMS before mail; None when they can't be written to."""
        if self.phone:
            return "sms", self.phone
        return ("email", self.email) if self.email else None
