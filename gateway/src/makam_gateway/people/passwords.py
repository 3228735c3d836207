"""Passwords, as argon2id hashes. Hashing takes a third of a second, so callers do it off the event loop."""

from pwdlib import PasswordHash

_HASHES = PasswordHash.recommended()
_NOBODY = _HASHES.hash("nobody's password")


def hash_password(password):
    """The hash to keep."""
    return _HASHES.hash(password)


def is_right(password, kept):
    """Whether the password is the one kept; as slow when there is none, so that a stranger can't tell who exists."""
    return _HASHES.verify(password, kept or _NOBODY) and kept is not None
