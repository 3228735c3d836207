"""Passwords: which ones are taken, and how they are kept.

Length counts, not signs of every kind; nothing is cut off, and no letter is taken for another. Nobody has to change a
password because time has passed (NIST SP 800-63B, 3.1.1). What everybody tries first is refused. Kept are argon2id
hashes; hashing takes a third of a second, so callers do it off the event loop.
"""

import secrets
import unicodedata
from functools import cache
from pathlib import Path

from marshmallow import ValidationError
from pwdlib import PasswordHash

from makam_kernel.errors import Invalid
from makam_kernel.schema import Text
from makam_kernel.turkish import fold

LEAST, MOST = 8, 200
SITE = "makam"
SHORT_NAME = 3  # letters; a login as short as that is in many a sentence
CLEAR_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another when read aloud or from paper

_HASHES = PasswordHash.recommended()
_NOBODY = _HASHES.hash("nobody's password")


class Password(Text):
    """A secret that a person types. Composed letters are one letter however they were typed; else nothing is changed,
    not even a space at the end."""

    def __init__(self, *, least=LEAST, **kwargs):
        super().__init__(least=least, most=MOST, **kwargs)

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, str):
            raise ValidationError("type")
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
            raise ValidationError("characters")
        return unicodedata.normalize("NFC", value)


@cache
def common():
    """The passwords that everybody tries first."""
    lines = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def check(password, login):
    """Refuse a password that is soon guessed (``password.too_common``, ``password.too_personal``)."""
    plain, name = fold(password), fold(login)
    if plain in common() or password.lower() in common():
        raise Invalid("password.too_common")
    if SITE in plain or plain == name or (len(name) > SHORT_NAME and name in plain):
        raise Invalid("password.too_personal")


def one_time():
    """A password that somebody is told, to change it at once; 79 bits."""
    return "-".join(letters(4) for _ in range(4))


def letters(number):
    """So many random letters that are easy to read aloud."""
    return "".join(secrets.choice(CLEAR_LETTERS) for _ in range(number))


def hash_password(password):
    """The hash to keep."""
    return _HASHES.hash(password)


def is_right(password, kept):
    """Whether the password is the one kept; as slow when there is none, so that a stranger can't tell who exists."""
    return _HASHES.verify(password, kept or _NOBODY) and kept is not None
