"""One viewer's stream: what happened, as far as they may read it, as server-sent events.

What goes out is the noun, the id and the service of what changed, and never a word: the page is read anew with the
viewer's own rights. Whether they may know of it is asked of its owner, a batch at a time, and remembered by nobody.
"""

import asyncio
import json

from makam_gateway.gathered.asking import Asking

BEAT_SECONDS = 10.0
GATHER_SECONDS = 0.25
MOST_WAITING = 500
MOST_ASKED = 200
RETRY = "retry: 3000\n\n"
RESET = "event: reset\ndata: {}\n\n"
END = "event: end\ndata: {}\n\n"


class Stream:
    """``concerns(heard)`` says what the page is about; ``viewer()`` gives the actor as they are now, None when their
    session is over. One that is not ``lasting`` ends when all is told."""

    def __init__(self, site, request, *, concerns, viewer, lasting):
        self.site, self.ring, self.request = site, site.ring, request
        self.concerns, self.viewer, self.lasting = concerns, viewer, lasting
        self.waiting = {}

    async def events(self, last_id):
        """The blocks to send. Whoever comes with an id that is not known any more is told to read all anew."""
        yield RETRY
        place = self.ring.end if last_id is None else self.ring.place_of(last_id)
        if place is None:
            place = self.ring.end
            yield RESET
        if last_id is None or not self.lasting:
            yield _mark(self.ring.clock())
        while True:
            if self.lasting:
                await self.ring.news(place, BEAT_SECONDS)
                await asyncio.sleep(GATHER_SECONDS if self.ring.end > place else 0)
            actor = await self.viewer()
            if actor is None:
                yield END
                return
            until, heard, place = self.ring.clock(), self.ring.since(place), self.ring.end
            if heard is None or not self._take(heard):
                self.waiting.clear()
                yield RESET + _mark(until)
            elif told := await self._visible(actor):
                yield "".join(map(_change, told))
            if not self.waiting:
                yield _mark(until)
            if not self.lasting:
                return

    def _take(self, heard):
        """Note what concerns the page, each thing once; false when it is too much to ask for."""
        for one in heard:
            if self.concerns(one):
                self.waiting[one.service, one.noun, one.id] = one
        return len(self.waiting) <= MOST_WAITING

    async def _visible(self, actor):
        """What of it the viewer may read. What an owner does not answer for waits."""
        if not self.waiting:
            return []
        asked = list(self.waiting.values())[:MOST_ASKED]
        subjects = {}
        for one in asked:
            subjects.setdefault(one.service, []).append(f"{one.noun}/{one.id}")
        asking = Asking(self.site, self.request, actor)
        open_to = asking.open_to("list_visible")
        answers = await asking.ask("list_visible", lambda name: {"subjects": subjects[name]}, list(subjects))
        told = []
        for one in asked:
            answer = answers.get(one.service)
            if answer and answer.code and one.service in open_to:
                continue
            del self.waiting[one.service, one.noun, one.id]
            if answer and f"{one.noun}/{one.id}" in answer.answer["subjects"]:
                told.append(one)
        return told


def _change(heard):
    facts = {"noun": heard.noun, "id": heard.id, "part": heard.service}
    return f"event: change\ndata: {json.dumps(facts)}\n\n"


def _mark(at_ms):
    """An id by itself, which a browser keeps and brings along when it returns; it also keeps the line open."""
    return f"id: {at_ms}\n\n"
