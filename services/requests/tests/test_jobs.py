"""What becomes due: the citizen's silence."""

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import do_what_is_due, told

SOLVED, LAST, DUE = "2026-10-19 11:00", "2026-11-02 10:59", "2026-11-02 11:01"
CALLS = ("2026-10-20 10:00", "2026-10-21 14:30", "2026-10-26 09:15")


@pytest.fixture
def solved(small_office):
    return solve(small_office)


@pytest.fixture
def called(small_office, solved):
    """The same, after three calls that reached nobody."""
    return call_in_vain(small_office, solved, *CALLS)


def solve(office):
    """Mehmet's request, solved on 19 October."""
    routed = office.routed(citizen=office.mehmet)
    office.at(SOLVED)
    return office.solve(routed)


def call_in_vain(office, request, *times):
    """Let Sevil call at these times, and reach nobody."""
    for time in times:
        office.at(time)
        request = office.do(office.sevil, "try_confirmation", office.see(request), note="Ulaşılamadı")
    return request


def close_what_is_silent(office, now):
    office.at(now)
    do_what_is_due(office.process)


@pytest.mark.scenario("requests.18", part="silence")
def test_silence_closes_after_fourteen_days_once_and_is_no_confirmation(office):
    solved = call_in_vain(office, solve(office), *CALLS)
    assert (solved["status"], solved["tries"], solved["tried_days"]) == ("solved", 3, 3)
    close_what_is_silent(office, LAST)
    assert office.see(solved)["status"] == "solved"
    close_what_is_silent(office, DUE)
    close_what_is_silent(office, "2026-11-04 09:00")
    closed = office.see(solved)
    assert (closed["status"], closed["closed_by"]) == ("unconfirmed", "silence")
    assert [row["act"] for row in closed["history"]].count("unconfirmed") == 1
    assert [row.type for row in told(office.process)].count("request.unconfirmed.v1") == 1
    assert [notice["template"] for notice in office.notices(closed)].count("unconfirmed") == 1
    assert office.nermin.count_requests()["confirmed"] == 0


@pytest.mark.scenario("requests.18", part="two attempts, or three on one day, do not qualify")
@pytest.mark.parametrize(
    ("calls", "days"),
    [
        ((), 0),
        (CALLS[:2], 2),
        (("2026-10-20 09:00", "2026-10-20 13:00", "2026-10-20 23:59"), 1),
        (("2026-10-20 09:00", "2026-10-21 00:01", "2026-10-21 16:00"), 2),  # days are Istanbul's
    ],
    ids=["none", "two", "one day", "two days"],
)
def test_who_was_called_on_fewer_than_three_days_is_not_silent(office, calls, days):
    solved = solve(office)
    call_in_vain(office, solved, *calls)
    close_what_is_silent(office, DUE)
    waits = office.see(solved)
    assert (waits["status"], waits["tries"], waits["tried_days"]) == ("solved", len(calls), days)
    assert "unconfirmed" not in [notice["template"] for notice in office.notices(solved)]
    [line] = office.sevil.list_requests(status="solved", order="solved")["items"]
    assert (line["id"], line["tried_days"]) == (solved["id"], days)


@pytest.mark.scenario("requests.18", part="called after the fourteen days")
def test_the_call_of_the_third_day_closes_what_has_waited_long_enough(office):
    solved = call_in_vain(office, solve(office), CALLS[0])
    close_what_is_silent(office, DUE)
    waits = call_in_vain(office, solved, "2026-11-03 10:00", "2026-11-03 15:00")
    assert (waits["status"], waits["tried_days"]) == ("solved", 2)
    closed = call_in_vain(office, waits, "2026-11-04 10:00")
    assert (closed["status"], closed["closed_by"]) == ("unconfirmed", "silence")
    assert [row["act"] for row in closed["history"]][-2:] == ["not_reached", "unconfirmed"]
    assert [notice["template"] for notice in office.notices(closed)].count("unconfirmed") == 1
    assert [row.type for row in told(office.process)][-2:] == ["request.not_reached.v1", "request.unconfirmed.v1"]


def test_who_has_no_telephone_is_called_by_nobody(small_office):
    """They were written to, or come to the desk."""
    without = {name: value for name, value in small_office.ayse.items() if name != "phone"}
    routed = small_office.routed(citizen=without)
    small_office.at(SOLVED)
    solved = small_office.solve(routed)
    close_what_is_silent(small_office, LAST)
    assert small_office.see(solved)["status"] == "solved"
    close_what_is_silent(small_office, DUE)
    assert small_office.see(solved)["status"] == "unconfirmed"


@pytest.mark.scenario("requests.18", part="reopened")
def test_a_silent_citizen_who_speaks_within_thirty_days_is_heard(small_office, called):
    close_what_is_silent(small_office, DUE)
    small_office.at("2026-11-05 14:00")
    again = small_office.do(small_office.sevil, "reopen_request", small_office.see(called), note="Sokak hâlâ karanlık")
    assert (again["status"], again["reopen_count"], again["closed_at"]) == ("reopened", 1, None)


def test_later_a_new_request_is_needed(small_office, called):
    close_what_is_silent(small_office, DUE)
    small_office.at("2026-12-03 14:00")
    with pytest.raises(Conflict, match="request.reopen_too_late"):
        small_office.do(small_office.sevil, "reopen_request", small_office.see(called), note="Sokak hâlâ karanlık")


def test_who_spoke_is_not_closed(small_office, called):
    small_office.do(small_office.sevil, "confirm_request", called, answer="yes")
    close_what_is_silent(small_office, DUE)
    assert small_office.see(called)["status"] == "confirmed"


def test_who_was_asked_anew_has_fourteen_days_and_three_calls_again(small_office, called):
    small_office.at("2026-10-26 11:00")
    objected = small_office.do(small_office.sevil, "confirm_request", called, answer="no")
    again = small_office.do(small_office.nermin, "decide_request", objected, decision="reopen")
    anew = small_office.do(
        small_office.derya,
        "solve_request",
        small_office.do(small_office.derya, "start_request", again),
        solution="Bitti.",
    )
    assert (anew["tries"], anew["tried_days"]) == (0, 0)
    call_in_vain(small_office, anew, "2026-10-27 10:00", "2026-10-28 10:00", "2026-10-30 10:00")
    close_what_is_silent(small_office, DUE)
    assert small_office.see(called)["status"] == "solved"
    close_what_is_silent(small_office, "2026-11-09 11:01")
    assert small_office.see(called)["status"] == "unconfirmed"
