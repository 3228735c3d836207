"""Tokens by which other systems of the municipality come in."""

from sqlalchemy import JSON, ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from makam_gateway.roles import SYSTEM
from makam_gateway.tokens.keyed import Keyed
from makam_kernel.actor import Actor
from makam_kernel.db import Base, Noun


class ApiToken(Noun, Keyed, Base):
    """A key of another system, and the actions for which it is good."""

    __tablename__ = "api_tokens"
    noun = "api_token"

    scopes: Mapped[list] = mapped_column(JSON)
    created_by: Mapped[object] = mapped_column(Uuid, ForeignKey("people.id"))

    @property
    def actor(self):
        """Who its holder is."""
        return Actor.of(f"token:{self.id}", self.name, [SYSTEM], scopes=frozenset(self.scopes))
