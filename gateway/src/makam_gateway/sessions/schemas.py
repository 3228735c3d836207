"""What is asked about sessions."""

from makam_kernel.schema import Command, Text


class BeginSession(Command):
    """Signs in."""

    login = Text(required=True, most=60, metadata={"example": "sevil"})
    password = Text(required=True, most=200, metadata={"example": "uzun ve akılda kalan bir söz"})
