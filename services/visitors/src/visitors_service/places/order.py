"""In which order those who wait are called, and why: a function of who waits and of nothing else."""

from collections import deque
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody has their place in the order."""

    PRIORITY = "priority"
    AFTER_PRIORITY = "after_priority"
    ARRIVAL = "arrival"


def in_order(waiting, *, after, since):
    """Those who wait, each with the reason, as they would be called if nobody else came.

    Prioritised ones go by their class, then by arrival; after ``after`` of them it is the turn of the general one who
    has waited longest. ``since`` is how many prioritised ones were called since the last general one.
    """
    first = deque(sorted((one for one in waiting if one.prioritised), key=by_class))
    general = deque(sorted((one for one in waiting if not one.prioritised), key=by_arrival))
    while first or general:
        reason = turn(bool(first), bool(general), after=after, since=since)
        since = since + 1 if reason == Reason.PRIORITY else 0
        yield (first if reason == Reason.PRIORITY else general).popleft(), reason


def turn(prioritised_wait, general_wait, *, after, since):
    """Whose turn it is, as the reason for the call."""
    if not prioritised_wait:
        return Reason.ARRIVAL
    return Reason.AFTER_PRIORITY if general_wait and since >= after else Reason.PRIORITY


def by_class(one):
    """The order of the prioritised."""
    return one.rank, one.arrived_at, one.number


def by_arrival(one):
    """The order of the general; of two who came together, the one with the smaller number."""
    return one.arrived_at, one.number
