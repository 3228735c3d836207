"""The routes that are not a service's method: signing in and out, oneself, health, the slip, the front page."""

import asyncio
from datetime import datetime
from functools import partial
from uuid import uuid4

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, PackageLoader
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from makam_gateway import __version__, bodies, contracts, security
from makam_gateway.endpoint import Endpoint
from makam_gateway.routes import SERVICES
from makam_gateway.routes.route import API, Route
from makam_gateway.sessions import signin
from makam_gateway.sessions.schemas import BeginSession
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import MakamError, Unavailable

SIGN_INS_AT_ONCE = 2  # each hashes on a core and in 64 MiB for a third of a second
SIGN_INS_IN_LINE = 20
PAGES = Environment(loader=PackageLoader("makam_gateway"), autoescape=True)
RECEIPT = Route(
    "GET",
    f"{API}/requests/{{request_id}}/receipt",
    "requests",
    "get_receipt",
    "Alındı belgesini verir: yazdırılacak sayfa, isteyene JSON",
    "Başvurular",
    page=True,
)


class SiteRoutes:
    """What the site itself answers."""

    def __init__(self, site):
        self.site = site
        self.receipt_of = Endpoint(RECEIPT, site)
        self.sign_ins = CapacityLimiter(SIGN_INS_AT_ONCE)

    async def begin_session(self, request: Request):
        """Sign in; the answer is the same for a wrong name and a wrong password."""
        security.check_origin(request)
        facts = BeginSession().read(await bodies.read(request))
        if self.sign_ins.statistics().tasks_waiting >= SIGN_INS_IN_LINE:
            raise Unavailable("service.busy", service="gateway")
        sign_in = partial(signin.sign_in, self.site.process, **facts, replaced=request.cookies.get(security.COOKIE))
        person, key = await to_thread.run_sync(sign_in, limiter=self.sign_ins)
        response = JSONResponse(_me(signin.actor_of(person)), status_code=201)
        security.set_cookie(response, key)
        return response

    async def end_session(self, request: Request):
        """Sign out."""
        security.check_origin(request)
        actor = await security.actor_of(request, self.site.process)
        await run_in_threadpool(signin.sign_out, self.site.process, actor, request.cookies[security.COOKIE])
        response = Response(status_code=204)
        response.delete_cookie(security.COOKIE, secure=True, httponly=True, samesite="lax", path="/")
        return response

    async def me(self, request: Request):
        """Who is signed in."""
        return JSONResponse(_me(await security.actor_of(request, self.site.process)))

    async def receipt(self, request: Request):
        """The slip that the citizen takes home: a page to print, or JSON for programs that ask for it."""
        actor = await security.actor_of(request, self.site.process)
        facts = await self.receipt_of.facts(request)
        slip = await self.receipt_of.ask(request, actor, facts)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(slip)
        page = PAGES.get_template("receipt.html").render(slip=slip, local=_local, url=self.site.settings.url)
        name = f"{slip['number']}.html"
        return HTMLResponse(page, headers={"Content-Disposition": f'inline; filename="{name}"'})

    async def front(self, request: Request):
        """The front page: what is behind this door."""
        return HTMLResponse(PAGES.get_template("front.html").render(version=__version__))

    async def docs(self, request: Request):
        """The API, readable."""
        return HTMLResponse(PAGES.get_template("api.html").render(document=self.site.openapi))

    async def alive(self, request: Request):
        """The process lives."""
        return JSONResponse({"status": "ok", "version": __version__})

    async def ready(self, request: Request):
        """Whether broker, database and every service answer; 503 with the missing ones named otherwise."""
        parts = await asyncio.gather(*(self._health_of(service) for service in SERVICES))
        own = await run_in_threadpool(self.site.process.health)
        found = {"gateway": own, **dict(zip(SERVICES, parts, strict=True))}
        well = all(part.get("database") == "ok" and part["contract_fits"] for part in parts) and own["database"] == "ok"
        return JSONResponse({"ready": well, "services": found}, status_code=200 if well else 503)

    async def _health_of(self, service):
        keys = self.site.process.keys
        try:
            token = keys.sign_service(audience=service, cause=uuid4())
            found = await self.site.services.call(
                service, "get_health", {}, token=token, call_id="health", writes=False
            )
        except MakamError as error:
            return {"service": service, "error": error.code, "contract_fits": False}
        return found | {"contract_fits": found["version"] == contracts.rpc(service)["version"]}


def _me(actor):
    return {"id": actor.id, "name": actor.name, "roles": sorted(actor.roles), "unit_ids": sorted(map(str, actor.units))}


def _local(instant):
    """An instant of the wire as the office writes it: ``19.10.2026 10.12``."""
    return f"{datetime.fromisoformat(instant).astimezone(ISTANBUL):%d.%m.%Y %H.%M}"
