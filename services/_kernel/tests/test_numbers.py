"""Register numbers: unique, without gaps, never used again."""

import threading

import pytest
from conftest import parallel

from makam_kernel.numbers import next_number


@pytest.mark.promise("P23", part="one service, 200 at once")
def test_200_at_once_get_200_numbers_without_a_gap_though_some_fail(process):
    """P23: numbers are unique and without gaps; a transaction that fails gives its number back."""
    got, lock = [], threading.Lock()

    def take(fails):
        def work(session):
            number = next_number(session, "requests", 2026)
            if fails:
                raise ValueError
            return number

        try:
            number = process.database.run(work)
            with lock:
                got.append(number)
        except ValueError:
            pass

    parallel([lambda place=place: take(place % 5 == 0) for place in range(250)])
    assert sorted(got) == list(range(1, 201))


def test_each_book_and_each_year_begins_with_one(process):
    take = [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027)]
    got = [process.database.run(lambda session, at=at: next_number(session, *at)) for at in take]
    assert got == [1, 2, 1, 1]
