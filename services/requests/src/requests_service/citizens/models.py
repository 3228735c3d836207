"""Who asks: a person or an organisation, known again when they come back."""

from makam_kernel.db import Base, Noun
from makam_kernel.turkish import fold
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


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
        super().__init__(name=name, name_folded=fold(name), **facts)

    def reach_at(self, *, phone, email):
        """Take over what is newly known of how to reach them; true when something changed."""
        before = (self.phone, self.email)
        self.phone, self.email = phone or self.phone, email or self.email
        return (self.phone, self.email) != before

    @property
    def address(self):
        """The channel and address for messages: SMS before mail; None when they can't be written to."""
        if self.phone:
            return "sms", self.phone
        return ("email", self.email) if self.email else None
