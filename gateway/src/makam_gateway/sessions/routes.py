"""The routes of signing in and out, and of what is one's own: sessions, password, second factor."""

from functools import partial
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from makam_gateway import bodies, security
from makam_gateway.credentials.schemas import (
    BackupCodesView,
    ChangePassword,
    GiveCode,
    TotpSecretView,
)
from makam_gateway.sessions import endings, own, signin
from makam_gateway.sessions.schemas import BeginSession, MeView, Nothing, SessionList
from makam_kernel.errors import Forbidden, Unavailable

HASHES_AT_ONCE = 2  # each takes a core and 64 MiB for a third of a second
HASHES_IN_LINE = 20


class SessionRoutes:
    """One's own session, and what one proves oneself with."""

    def __init__(self, site):
        self.process = site.process
        self.hashing = CapacityLimiter(HASHES_AT_ONCE)

    async def begin_session(self, request: Request):
        """Sign in; the answer is the same for a wrong name and a wrong password."""
        security.check_origin(request)
        facts = await _read(request, BeginSession)
        key = await self._hash(signin.sign_in, self.process, security.door_of(request), **facts)
        visitor = await run_in_threadpool(signin.visitor_of, self.process, key)
        response = await self._me(visitor, status=201)
        security.set_cookie(response, key)
        return response

    async def end_session(self, request: Request):
        """Sign out."""
        visitor, _ = await self._asked(request, Nothing, self._visitor)
        key = request.cookies[security.COOKIE]
        await run_in_threadpool(self.process.work, visitor.actor, lambda tx: endings.end_key(tx, key))
        response = Response(status_code=204)
        security.delete_cookie(response)
        return response

    async def give_code(self, request: Request):
        """Give the second factor, for a session that began without one."""
        visitor, facts = await self._asked(request, GiveCode, self._visitor)
        await run_in_threadpool(own.give_code, self.process, visitor, **facts)
        return Response(status_code=204)

    async def me(self, request: Request):
        """Who is signed in, be it another system."""
        if system := await security.system_of(request, self.process):
            return self._shown(MeView, own.actor_shown(self.process, system))
        return await self._me(await self._visitor(request))

    async def list_sessions(self, request: Request):
        """One's sessions."""
        visitor = await self._whole(request)
        found = await run_in_threadpool(own.sessions, self.process, visitor)
        return self._shown(SessionList, found)

    async def end_one(self, request: Request):
        """End one of one's sessions."""
        visitor, _ = await self._asked(request, Nothing, self._whole)
        id = UUID(str(request.path_params["session_id"]))
        await run_in_threadpool(own.end_session, self.process, visitor, id)
        return Response(status_code=204)

    async def end_others(self, request: Request):
        """End all of one's sessions but the present one."""
        visitor, _ = await self._asked(request, Nothing, self._whole)
        await run_in_threadpool(own.end_others, self.process, visitor)
        return Response(status_code=204)

    async def change_password(self, request: Request):
        """Choose another password."""
        visitor, facts = await self._asked(request, ChangePassword, self._visitor)
        await self._hash(own.change_password, self.process, visitor, **facts)
        return Response(status_code=204)

    async def begin_totp(self, request: Request):
        """A secret for an authenticator program."""
        visitor, _ = await self._asked(request, Nothing, self._with_password)
        return self._shown(TotpSecretView, await run_in_threadpool(own.begin_totp, self.process, visitor), status=201)

    async def confirm_totp(self, request: Request):
        """Have the second factor count from now on."""
        visitor, facts = await self._asked(request, GiveCode, self._with_password)
        return self._shown(BackupCodesView, await run_in_threadpool(own.confirm_totp, self.process, visitor, **facts))

    async def remove_totp(self, request: Request):
        """Give the second factor up."""
        visitor, facts = await self._asked(request, GiveCode, self._with_password)
        await run_in_threadpool(own.remove_totp, self.process, visitor, **facts)
        return Response(status_code=204)

    async def renew_backup_codes(self, request: Request):
        """Other backup codes."""
        visitor, facts = await self._asked(request, GiveCode, self._with_password)
        found = await run_in_threadpool(own.renew_backup_codes, self.process, visitor, **facts)
        return self._shown(BackupCodesView, found)

    async def _asked(self, request, schema, who):
        """Who asks, then what: nobody's words are read before."""
        security.check_origin(request)
        return await who(request), await _read(request, schema)

    async def _visitor(self, request):
        if await security.system_of(request, self.process):
            raise Forbidden("session.person_needed")
        return await security.visitor_of(request, self.process)

    async def _whole(self, request):
        visitor = await self._visitor(request)
        security.check_whole(visitor)
        return visitor

    async def _with_password(self, request):
        """Whoever must choose a password first sets up nothing before."""
        visitor = await self._visitor(request)
        if visitor.state == "password_change_needed":
            security.check_whole(visitor)
        return visitor

    async def _me(self, visitor, status=200):
        return self._shown(MeView, await run_in_threadpool(own.shown, self.process, visitor), status=status)

    async def _hash(self, work, *arguments, **facts):
        """Work that hashes passwords: a few at once, a few more in line."""
        if self.hashing.statistics().tasks_waiting >= HASHES_IN_LINE:
            raise Unavailable("service.busy", service="gateway")
        return await to_thread.run_sync(partial(work, *arguments, **facts), limiter=self.hashing)

    @staticmethod
    def _shown(view, facts, status=200):
        return JSONResponse(view().dump(facts), status_code=status)


async def _read(request, schema):
    return schema().read(await bodies.read(request))
