"""Plays what happens in its order of business time; what happens at one instant happens side by side."""

from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from makam_kernel.clock import day_of
from makam_tools.demonstration.office import Refused

AT_ONCE = 8
OVERTAKEN = {409, 412}


def play(acts, set_clock, say):
    """``acts`` are pairs of an instant and a function."""
    told = None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for instant, group in groupby(sorted(acts, key=lambda act: act[0]), key=lambda act: act[0]):
            if day_of(instant) != told:
                told = day_of(instant)
                say(f"  {told:%d.%m.%Y}…")
            set_clock(instant)
            list(pool.map(_do, group))


def _do(act):
    """What was interrupted days ago may be overtaken: silence has closed it, the house's closing has marked it."""
    try:
        act[1]()
    except Refused as refused:
        if refused.status not in OVERTAKEN:
            raise
