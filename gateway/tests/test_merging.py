"""The merging of several services' open matters into one list, against sorting them all."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makam_gateway.gathered.merging import decode, encode, merge, order_of
from makam_kernel.errors import Invalid

START = datetime(2026, 10, 19, tzinfo=UTC)
NAMES = ("agenda", "documents", "protocol", "requests", "visitors")


def a_row(number, hours):
    """A row as a service tells it; half of the instants with microseconds, as the wire has them."""
    due = None if hours is None else START + timedelta(hours=hours, microseconds=number % 2)
    told = due and due.isoformat().replace("+00:00", "Z")
    return {"id": str(UUID(int=number)), "due_at": told}


class Owner:
    """A service with these rows, in pages of its own size, and cursors that only it can read."""

    def __init__(self, rows, size):
        self.rows, self.size = sorted(rows, key=order_of), size

    def page(self, cursor):
        begin = int(cursor.removeprefix("nach ")) if cursor else 0
        end = begin + self.size
        return {"items": self.rows[begin:end], "next_cursor": f"nach {end}" if end < len(self.rows) else None}


def read_all(owners, limit):
    """All pages of the merged list, each read by the cursor alone."""
    cursor, pages = None, []
    while True:
        sources = decode(cursor, owners)

        async def ask(name, source):
            return owners[name].page(source.cursor)

        pages.append(asyncio.run(merge(sources, ask, limit)))
        cursor = encode(sources)
        if cursor is None:
            return pages


@st.composite
def towns(draw):
    """Services with open matters, many of them due at the same time or never."""
    numbers = iter(draw(st.permutations(range(40))))
    owners = {}
    for name in NAMES[: draw(st.integers(1, 5))]:
        due = draw(st.lists(st.none() | st.integers(0, 3), max_size=8))
        owners[name] = Owner([a_row(next(numbers), hours) for hours in due], draw(st.integers(1, 5)))
    return owners


@pytest.mark.feature("GW-1", part="the order over all services")
@settings(max_examples=300, deadline=None)
@given(owners=towns(), limit=st.integers(1, 9))
def test_the_pages_together_are_all_rows_in_order_each_once(owners, limit):
    pages = read_all(owners, limit)
    everything = [row | {"service": name} for name, owner in owners.items() for row in owner.rows]
    assert [row for page in pages for row in page] == sorted(everything, key=order_of)
    assert all(len(page) == limit for page in pages[:-1])


def test_what_comes_in_meanwhile_neither_hides_nor_repeats_what_was_there():
    owners = {"agenda": Owner([a_row(1, 1), a_row(2, 2), a_row(3, 3)], 2), "visitors": Owner([a_row(4, 1)], 2)}
    sources = decode(None, owners)

    async def ask(name, source):
        return owners[name].page(source.cursor)

    first = asyncio.run(merge(sources, ask, 2))
    owners["agenda"].rows = sorted([*owners["agenda"].rows, a_row(5, 0)], key=order_of)
    sources = decode(encode(sources), owners)
    rest = asyncio.run(merge(sources, ask, 9))
    shown = [row["id"] for row in first + rest]
    assert len(shown) == len(set(shown))
    assert {UUID(id).int for id in shown} >= {1, 2, 3, 4}


def test_a_service_that_is_away_keeps_its_place():
    owners = {"agenda": Owner([a_row(1, 1), a_row(3, 3)], 1), "visitors": Owner([a_row(2, 2), a_row(4, 4)], 1)}
    away = set()

    async def ask(name, source):
        return None if name in away else owners[name].page(source.cursor)

    sources = decode(None, owners)
    shown = asyncio.run(merge(sources, ask, 1))
    away.add("agenda")
    sources = decode(encode(sources), owners)
    shown += asyncio.run(merge(sources, ask, 1))
    away.clear()
    sources = decode(encode(sources), owners)
    shown += asyncio.run(merge(sources, ask, 9))
    assert [UUID(row["id"]).int for row in shown] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "cursor",
    ["x", "bnVsbA", "WzFd", "eyJhZ2VuZGEiOjF9", "eyJhZ2VuZGEiOlsxLG51bGxdfQ", "eyJhZ2VuZGEiOltudWxsLFsxLDFdXX0"],
)
def test_a_forged_cursor_is_refused(cursor):
    with pytest.raises(Invalid, match="input.cursor"):
        decode(cursor, ["agenda"])
