"""The open matters of several services as one list, page by page.

Each service gives its own in the order of (``due_at``, those without one last, id) by its own cursor. Of a page of its
rows, only the first few may be shown on ours; so our cursor holds for each service the cursor of the page that it
stands in, and the last row of it that was shown.
"""

import asyncio
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from makam_kernel.errors import Invalid

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class Source:
    """How far one service has been read: the cursor of its page, the last row of it that was shown, the rows of it that
    are left, and where the next page begins."""

    cursor: str | None = None
    shown: tuple | None = None
    rows: list = field(default_factory=list)
    following: str | None = None
    is_over: bool = False
    is_away: bool = False

    def take(self, page):
        """Go on with this page; None where the service did not answer."""
        if page is None:
            self.is_away, self.rows, self.following = True, [], None
            return
        self.rows = [row for row in page["items"] if self.shown is None or order_of(row) > self.shown]
        self.following = page["next_cursor"]
        self._note_end()

    def pop(self):
        """The next row."""
        row = self.rows.pop(0)
        self.shown = order_of(row)
        self._note_end()
        return row

    @property
    def needs_page(self):
        """Whether the next row is not known yet, and there may be one."""
        return not (self.rows or self.is_over or self.is_away)

    def _note_end(self):
        if not self.rows and self.following:
            self.cursor, self.shown, self.following = self.following, None, None
        elif not self.rows:
            self.is_over = True


async def merge(sources, ask, limit):
    """The next ``limit`` rows over all sources, in order. ``ask(name, source)`` gives the page at a source's cursor, or
    None."""
    merged = []
    while len(merged) < limit:
        lacking = [name for name, source in sources.items() if source.needs_page]
        pages = await asyncio.gather(*(ask(name, sources[name]) for name in lacking))
        for name, page in zip(lacking, pages, strict=True):
            sources[name].take(page)
        if any(source.needs_page for source in sources.values()):
            continue
        ready = {name: source for name, source in sources.items() if source.rows}
        if not ready:
            break
        first = min(ready, key=lambda name: (order_of(ready[name].rows[0]), name))
        merged.append({**ready[first].pop(), "service": first})
    return merged


def order_of(row):
    """The place of a row in the list."""
    due = row["due_at"]
    return (due is None, _NEVER if due is None else datetime.fromisoformat(due), row["id"])


def encode(sources):
    """The cursor after what was shown, None when nothing is left with anybody who answers."""
    if all(source.is_over or source.is_away for source in sources.values()):
        return None
    told = {name: None if one.is_over else [one.cursor, _plain(one.shown)] for name, one in sources.items()}
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def decode(cursor, names):
    """The sources as a cursor says, or all from their beginning."""
    if cursor is None:
        return {name: Source() for name in names}
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return {name: _source(told[name]) if name in told.keys() else Source() for name in names}
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        raise Invalid("input.cursor") from None


def _source(told):
    if told is None:
        return Source(is_over=True)
    cursor, shown = told
    if not isinstance(cursor, str | None):
        raise TypeError
    return Source(cursor, shown and _key(*shown))


def _plain(shown):
    return shown and [None if shown[0] else shown[1].isoformat(), shown[2]]


def _key(due, id):
    key = order_of({"due_at": due, "id": str(UUID(id))})
    if key[1].tzinfo is None:
        raise ValueError
    return key
