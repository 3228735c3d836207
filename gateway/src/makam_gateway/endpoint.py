"""One route of the table, at work: read, sign, ask the owner, answer."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from makam_gateway import bodies, contracts, security
from makam_gateway.limits import limits
from makam_gateway.sessions.signin import CITIZEN
from makam_kernel.errors import Invalid

_VERSION = re.compile(r'"(\d{1,15})"', re.ASCII)


class PreconditionMissing(Invalid):
    """A change without If-Match: the caller does not say which version they saw (428)."""


class Endpoint:
    """Calls the method that a route names, for the person who asks."""

    def __init__(self, route, site):
        self.route, self.site = route, site
        self.method = contracts.rpc(route.service)["methods"][route.method]
        self.schema = contracts.schema(route.service, self.method["request"])
        self.versioned = "version" in self.schema.get("properties", {})
        self.has_version = "version" in contracts.schema(route.service, self.method["answer"]).get("properties", {})

    async def respond(self, request: Request):
        """The answer to one HTTP request."""
        security.check_origin(request)
        actor = CITIZEN if self.route.open else await security.actor_of(request, self.site.process)
        facts = await self.facts(request)
        return self._respond(request, await self.ask_within_limits(request, actor, facts))

    async def ask_within_limits(self, request, actor, facts):
        """The owner's answer, unless there was too much from where the request comes."""
        limit, place = limits.OF_METHODS.get(self.route.method), security.address_of(request)
        if limit:
            await run_in_threadpool(limits.take, self.site.process, limit, place)
        answer = await self.ask(request, actor, facts)
        if limit and limit.guesses:
            await run_in_threadpool(limits.give_back, self.site.process, limit, place)
        return answer

    async def ask(self, request, actor, facts):
        """The owner's answer: over RabbitMQ, or from the gateway's own desk."""
        route, writes = self.route, self.method["writes"]
        key = self.key_of(request) if writes and not route.secret else None
        if route.service == "gateway":
            return await run_in_threadpool(self.site.process.perform, route.method, facts, actor, key=key)
        call_id = request.state.id
        token = self.site.process.keys.sign_person(actor, audience=route.service, call=call_id)
        return await self.site.services.call(
            route.service, route.method, facts, token=token, call_id=call_id, writes=writes, key=key
        )

    def key_of(self, request):
        """By which a repeated change is known: the caller's word, else none that will be repeated."""
        return request.headers.get("idempotency-key", str(uuid4()))

    async def facts(self, request):
        """The method's facts: from the path, the query or the body, and the version from If-Match."""
        facts, wrong = bodies.from_query(request.query_params, self.schema), []
        if self.route.verb != "GET":
            wrong, facts = list(facts), await bodies.read(request)
        elsewhere = [*self.route.path_names, *(["version"] if self.versioned else [])]
        if wrong := [*wrong, *(name for name in elsewhere if name in facts)]:
            raise Invalid("input.invalid", fields=[{"pointer": f"/{name}", "reason": "unknown"} for name in wrong])
        facts |= {name: str(request.path_params[name]) for name in self.route.path_names}
        if self.versioned:
            facts["version"] = _if_match(request)
        return facts

    def _respond(self, request, answer):
        headers = {}
        if isinstance(answer.get("version"), int):
            headers["ETag"] = f'"{answer["version"]}"'
        if self.route.verb == "GET" and _is_known(request, headers.get("ETag")):
            return Response(status_code=304, headers=headers)
        if answer.get("next_cursor"):
            query = dict(request.query_params) | {"cursor": answer["next_cursor"]}
            headers["Link"] = f'<{request.url.path}?{urlencode(query)}>; rel="next"'
        status = 201 if self.route.verb == "POST" and self.method["writes"] else 200
        return Response(orjson.dumps(answer), status_code=status, headers=headers, media_type="application/json")


def _if_match(request):
    given = request.headers.get("if-match")
    if given is None:
        raise PreconditionMissing("version.missing")
    version = _VERSION.fullmatch(given.strip())
    if version is None:  # a list, a weak tag or ``*`` would not say which version the caller saw
        raise Invalid("version.malformed")
    return int(version[1])


def _is_known(request, tag):
    """Whether the caller has this very version already; tags compare weakly here (RFC 9110, 13.1.2)."""
    given = request.headers.get("if-none-match")
    if given is None or tag is None:
        return False
    return given.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in given.split(","))
