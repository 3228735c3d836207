"""What becomes due: the citizen's silence."""

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing import do_what_is_due, told

SOLVED, LAST, DUE = "2026-10-19 11:00", "2026-11-02 10:59", "2026-11-02 11:01"


@pytest.fixture
def solved(small_office):
    return solve(small_office)


def solve(office):
    """Mehmet's request, solved on 19 October."""
    routed = office.routed(citizen=office.mehmet)
    office.at(SOLVED)
    return office.solve(routed)


def close_what_is_silent(office, now):
    office.at(now)
    do_what_is_due(office.process)


@pytest.mark.scenario("requests.18", part="silence")
def test_silence_closes_after_fourteen_days_once_and_is_no_confirmation(office):
    solved = solve(office)
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


@pytest.mark.scenario("requests.18", part="reopened")
def test_a_silent_citizen_who_speaks_within_thirty_days_is_heard(small_office, solved):
    close_what_is_silent(small_office, DUE)
    small_office.at("2026-11-05 14:00")
    again = small_office.do(small_office.sevil, "reopen_request", small_office.see(solved), note="Sokak hâlâ karanlık")
    assert (again["status"], again["reopen_count"], again["closed_at"]) == ("reopened", 1, None)


def test_later_a_new_request_is_needed(small_office, solved):
    close_what_is_silent(small_office, DUE)
    small_office.at("2026-12-03 14:00")
    with pytest.raises(Conflict, match="request.reopen_too_late"):
        small_office.do(small_office.sevil, "reopen_request", small_office.see(solved), note="Sokak hâlâ karanlık")


def test_who_spoke_is_not_closed(small_office, solved):
    small_office.do(small_office.sevil, "confirm_request", solved, answer="yes")
    close_what_is_silent(small_office, DUE)
    assert small_office.see(solved)["status"] == "confirmed"


def test_who_was_asked_anew_has_fourteen_days_again(small_office, solved):
    small_office.at("2026-10-26 11:00")
    objected = small_office.do(small_office.sevil, "confirm_request", solved, answer="no")
    again = small_office.do(small_office.nermin, "decide_request", objected, decision="reopen")
    small_office.do(
        small_office.derya,
        "solve_request",
        small_office.do(small_office.derya, "start_request", again),
        solution="Bitti.",
    )
    close_what_is_silent(small_office, DUE)
    assert small_office.see(solved)["status"] == "solved"
    close_what_is_silent(small_office, "2026-11-09 11:01")
    assert small_office.see(solved)["status"] == "unconfirmed"
