"""Waiting for a condition, never longer than a bound."""

import time


def wait_until(what, holds, seconds):
    """The first true answer of ``holds()``; an assertion that names ``what`` when there is none in time."""
    until = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < until, f"{what}: not within {seconds} s"
        time.sleep(0.05)
    return found


def holds_within(holds, seconds):
    """Whether it came to hold in time, for a check that tells more than that it did not."""
    until = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < until:
        time.sleep(0.05)
    return found
