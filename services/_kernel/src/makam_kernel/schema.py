"""Fields and schemas of what crosses the wire: strict where marshmallow is lenient.

marshmallow alone takes ``"5"`` and ``5.7`` as the integer 5, ``1`` as true, ``2026-W49-4`` as a date, and lets NUL and
lone surrogates through; a register and two databases must not.
"""

import re
import unicodedata
import uuid
from datetime import UTC, date, datetime, time

import marshmallow as ma
from marshmallow import fields as f
from marshmallow import validate

from makam_kernel.errors import Invalid

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HOUR = re.compile(r"\d\d:\d\d", re.ASCII)


def _matching(pattern, value):
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ma.ValidationError("format")
    return value


def _in_our_times(when):
    """At the ends of the calendar, a zone or a term leads out of it."""
    if not 1800 <= when.year < 2300:
        raise ValueError
    return when


class Text(f.String):
    """Written words, NFC, trimmed, without control characters (line breaks allowed); 1 to ``most`` characters."""

    def __init__(self, *, most=4000, least=1, **kwargs):
        super().__init__(validate=validate.Length(min=least, max=most, error="length"), **kwargs)

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, str):
            raise ma.ValidationError("type")
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in value):
            raise ma.ValidationError("characters")
        return unicodedata.normalize("NFC", value).strip()


class Code(f.String):
    """One of a closed list of codes."""

    def __init__(self, codes, **kwargs):
        super().__init__(validate=validate.OneOf([str(code) for code in codes], error="choice"), **kwargs)

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, str):
            raise ma.ValidationError("type")
        return value


class Id(f.UUID):
    """The id of a thing, as a UUID in its usual text form."""

    def _deserialize(self, value, attr, data, **kwargs):
        try:
            id = uuid.UUID(value)
        except (ValueError, TypeError, AttributeError):
            raise ma.ValidationError("format") from None
        if str(id) != value.lower():  # Python takes many other spellings
            raise ma.ValidationError("format")
        return id


class Integer(f.Integer):
    """A whole number within 64 bits."""

    def __init__(self, *, least=0, most=2**53, **kwargs):
        super().__init__(validate=validate.Range(min=least, max=most, error="range"), **kwargs)

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, int) or isinstance(value, bool):
            raise ma.ValidationError("type")
        return value


class Boolean(f.Boolean):
    """true or false, and nothing else."""

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, bool):
            raise ma.ValidationError("type")
        return value


class Instant(f.AwareDateTime):
    """An RFC 3339 instant with its offset; kept in UTC."""

    def _serialize(self, value, attr, obj, **kwargs):
        return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value, attr, data, **kwargs):
        try:
            return _in_our_times(datetime.fromisoformat(_matching(_INSTANT, value)).astimezone(UTC))
        except (ValueError, OverflowError):
            raise ma.ValidationError("format") from None


class Day(f.Date):
    """A calendar day, ``2026-12-31``."""

    def _deserialize(self, value, attr, data, **kwargs):
        try:
            return _in_our_times(date.fromisoformat(_matching(_DAY, value)))
        except ValueError:
            raise ma.ValidationError("format") from None


class Hour(f.Time):
    """A wall-clock time of the office, ``14:00``."""

    def _serialize(self, value, attr, obj, **kwargs):
        return None if value is None else value.strftime("%H:%M")

    def _deserialize(self, value, attr, data, **kwargs):
        try:
            return time.fromisoformat(_matching(_HOUR, value))
        except ValueError:
            raise ma.ValidationError("format") from None


class ListOf(f.List):
    """A list of at most ``most`` things."""

    def __init__(self, inner, *, most=200, least=0, **kwargs):
        super().__init__(inner, validate=validate.Length(min=least, max=most, error="length"), **kwargs)


Nested = f.Nested


class Command(ma.Schema):
    """What a caller asks. An unknown field is refused, so receivers are deployed before senders."""

    class Meta:
        unknown = ma.RAISE

    error_messages = {"unknown": "unknown", "type": "type"}

    def read(self, payload):
        """The validated facts; ``Invalid("input.invalid", fields=[{"pointer", "reason"}])`` otherwise."""
        try:
            return self.load(payload)
        except ma.ValidationError as error:
            raise Invalid("input.invalid", fields=list(_pointers(error.messages))) from None


class Masked(Text):
    """A personal value (``phone``, ``email``, ``national_id``, ``recipient``) that only those see whole who have the
    right to the action ``unmask``."""

    def __init__(self, kind, *, unmask, **kwargs):
        super().__init__(**kwargs)
        self.kind, self.unmask = kind, unmask


NAMED = "named"
"""``about`` of a view of things of several nouns: each answer names its own, as ``noun``."""


class View(ma.Schema):
    """What an answer or an event carries; read tolerantly, so that it may grow.

    ``about`` is the noun whose personal data it shows; such a view has the ``id`` of that noun, and whoever gets the
    answer is put on record as having seen it.
    """

    about = None

    class Meta:
        unknown = ma.EXCLUDE


class Page(Command):
    """A page of a list: at most ``limit`` rows after the place that ``cursor`` holds."""

    limit = Integer(least=1, most=100, load_default=25)
    cursor = Text(most=500, load_default=None)


# The reasons that marshmallow's own checks give, in the words that the texts know.
for field in (f.Field, Text, Code, Id, Integer, Boolean, Instant, Day, Hour, ListOf, Nested):
    field.default_error_messages = {
        **field.default_error_messages,
        "required": "required",
        "null": "required",
        "invalid": "type",
        "type": "type",
        "validator_failed": "type",
    }


def _pointers(messages, path=""):
    """Flatten marshmallow's nested messages into RFC 6901 pointers with a reason code each."""
    for key, value in messages.items():
        here = f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}" if key != "_schema" else path
        if isinstance(value, dict):
            yield from _pointers(value, here)
        else:
            yield {"pointer": here, "reason": value[0]}
