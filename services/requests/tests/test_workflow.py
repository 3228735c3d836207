"""The table of states: what it allows, what it refuses, and that nothing waits in it for ever."""

from itertools import product

import pytest

from makam_kernel.errors import Conflict
from requests_service.requests.workflow import ALLOWED, OPEN, Status, move

PAIRS = list(product(Status, Status))
FINAL = {status for status in Status if not ALLOWED[status]}


def reachable(start):
    """Every status that a request can come to from this one."""
    found, new = set(), {start}
    while new:
        found |= new
        new = {target for status in new for target in ALLOWED[status]} - found
    return found


@pytest.mark.scenario("requests.10", part="table")
@pytest.mark.check("S74", "the states of requests")
@pytest.mark.parametrize(("current", "target"), PAIRS)
def test_a_request_moves_only_where_the_table_allows(current, target):
    if target in ALLOWED[current]:
        assert move(current, target) == target
        return
    with pytest.raises(Conflict, match="request.wrong_status") as refused:
        move(current, target)
    allowed = sorted(str(status) for status in ALLOWED[current])
    assert refused.value.details == {"state": str(current), "wanted": str(target), "allowed": allowed}


def test_every_status_has_its_row():
    assert set(ALLOWED) == set(Status)


def test_every_status_can_be_reached():
    assert reachable(Status.REGISTERED) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_request_can_end(status):
    assert reachable(status) & FINAL


def test_only_the_citizens_word_or_silence_ends_a_solved_request():
    assert ALLOWED[Status.SOLVED] == {Status.CONFIRMED, Status.OBJECTED, Status.UNCONFIRMED}


def test_open_is_what_somebody_has_to_act_on():
    ended = {"confirmed", "unconfirmed", "closed_with_reason", "withdrawn", "void"}
    assert {status for status in Status if status not in OPEN} == ended
