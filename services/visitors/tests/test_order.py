"""Whose turn it is: the rule itself, against a slow and plain solution."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from visitors_service.places.order import Reason, in_order


@dataclass(frozen=True)
class Waiting:
    number: int
    rank: int
    arrived_at: int
    prioritised: bool


@st.composite
def queues(draw):
    people = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 20)), max_size=30))
    return [
        Waiting(number=number, rank=rank, arrived_at=arrived, prioritised=rank < 5)
        for number, (rank, arrived) in enumerate(people, start=1)
    ]


def plainly(waiting, after, since):
    """The same by counting backwards through all calls before each single one."""
    calls = [True] * since  # whether each call was of a prioritised one
    left = list(waiting)
    while left:
        passed_over = 0
        for prioritised in reversed(calls):
            if not prioritised:
                break
            passed_over += 1
        general = [one for one in left if not one.prioritised]
        prioritised = [one for one in left if one.prioritised]
        if prioritised and (not general or passed_over < after):
            first = min(prioritised, key=lambda one: (one.rank, one.arrived_at, one.number))
        else:
            first = min(general, key=lambda one: (one.arrived_at, one.number))
        left.remove(first)
        calls.append(first.prioritised)
        yield first


@given(queues(), st.integers(1, 5), st.integers(0, 6))
def test_the_order_is_the_plain_one(waiting, after, since):
    ordered = [one for one, _reason in in_order(waiting, after=after, since=since)]
    assert ordered == list(plainly(waiting, after, since))


@given(queues(), st.integers(1, 5), st.integers(0, 6))
def test_nobody_is_lost_and_every_reason_fits(waiting, after, since):
    found = list(in_order(waiting, after=after, since=since))
    assert sorted(one.number for one, _reason in found) == [one.number for one in waiting]
    assert all((reason == Reason.PRIORITY) == one.prioritised for one, reason in found)


@given(queues(), st.integers(1, 5))
def test_who_waits_among_the_general_is_passed_over_by_so_many_and_no_more(waiting, after):
    streak = 0
    general = sum(not one.prioritised for one in waiting)
    for one, _reason in in_order(waiting, after=after, since=0):
        streak = streak + 1 if one.prioritised else 0
        general -= not one.prioritised
        assert streak <= after or general == 0
