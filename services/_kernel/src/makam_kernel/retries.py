"""When what failed is tried again: eight tries over about a day, then it waits for a person."""

from datetime import timedelta

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 2 * 3600, 6 * 3600, 15 * 3600))


def next_try(attempts, at):
    """The instant of the next try after ``attempts`` failed ones, the last at ``at``; None when it is to be parked."""
    return at + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
