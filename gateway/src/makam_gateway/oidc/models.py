"""What is kept of sign-ins by the municipality's own directory."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant


class ProviderLink(Base):
    """Who a provider's subject is here, tied at their first sign-in: a name that the provider gives to another later
    opens nothing of its earlier holder's."""

    __tablename__ = "provider_links"
    __table_args__ = (UniqueConstraint("issuer", "person_id"),)

    issuer: Mapped[str] = mapped_column(String(500), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    person_id: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))
    linked_at: Mapped[datetime] = mapped_column(Instant)


class UsedState(Base):
    """A way to the provider and back that has been gone; nobody goes it twice."""

    __tablename__ = "used_states"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(Instant)
