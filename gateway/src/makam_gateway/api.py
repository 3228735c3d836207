"""The application: routes, errors, and what stands around every request."""

import logging
import re
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Match, Route, Router
from starlette.staticfiles import StaticFiles

from makam_gateway import openapi, security
from makam_gateway.approvals.carrying import Deciding, FetchingFile, ProposingLift
from makam_gateway.citizens import CitizenPages
from makam_gateway.client import Client
from makam_gateway.endpoint import Endpoint
from makam_gateway.feeds.routes import FeedRoutes
from makam_gateway.gathered.follow_up import GatheringFollowUp
from makam_gateway.gathered.history import GatheringHistory
from makam_gateway.gathered.today import GatheringToday
from makam_gateway.live.hearing import Hearing
from makam_gateway.live.ring import Ring
from makam_gateway.live.routes import LiveRoutes
from makam_gateway.looks.gathering import GatheringLooks
from makam_gateway.oidc.routes import OidcRoutes
from makam_gateway.problems import language_of, problem
from makam_gateway.routes import ROUTES
from makam_gateway.routes.route import API
from makam_gateway.routes.site import LIVE, PROVIDER, SESSIONS
from makam_gateway.rpc import Services
from makam_gateway.sessions.routes import SessionRoutes
from makam_gateway.settings import GatewaySettings
from makam_gateway.site_routes import RECEIPT, SiteRoutes
from makam_kernel.errors import Failure, MakamError, NotFound
from makam_kernel.logs import what
from makam_kernel.service import Process

log = logging.getLogger(__name__)

COMPOSED = {
    "approve": Deciding,
    "carry_out_approval": Deciding,
    "open_approval_file": FetchingFile,
    "propose_lift": ProposingLift,
    "list_seen": GatheringLooks,
    "get_today": GatheringToday,
    "list_follow_up": GatheringFollowUp,
    "get_person_history": GatheringHistory,
}
"""The methods of the gateway's own desks whose answers take more than themselves: several services at once."""

ROUTES_OF_API = (*ROUTES, RECEIPT)

WORTH_COMPRESSING = 1400  # bytes: less goes in one packet anyway
QUICK = 5  # of zlib's nine levels

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass
class Site:
    """What every route works with. ``last_good`` says of a service's method when it last answered."""

    process: Process
    services: Services
    settings: GatewaySettings
    ring: Ring
    openapi: dict | None = None
    last_good: dict = field(default_factory=dict)


def endpoints(site):
    """What answers each of the routes."""
    return [COMPOSED.get(route.method, Endpoint)(route, site) for route in ROUTES_OF_API]


def build(process, settings):
    """The FastAPI application over a gateway's process."""
    ring = Ring()
    services = Services(process.settings.broker, process.name, Hearing(ring, process.name))
    site = Site(process, services, settings, ring)

    @asynccontextmanager
    async def life(_app):
        process.start()
        await site.services.start()
        yield
        await site.services.stop()
        process.stop()

    # FastAPI's own page of the API fetches scripts from elsewhere; ours is plain HTML.
    app = FastAPI(
        lifespan=life, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None, redirect_slashes=False
    )
    site_endpoints = endpoints(site)
    site.openapi = openapi.document(ROUTES_OF_API, site_endpoints)
    app.openapi = lambda: site.openapi
    own, client = SiteRoutes(site), Client(bool(settings.oidc))
    app.state.client, citizens = client, CitizenPages(site, client)
    for route, endpoint in zip(ROUTES_OF_API, site_endpoints, strict=True):
        answer = own.receipt if route is RECEIPT else endpoint.respond
        app.add_api_route(route.pattern, answer, methods=_verbs(route.verb))
    own_routes = ((SESSIONS, SessionRoutes(site)), (PROVIDER, OidcRoutes(site)), (LIVE, LiveRoutes(site)))
    for routes, answers in own_routes:
        for route in routes:
            app.add_api_route(route.pattern, getattr(answers, route.name), methods=_verbs(route.verb))
    for verb, path, answer in (
        ("GET", f"{API}/docs", own.docs),
        ("GET", f"{API}/docs/events", own.event_docs),
        ("GET", f"{API}/asyncapi.json", own.events),
        ("GET", "/feeds/{key}.ics", FeedRoutes(site).calendar),
        ("GET", "/", client.page),
        ("GET", "/basvuru", citizens.register),
        ("POST", "/basvuru", citizens.submit),
        ("GET", "/basvuru/takip", citizens.follow),
        ("POST", "/basvuru/takip", citizens.track),
        ("POST", "/basvuru/cevap", citizens.answer),
        ("GET", "/healthz", own.alive),
        ("GET", "/readyz", own.ready),
    ):
        app.add_api_route(path, answer, methods=_verbs(verb))
    app.mount("/assets", Router([Route("/{name}", client.asset)]))
    app.mount("/static", StaticFiles(packages=[("makam_gateway", "static")]))
    app.add_middleware(Around, headers=security.headers(settings.url))
    app.add_middleware(Compressing, minimum_size=WORTH_COMPRESSING, compresslevel=QUICK)
    for kind in (MakamError, Failure, HTTPException):
        app.add_exception_handler(kind, _answer_error)
    return app


