"""Ceremonies, invitations, courtesies, and what they cost."""

__version__ = "0.1.0"
