"""Keyset pages: a cursor holds the sort key of the last row shown, so that page 10,000 costs what page 1 does and rows
inserted meanwhile neither repeat nor hide others."""

import base64
import json
from datetime import UTC, datetime

from sqlalchemy import literal, tuple_

from makam_kernel.errors import Invalid


def encode(values):
    """The opaque cursor after a row with these sort values."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def decode(cursor, kinds):
    """The sort values in a cursor, each read by its function of ``kinds``; ``Invalid("input.cursor")`` otherwise."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if len(values) != len(kinds):
            raise ValueError
        return [_sound(kind(value)) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Invalid("input.cursor") from None


def _sound(value):
    """The value, if a database can compare with it; ``ValueError`` for what only a forged cursor holds."""
    if isinstance(value, int) and abs(value) > 2**53 or isinstance(value, str) and not value.isprintable():
        raise ValueError
    return value


def instant(text):
    """An instant in a cursor; ``ValueError`` for one without its zone or outside the calendar."""
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is None:
            raise ValueError("no zone")
        return read.astimezone(UTC)
    except OverflowError:
        raise ValueError("range") from None


def page(session, select, *, order, kinds, limit, cursor, descending=False):
    """One page of ``select`` by the columns in ``order``: ``{"items": [...], "next_cursor": text or None}``.

    The attribute names of the rows are those of the columns.
    """
    if cursor:
        place = tuple_(
            *(literal(value, column.type) for value, column in zip(decode(cursor, kinds), order, strict=True))
        )
        select = select.where(tuple_(*order) < place if descending else tuple_(*order) > place)
    by = [column.desc() for column in order] if descending else order
    rows = session.scalars(select.order_by(*by).limit(limit + 1)).all()
    more = len(rows) > limit
    rows = rows[:limit]
    after = encode([getattr(rows[-1], column.key) for column in order]) if more else None
    return {"items": rows, "next_cursor": after}
