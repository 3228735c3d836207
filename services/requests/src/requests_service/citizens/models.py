"""Who asks: a person or an organisation, known again when they come back."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Noun
from makam_kernel.turkish import fold


class Citizen(Noun, Base):
    """A citizen and how they can be reached."""

    __tablename__ = "citizens"
    noun = "citizen"

    name: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(200), index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    national_id: Mapped[str | None] = mapped_column(String(11), index=True)

    def __init__(self, *, name, **facts):
        super().__init__(name=" ".join(name.split()), name_folded=folded(name), **facts)

    def learn(self, **facts):
        """Take over what is newly known of them, such as another telephone; true when something changed."""
        new = {name: value for name, value in facts.items() if value and value != getattr(self, name)}
        for name, value in new.items():
            setattr(self, name, value)
        return bool(new)

    @property
    def address(self):
        """The channel and address for messages: SMS before mail; None when they can't be written to."""
        if self.phone:
            return "sms", self.phone
        return ("email", self.email) if self.email else None


def folded(name):
    """A name as names are compared: letters as Turks read them, one blank between words."""
    return fold(" ".join(name.split()))
