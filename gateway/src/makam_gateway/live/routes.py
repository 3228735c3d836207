"""The routes of live pages."""

from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from makam_gateway import security
from makam_gateway.gathered.asking import Asking
from makam_gateway.live.stream import Stream
from makam_gateway.sessions import signin
from makam_kernel.errors import Forbidden, NotFound, Unavailable

KIND = "text/event-stream"
MOST_STREAMS = 10
"""Of one session: a person has so many tabs open, and no more."""

RETRY_SECONDS = 30
QUEUE = ("place", "public_day")


class LiveRoutes:
    """Streams for people who are signed in. A client that does not ask for an event stream gets what there is to tell
    since ``Last-Event-ID``, and the end."""

    def __init__(self, site):
        self.site, self.open = site, Counter()

    async def today(self, request: Request):
        """What changes on the mayor's day."""
        return await self._stream(request, "today.read", lambda heard: True)

    async def follow_up(self, request: Request):
        """What changes on the follow-up board."""
        return await self._stream(request, "follow_up.read", lambda heard: True)

    async def queue(self, request: Request):
        """What changes in the queue of a public day."""
        id, visitor = str(request.path_params["public_day_id"]), await self._visitor(request)
        asked = await Asking(self.site, request, visitor.actor).ask(
            "list_visible", {"subjects": [f"public_day/{id}"]}, ["visitors"]
        )
        found = asked.get("visitors")
        if found and found.code:
            raise Unavailable(found.code, service="visitors")
        if not found or not found.answer["subjects"]:
            raise NotFound("public_day.not_found")
        return await self._stream(
            request, None, lambda heard: heard.noun in QUEUE and id in (heard.id, heard.public_day_id)
        )

    async def _stream(self, request, action, concerns):
        process, visitor = self.site.process, await self._visitor(request)
        if action and not process.service.policy.may(visitor.actor, action):
            raise Forbidden("action.not_allowed", action=action)
        if self.open[visitor.session.id] >= MOST_STREAMS:
            raise Forbidden("limit.exceeded", retry_after=RETRY_SECONDS)

        async def viewer():
            key = request.cookies[security.COOKIE]
            now = await run_in_threadpool(signin.visitor_of, process, key, touch=False)
            allowed = now and now.state == "full" and (not action or process.service.policy.may(now.actor, action))
            return now.actor if allowed else None

        lasting = KIND in request.headers.get("accept", "")
        stream = Stream(self.site, request, concerns=concerns, viewer=viewer, lasting=lasting)
        blocks = self._counted(visitor.session.id, stream.events(request.headers.get("last-event-id")))
        return StreamingResponse(blocks, media_type=KIND, headers={"X-Accel-Buffering": "no"})

    async def _visitor(self, request):
        """A person whose session is whole; other systems hear by subscribing."""
        if await security.system_of(request, self.site.process):
            raise Forbidden("session.person_needed")
        visitor = await security.visitor_of(request, self.site.process)
        security.check_whole(visitor)
        return visitor

    async def _counted(self, session_id, blocks):
        self.open[session_id] += 1
        try:
            async for block in blocks:
                yield block
        finally:
            self.open[session_id] -= 1
            if not self.open[session_id]:
                del self.open[session_id]
