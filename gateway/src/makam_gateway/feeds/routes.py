"""The address of a feed, which a calendar program reads without signing in."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from makam_gateway import security
from makam_gateway.feeds.ics import written
from makam_gateway.feeds.models import Feed
from makam_gateway.limits import limits
from makam_gateway.people.acting import actor_of
from makam_gateway.people.models import Person
from makam_gateway.tokens.bearer import opened_by
from makam_kernel.clock import day_of
from makam_kernel.errors import Forbidden, NotFound

BEFORE, AFTER = timedelta(days=7), timedelta(days=92)
MOST_PAGES = 20
SCOPES = frozenset({"calendar.read", "entry.read", "entry.read_private"})
"""Whoever finds the address reads entries and nothing else."""


class FeedRoutes:
    """Calendars by a secret address. A wrong one, one that is over and one whose person may no longer see the calendar
    are not found alike, and wrong ones are counted."""

    def __init__(self, site):
        self.site = site

    async def calendar(self, request: Request):
        """A feed as a calendar program takes it."""
        process, place = self.site.process, security.address_of(request)
        await run_in_threadpool(limits.take, process, limits.FEED, place)
        feed, actor = await run_in_threadpool(self._opened, request.path_params["key"])
        await run_in_threadpool(limits.give_back, process, limits.FEED, place)
        today = day_of(process.clock.now())
        body = written(feed, await self._entries(request, feed, actor, today), today)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")

    def _opened(self, key):
        """The feed and its person as they are now."""
        process = self.site.process
        feed = opened_by(process, Feed, key)
        if feed:
            with process.database.reading() as session:
                person = session.get(Person, feed.person_id)
                if person.active:
                    return feed, replace(actor_of(session, person, process.clock.now()), scopes=SCOPES)
        raise NotFound("feed.not_found")

    async def _entries(self, request, feed, actor, today):
        """What the person may see of the calendar, from a week ago until three months ahead."""
        call_id, found = request.state.id, []
        token = self.site.process.keys.sign_person(actor, audience="agenda", call=call_id)
        ask = partial(self.site.services.call, "agenda", token=token, call_id=call_id, writes=False)
        calendar = {"calendar_id": str(feed.calendar_id)}
        try:
            await ask("get_calendar", calendar)
        except (Forbidden, NotFound):
            raise NotFound("feed.not_found") from None
        facts = calendar | {"limit": 100, "from_on": f"{today - BEFORE}", "until_on": f"{today + AFTER}"}
        for _ in range(MOST_PAGES):
            page = await ask("list_entries", facts)
            found += page["items"]
            if not page["next_cursor"]:
                break
            facts["cursor"] = page["next_cursor"]
        return found