def _verbs(verb):
    return ["GET", "HEAD"] if verb == "GET" else [verb]


async def _answer_error(request, error):
    more = {}
    if isinstance(error, HTTPException):
        if error.status_code == 404 and Client.wants_page(request):
            return await request.app.state.client.page(request)
        known = error.status_code == 405
        more = {"Allow": ", ".join(_allowed(request))} if known else {}
        error = NotFound("route.no_such_verb") if known else NotFound("route.not_found")
    elif not isinstance(error, MakamError | Failure):
        log.error("request.failed", extra=what(error, call=request.state.id))
    language = language_of(request.headers.get("accept-language"))
    status, body, headers = problem(error, language, request.state.id)
    return JSONResponse(body, status, headers=headers | more, media_type="application/problem+json")


def _allowed(request):
    """The verbs of an address; each is a route of its own."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    return sorted({verb for route in routes if route.matches(request.scope)[0] != Match.NONE for verb in route.methods})


class Compressing(GZipMiddleware):
    """Compresses what our own pages ask for. Whoever makes a browser come from elsewhere with words of theirs in the
    address must not learn from the length of the answer whether they are in it (BREACH)."""

    async def __call__(self, scope, receive, send):
        """Serve one request."""
        from_our_pages = (b"sec-fetch-site", b"same-origin") in scope.get("headers", ())
        await (super().__call__ if from_our_pages else self.app)(scope, receive, send)


class Around:
    """What every request gets: an id, which goes through to the services' logs, and every answer its headers, also the
    answer to what nobody foresaw."""

    def __init__(self, app, headers):
        self.app, self.headers = app, headers

    async def __call__(self, scope, receive, send):
        """Serve one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        id = given if _ID.fullmatch(given) else str(uuid4())
        scope.setdefault("state", {})["id"] = id
        began, started = time.monotonic(), False
        scope["state"]["began"] = began

        async def send_with_headers(message):
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                present = dict(message["headers"])
                policy = security.policy_of(present.get(b"content-type", b"").decode("latin-1"))
                more = {**self.headers, "Content-Security-Policy": policy, "X-Request-Id": id}
                message["headers"] += [
                    (name.lower().encode(), value.encode())
                    for name, value in more.items()
                    if name.lower().encode() not in present
                ]
                took = round(time.monotonic() - began, 4)
                route = f"{scope['method']} {getattr(scope.get('route'), 'path', '')}"
                log.info("request", extra={"call": id, "method": route, "code": message["status"], "seconds": took})
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except ClientDisconnect:
            log.info("request.left", extra={"call": id})
        except Exception as error:
            if started:
                raise
            answer = await _answer_error(Request(scope), error)
            await answer(scope, receive, send_with_headers)
