"""Official holidays and the counting of working days."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Invalid
from makam_kernel.holidays import Kind
from makam_kernel.workdays import WorkCalendar

CALENDAR = WorkCalendar()
LEAVE_ON_A_BRIDGE_DAY = {date(2026, 10, 30): "İdari izin"}
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


def days_off(first, last, calendar=CALENDAR):
    return [holiday.day for holiday in calendar.holidays_between(first, last) if holiday.whole_day]


def afternoons_off(year):
    found = CALENDAR.holidays_between(date(year, 1, 1), date(year, 12, 31))
    return [holiday.day for holiday in found if holiday.starts == time(13)]


class TestHolidays:
    @pytest.mark.parametrize(
        ("year", "ramazan", "kurban"),
        [
            (2026, (date(2026, 3, 20), date(2026, 3, 22)), (date(2026, 5, 27), date(2026, 5, 30))),
            (2027, (date(2027, 3, 9), date(2027, 3, 11)), (date(2027, 5, 16), date(2027, 5, 19))),
            (2028, (date(2028, 2, 26), date(2028, 2, 28)), (date(2028, 5, 5), date(2028, 5, 8))),
            (2030, (date(2030, 2, 4), date(2030, 2, 6)), (date(2030, 4, 13), date(2030, 4, 16))),
        ],
    )
    def test_religious_feasts_are_those_of_diyanet(self, year, ramazan, kurban):
        found = CALENDAR.holidays_between(date(year, 1, 1), date(year, 12, 31))
        for name, (first, last) in {"Ramazan Bayramı": ramazan, "Kurban Bayramı": kurban}.items():
            days = [holiday.day for holiday in found if holiday.name == name]
            assert (days[0], days[-1], len(days)) == (first, last, (last - first).days + 1)

    def test_three_holidays_of_a_year_begin_in_the_afternoon_before(self):
        assert afternoons_off(2026) == [date(2026, 3, 19), date(2026, 5, 26), date(2026, 10, 28)]
        assert afternoons_off(2027) == [date(2027, 3, 8), date(2027, 5, 15), date(2027, 10, 28)]
        assert afternoons_off(2028) == [date(2028, 2, 25), date(2028, 5, 4), date(2028, 10, 28)]

    @pytest.mark.parametrize(
        "saturday",
        [date(2026, 5, 2), date(2027, 1, 2), date(2027, 4, 24), date(2027, 10, 30), date(2029, 2, 17)],
    )
    def test_a_holiday_that_ends_on_friday_takes_the_saturday(self, saturday):
        assert days_off(saturday, saturday) == [saturday]

    def test_a_holiday_that_goes_on_after_friday_adds_no_saturday(self):
        names = [holiday.name for holiday in CALENDAR.holidays_between(date(2026, 3, 20), date(2026, 3, 22))]
        assert names == ["Ramazan Bayramı"] * 3

    def test_two_holidays_may_share_a_day(self):
        kinds = {holiday.kind for holiday in CALENDAR.holidays_between(date(2027, 5, 19), date(2027, 5, 19))}
        assert kinds == {Kind.OFFICIAL, Kind.RELIGIOUS}


class TestWorkdays:
    @pytest.mark.parametrize(
        ("receipt", "n", "due"),
        [
            (date(2027, 3, 5), 5, date(2027, 3, 17)),
            (date(2027, 4, 22), 3, date(2027, 4, 28)),
            (date(2027, 10, 27), 3, date(2027, 11, 2)),
            (date(2026, 11, 24), 15, date(2026, 12, 15)),
            (date(2027, 5, 14), 3, date(2027, 5, 24)),
            (date(2026, 12, 28), 5, date(2027, 1, 5)),
            (date(2026, 10, 19), 5, date(2026, 10, 26)),
            (date(2026, 10, 27), 3, date(2026, 11, 2)),  # a pothole reported two days before 29 October
            (date(2026, 10, 16), 15, date(2026, 11, 9)),  # law 4982 art. 11: 15 working days …
            (date(2026, 10, 16), 30, date(2026, 11, 30)),  # … or 30
        ],
    )
    def test_a_term_is_counted_from_the_day_after_receipt(self, receipt, n, due):
        assert CALENDAR.add_workdays(receipt, n) == due

    def test_a_morning_before_a_holiday_is_a_workday(self):
        assert CALENDAR.is_workday(date(2026, 10, 28))
        assert not CALENDAR.is_workday(date(2026, 10, 29))

    def test_a_term_that_ends_on_sunday_is_acted_on_by_friday(self):
        assert CALENDAR.last_workday_on_or_before(date(2026, 11, 15)) == date(2026, 11, 13)
        assert CALENDAR.last_workday_on_or_before(date(2026, 11, 13)) == date(2026, 11, 13)

    def test_the_workday_before_is_never_the_day_itself(self):
        assert CALENDAR.previous_workday(date(2026, 10, 30)) == date(2026, 10, 28)

    @given(DAYS, st.integers(0, 60), st.dictionaries(DAYS, st.sampled_from(["İdari izin", None]), max_size=5))
    def test_a_term_is_found_by_crossing_out_days_one_by_one(self, day, n, extra):
        calendar = WorkCalendar(extra)
        crossed_out = set(days_off(day, date(2032, 12, 31), calendar))
        workdays = [
            each
            for each in (day + timedelta(days=k) for k in range(1, 150))
            if each.strftime("%a") not in ("Sat", "Sun") and each not in crossed_out
        ]
        assert calendar.add_workdays(day, n) == [day, *workdays][n]

    @given(DAYS.filter(lambda day: day > date(2024, 2, 1)))
    def test_going_back_from_the_next_workday_is_the_last_one(self, day):
        following = CALENDAR.add_workdays(day, 1)
        assert CALENDAR.previous_workday(following) == CALENDAR.last_workday_on_or_before(day)

    def test_terms_do_not_run_backwards(self):
        with pytest.raises(ValueError):
            CALENDAR.add_workdays(date(2026, 10, 27), -1)

    def test_an_instant_is_not_a_day(self):
        with pytest.raises(TypeError):
            CALENDAR.is_workday(datetime(2026, 10, 29, 9))


class TestWorkhours:
    @pytest.mark.parametrize(
        ("since", "hours", "due"),
        [
            ("2026-11-24 10:00", 4, "2026-11-24 15:00"),
            ("2026-11-24 13:30", 4, "2026-11-24 17:30"),
            ("2026-11-24 12:45", 1, "2026-11-24 14:30"),
            ("2026-11-24 16:30", 4, "2026-11-25 11:30"),
            ("2026-11-27 20:00", 4, "2026-11-30 12:30"),  # from Friday evening to Monday noon
            ("2026-10-28 11:00", 4, "2026-10-30 11:00"),  # the afternoon of the 28th, and the 29th, are free
        ],
    )
    def test_a_term_in_hours_runs_while_the_office_works(self, since, hours, due):
        since, due = (datetime.fromisoformat(text).replace(tzinfo=ISTANBUL) for text in (since, due))
        assert CALENDAR.add_workhours(since, timedelta(hours=hours)) == due

    @given(DAYS, st.integers(0, 24 * 60 - 1), st.integers(1, 20 * 60))
    def test_a_term_is_found_by_counting_minute_by_minute(self, day, minute, minutes):
        now = since = datetime.combine(day, time(), ISTANBUL) + timedelta(minutes=minute)
        days, left = {}, minutes
        while left:
            if now.date() not in days:
                days[now.date()] = _minutes_of(now.date())
            left -= now.hour * 60 + now.minute in days[now.date()]
            now += timedelta(minutes=1)
        assert CALENDAR.add_workhours(since, timedelta(minutes=minutes)) == now

    def test_a_term_lasts(self):
        with pytest.raises(ValueError):
            CALENDAR.add_workhours(datetime(2026, 11, 24, 10, tzinfo=ISTANBUL), timedelta())


def _minutes_of(day):
    """The minutes of the day in which the office works."""
    morning, afternoon = set(range(8 * 60 + 30, 12 * 60 + 30)), set(range(13 * 60 + 30, 17 * 60 + 30))
    if not CALENDAR.is_workday(day):
        return set()
    return morning if CALENDAR.holidays_between(day, day) else morning | afternoon


class TestLocalTable:
    def test_leave_by_circular_is_not_a_workday(self):
        calendar = WorkCalendar(LEAVE_ON_A_BRIDGE_DAY)
        assert calendar.add_workdays(date(2026, 10, 27), 3) == date(2026, 11, 3)
        (leave,) = calendar.holidays_between(date(2026, 10, 30), date(2026, 10, 30))
        assert (leave.name, leave.kind) == ("İdari izin", Kind.LOCAL)

    def test_leave_may_close_the_morning_before_a_holiday_too(self):
        assert not WorkCalendar({date(2026, 10, 28): "İdari izin"}).is_workday(date(2026, 10, 28))

    def test_a_holiday_taken_out_is_a_workday(self):
        assert WorkCalendar({date(2026, 5, 29): None}).is_workday(date(2026, 5, 29))

    def test_a_weekend_stays_a_weekend(self):
        assert not WorkCalendar({date(2027, 10, 30): None}).is_workday(date(2027, 10, 30))

    def test_one_office_does_not_change_another(self):
        WorkCalendar(LEAVE_ON_A_BRIDGE_DAY)
        assert CALENDAR.is_workday(date(2026, 10, 30))


class TestUnknownYears:
    @pytest.mark.parametrize(
        ("ask", "year"),
        [
            (lambda: CALENDAR.is_workday(date(2033, 1, 3)), 2033),
            (lambda: CALENDAR.add_workdays(date(2032, 12, 31), 1), 2033),
            (lambda: CALENDAR.add_workdays(date(2023, 12, 29), 0), 2023),
            (lambda: CALENDAR.previous_workday(date(2024, 1, 2)), 2023),
            (lambda: CALENDAR.holidays_between(date(2032, 1, 1), date(2033, 1, 1)), 2033),
        ],
    )
    def test_a_year_outside_the_table_is_refused(self, ask, year):
        with pytest.raises(Invalid, match="workdays.unknown_year") as refusal:
            ask()
        assert refusal.value.details == {"year": year}
