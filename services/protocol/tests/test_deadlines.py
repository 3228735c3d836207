"""T−n and T+n, and the run sheet: the service answers as somebody does who walks a calendar, or a clock, by hand."""

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Conflict
from makam_kernel.holidays import OFFICIAL
from makam_kernel.workdays import WorkCalendar
from protocol_service.ceremonies.deadlines import workday_from
from protocol_service.ceremonies.order import from_lower_to_higher, laid_out

CALENDAR = WorkCalendar()
CLOSED = {holiday.day for holiday in OFFICIAL if holiday.whole_day}
NOON = datetime(2027, 1, 20, 12, tzinfo=ISTANBUL)

days = st.dates(date(2024, 9, 1), date(2032, 6, 30))
lines = st.tuples(st.integers(-30, 90), st.integers(1, 20), st.just(False))
names = st.sampled_from(["Gülşen ÇETİN", "Halil ÖZTÜRK", "Elif KARACA", "Işık IŞIK", "İnci İNCE"])
speakers = st.lists(st.tuples(names, st.integers(1, 3), st.integers(1, 9)), max_size=5, unique_by=lambda one: one[0])


def walked(day, steps):
    """One day after the other, counting those on which the office works."""
    step = timedelta(days=1 if steps > 0 else -1)
    while steps:
        day += step
        if day.weekday() < 5 and day not in CLOSED:
            steps -= 1 if steps > 0 else -1
    return day


@given(day=days, offset=st.integers(-90, 60))
def test_a_day_is_so_many_workdays_away_as_one_walks(day, offset):
    assert workday_from(CALENDAR, day, offset) == walked(day, offset)


@pytest.mark.scenario("protocol.S22", part="the days")
@pytest.mark.parametrize(
    ("offset", "day"),
    [(-15, "2026-12-29"), (-13, "2026-12-31"), (-12, "2027-01-04"), (-2, "2027-01-18"), (0, "2027-01-20")],
)
def test_new_year_is_skipped(offset, day):
    """Dates from T-15 on for 20.01.2027, workdays, 01.01.2027 skipped."""
    assert workday_from(CALENDAR, date(2027, 1, 20), offset) == date.fromisoformat(day)


def a_speaker(name, rank, minutes):
    return {"name": name, "office": "Makam", "rank": rank, "minutes": minutes}


def a_line(minute, minutes, speeches):
    return {"minute": minute, "minutes": minutes, "what": f"{minute}", "speeches": speeches}


@given(timed=st.lists(lines, max_size=6), begin=st.integers(-10, 60), spoken=speakers)
def test_a_run_sheet_is_minute_by_minute_or_refused(timed, begin, spoken):
    """Whoever marks the minutes of each line on a strip of paper finds one marked twice, or has the run sheet."""
    sheet = [*(a_line(*one) for one in timed), a_line(begin, 3, True)]
    speaking = [a_speaker(*one) for one in spoken]
    longest = sum(one["minutes"] for one in speaking) or 3
    strips = [range(m, m + n) for m, n, _ in timed] + [range(begin, begin + longest)]
    minutes = [minute for strip in strips for minute in strip]
    if len(minutes) != len(set(minutes)):
        with pytest.raises(Conflict, match="ceremony.run_sheet_overlap"):
            laid_out(sheet, speaking, NOON)
        return
    found = laid_out(sheet, speaking, NOON)
    marked = [at for line in found for at in _minutes(line)]
    assert marked == sorted(minutes)
    assert len(found) == len(timed) + max(1, len(speaking))


@given(spoken=speakers)
def test_the_lower_speaks_before_the_higher(spoken):
    """Of all orders, it is the one in which nobody speaks after somebody lower, and equals go by the alphabet's end."""
    alphabet = ["ÇETİN", "IŞIK", "İNCE", "KARACA", "ÖZTÜRK"]

    def place(one):
        return one[1], alphabet.index(one[0].split()[1])

    def is_right(order):
        return all(place(one) > place(two) for one, two in zip(order, order[1:], strict=False))

    [expected] = [order for order in permutations(spoken) if is_right(order)]
    found = from_lower_to_higher([a_speaker(*one) for one in spoken])
    assert [one["name"] for one in found] == [one[0] for one in expected]


def _minutes(line):
    first, end = (round((line[name] - NOON) / timedelta(minutes=1)) for name in ("at", "until_at"))
    return range(first, end)
