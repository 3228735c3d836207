"""What was heard of all services lately, in this process: enough to go on after a connection was lost for a while."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

MOST = 5000
OVERLAP_MS = 5000
"""So far back are things told again to whoever returns: another process may have heard them that much later. Nothing is
harmed by it: what is told is that something may be read anew."""


@dataclass(frozen=True)
class Heard:
    """That something happened to a thing of a service; ``public_day_id`` where it belongs to a public day."""

    at_ms: int
    service: str
    noun: str
    id: str
    public_day_id: str | None = None


class Ring:
    """The latest of what was heard. A place in it is a number; an id, which crosses processes, an instant of the
    machine: it tells nothing about what others did meanwhile."""

    def __init__(self, most=MOST, clock=lambda: int(time.time() * 1000)):
        self.clock = clock
        self.heard, self.first = deque(), 0
        self.most, self.whole_since = most, None
        self._news = asyncio.Event()

    @property
    def end(self):
        """The place after the last."""
        return self.first + len(self.heard)

    def begin(self):
        """From now on nothing is missed."""
        self.whole_since = self.clock()

    def lose(self):
        """Something may have been missed: nobody can go on from what they know."""
        self.first, self.whole_since = self.end + 1, None
        self.heard.clear()
        self._wake()

    def hear(self, service, noun, id, public_day_id=None):
        """Take in what happened."""
        self.heard.append(Heard(self.clock(), service, noun, id, public_day_id))
        while len(self.heard) > self.most:
            self.whole_since = self.heard.popleft().at_ms
            self.first += 1
        self._wake()

    def place_of(self, id):
        """The place to go on from after an id; None when it is not known what happened since."""
        try:
            since = int(id) if len(id) < 16 else None
        except ValueError:
            since = None
        if since is None or self.whole_since is None or not self.whole_since <= since <= self.clock() + OVERLAP_MS:
            return None
        later = sum(one.at_ms >= since - OVERLAP_MS for one in self.heard)
        return self.end - later

    def since(self, place):
        """What was heard from a place on; None when some of it is gone."""
        if place < self.first:
            return None
        return [self.heard[number] for number in range(place - self.first, len(self.heard))]

    async def news(self, place, seconds):
        """Wait until there is something after the place, but no longer."""
        if place < self.end:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    def _wake(self):
        self._news.set()
        self._news = asyncio.Event()
