"""The routes that are not a service's method: health, the slip, the pages of the API."""

import asyncio
from datetime import datetime
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from makam_gateway import __version__, contracts, pages, security
from makam_gateway.endpoint import Endpoint
from makam_gateway.routes import SERVICES
from makam_gateway.routes.route import API, Route
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import MakamError

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

    async def receipt(self, request: Request):
        """The slip that the citizen takes home: a page to print, or JSON for programs that ask for it."""
        actor = await security.actor_of(request, self.site.process)
        facts = await self.receipt_of.facts(request)
        slip = await self.receipt_of.ask(request, actor, facts)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(slip)
        page = pages.render("receipt.html", slip=slip, local=_local, url=self.site.settings.url)
        name = f"{slip['number']}.html"
        return HTMLResponse(page, headers={"Content-Disposition": f'inline; filename="{name}"'})

    async def docs(self, request: Request):
        """The API, readable."""
        return HTMLResponse(pages.render("api.html", document=self.site.openapi))

    async def events(self, request: Request):
        """What every service tells, for programs."""
        return JSONResponse({"version": __version__, "services": contracts.asyncapi()})

    async def event_docs(self, request: Request):
        """What every service tells, readable."""
        return HTMLResponse(pages.render("events.html", version=__version__, services=contracts.asyncapi()))

    async def alive(self, request: Request):
        """The process lives."""
        return JSONResponse({"status": "ok", "version": __version__})

    async def ready(self, request: Request):
        """Whether broker, database and every service answer; 503 with the missing ones named otherwise. How they are in
        full, the operator alone asks."""
        states = await asyncio.gather(*(self._state_of(service) for service in SERVICES))
        own = await run_in_threadpool(self.site.process.health)
        found = {"gateway": _told(own["database"]), **dict(zip(SERVICES, states, strict=True))}
        well = set(found.values()) == {"ok"}
        return JSONResponse({"ready": well, "services": found}, status_code=200 if well else 503)

    async def _state_of(self, service):
        keys = self.site.process.keys
        try:
            token = keys.sign_service(audience=service, cause=uuid4())
            found = await self.site.services.call(
                service, "get_health", {}, token=token, call_id="health", writes=False
            )
        except MakamError:
            return "away"
        if found["version"] != contracts.rpc(service)["version"]:
            return "other_version"
        return _told(found["database"])


def _told(database):
    return "ok" if database == "ok" else "no_database"


def _local(instant):
    """An instant of the wire as the office writes it: ``19.10.2026 10.12``."""
    return f"{datetime.fromisoformat(instant).astimezone(ISTANBUL):%d.%m.%Y %H.%M}"
