"""Three routes that do what ours do, in process.

The same session look-up, the same schemas, rights, queries, models and answers, and for a command the same one
transaction: number, citizen, request, history, audit, outbox, message and idempotency key. After it, messages are sent
and the audit is sealed by the same workers. What it does not do: sign and verify a token, call over a broker, publish
what lies in the outbox.
"""

from uuid import UUID, uuid4

import orjson
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from makam_gateway import bodies, security
from makam_gateway.api import Around
from makam_gateway.problems import problem
from makam_gateway.sessions import signin
from makam_kernel.errors import Forbidden, MakamError


class Office:
    """The routes, over the process of requests and the database where the sessions are."""

    def __init__(self, requests, sessions):
        self.requests, self.sessions = requests, sessions

    async def register(self, request: Request):
        """Register a request."""
        security.check_origin(request)
        facts = await bodies.read(request)
        key = request.headers.get("idempotency-key", str(uuid4()))
        return await self._answer(request, "register_request", facts, key=key, status=201)

    async def one(self, request: Request, request_id: UUID):
        """A request, whole."""
        return await self._answer(request, "get_request", {"request_id": str(request_id)})

    async def page(self, request: Request, limit: int = 25):
        """A page of requests."""
        return await self._answer(request, "list_requests", {"limit": limit})

    async def alive(self):
        """Nothing but the web framework."""
        return {"status": "ok"}

    async def _answer(self, request, method, facts, *, key=None, status=200):
        cookie = request.cookies.get(security.COOKIE)
        answer = await run_in_threadpool(self._perform, cookie, method, facts, key)
        headers = {"ETag": f'"{answer["version"]}"'} if "version" in answer else {}
        return Response(orjson.dumps(answer), status, headers, "application/json")

    def _perform(self, cookie, method, facts, key):
        visitor = signin.visitor_of(self.sessions, cookie) if cookie else None
        if visitor is None:
            raise Forbidden("session.missing")
        return self.requests.perform(method, facts, visitor.actor, key=key)


def build(requests, sessions):
    """The application."""
    office, app = Office(requests, sessions), FastAPI(openapi_url=None)
    app.get("/healthz")(office.alive)
    app.get("/api/v1/requests")(office.page)
    app.post("/api/v1/requests")(office.register)
    app.get("/api/v1/requests/{request_id}")(office.one)
    app.add_middleware(Around, headers=security.headers("http://127.0.0.1"))
    app.add_exception_handler(MakamError, _refuse)
    return app


async def _refuse(request, error):
    status, body, headers = problem(error, "tr", request.state.id)
    return Response(orjson.dumps(body), status, headers, "application/problem+json")
