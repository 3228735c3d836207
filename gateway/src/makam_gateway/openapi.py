"""The OpenAPI 3.1 document, made from the route table and the services' contracts; nothing in it is typed twice."""

from makam_gateway import __version__, contracts
from makam_gateway.approvals.carrying import keepers
from makam_gateway.limits import limits
from makam_gateway.routes.route import API
from makam_gateway.routes.site import LIVE, PROVIDER, SESSIONS
from makam_gateway.service import SERVICE
from makam_kernel import contract

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("pointer", "reason", "detail")},
            },
        },
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "line": {"type": "integer"},
                    "column": {"type": ["string", "null"]},
                    "reason": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
READINESS = {
    "type": "object",
    "required": ["ready", "services"],
    "properties": {
        "ready": {"type": "boolean"},
        "services": {
            "type": "object",
            "additionalProperties": {"enum": ["ok", "away", "other_version", "no_database"]},
        },
    },
}
STREAMED = {
    "type": "object",
    "description": "Sunucudan gelen olaylardan her biri",
    "properties": {
        "event": {"enum": ["change", "reset", "end"]},
        "data": {"type": "string", "description": "JSON; change için noun, id, part"},
        "id": {"type": "string"},
    },
}
SITE = {
    "/": ("page", "Çalışanların sayfaları", "text/html", {200: {"type": "string"}}),
    f"{API}/docs": ("docs", "API sayfası", "text/html", {200: {"type": "string"}}),
    f"{API}/docs/events": ("event_docs", "Olaylar sayfası", "text/html", {200: {"type": "string"}}),
    f"{API}/asyncapi.json": (
        "events",
        "Servislerin bildirdiği olaylar: servis adına göre AsyncAPI 3.0 belgeleri",
        "application/json",
        {200: {"type": "object"}},
    ),
    f"{API}/openapi.json": ("openapi", "Bu belge", "application/json", {200: {"type": "object"}}),
    "/healthz": ("alive", "Süreç çalışıyor mu", "application/json", {200: {"type": "object"}}),
    "/readyz": (
        "ready",
        "Kuyruk, veri tabanı ve her hizmet yanıt veriyor mu",
        "application/json",
        {200: READINESS, 503: READINESS},
    ),
}


def document(routes, endpoints):
    """The document of all routes."""
    paths = {}
    for route, endpoint in zip(routes, endpoints, strict=True):
        paths.setdefault(route.path, {})[route.verb.lower()] = _operation(route, endpoint)
    for route in SESSIONS:
        paths.setdefault(route.path, {})[route.verb.lower()] = _of_session(route)
    for route in PROVIDER:
        paths[route.path] = {"get": _of_provider(route)}
    for route in LIVE:
        paths[route.path] = {"get": _of_stream(route)}
    paths |= {path: {"get": _open_page(*facts)} for path, facts in SITE.items()}
    paths["/feeds/{key}.ics"] = {"get": _feed()}
    services = {route.service for route in routes}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Makam",
            "version": __version__,
            "summary": "Özel kalem müdürlüğünün yazılımı",
            "description": "Her hata RFC 9457 biçimindedir; dil `Accept-Language` ile seçilir.",
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM, **_schemas(services)},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-makam"},
                "system": {"type": "http", "scheme": "bearer", "description": "Başka bir sistemin anahtarı"},
            },
        },
    }


def _operation(route, endpoint):
    method, schema = endpoint.method, endpoint.schema
    fields = schema.get("properties", {})
    outside = {*route.path_names, "version"} if endpoint.versioned else set(route.path_names)
    operation = {
        "operationId": f"{route.service}_{route.method}",
        "summary": route.summary,
        "tags": [route.tag],
        "description": method["summary"],
        "parameters": [_parameter("path", name, fields[name], required=True) for name in route.path_names],
        "security": [] if route.open else [{"session": []}, {"system": []}],
    }
    inside = {name: _local(route.service, field) for name, field in fields.items() if name not in outside}
    if route.verb == "GET":
        required = schema.get("required", ())
        operation["parameters"] += [
            _parameter("query", name, _not_null(field), required=name in required) for name, field in inside.items()
        ]
    else:
        operation["requestBody"] = _body(route, schema, inside, outside)
    if endpoint.versioned:
        operation["parameters"].append(
            _parameter("header", "If-Match", {"type": "string", "pattern": '^"[0-9]+"$'}, True)
        )
    if method["writes"] and not route.secret:
        operation["parameters"].append(
            _parameter("header", "Idempotency-Key", {"type": "string", "minLength": 1, "maxLength": 200}, False)
        )
    status = 201 if route.verb == "POST" and method["writes"] else 200
    answer = {"$ref": _renamed(route.service, method["answer"]["$ref"])}
    example = contracts.examples(route.service, route.method)["answer"]
    content = {"application/json": {"schema": answer, "example": example}}
    if route.page:
        content["text/html"] = {"schema": {"type": "string"}}
    operation["responses"] = {str(status): {"description": "Tamam", "content": content}, **_problems(route, endpoint)}
    return operation


def _body(route, schema, inside, outside):
    body = {
        "type": "object",
        "properties": inside,
        "additionalProperties": False,
        "required": [name for name in schema.get("required", ()) if name not in outside],
    }
    request = contracts.examples(route.service, route.method)["request"]
    example = {name: value for name, value in request.items() if name not in outside}
    return {"required": bool(body["required"]), "content": {"application/json": {"schema": body, "example": example}}}


def _problems(route, endpoint):
    statuses = [400, 404, 422, 500, 503]
    if route.verb == "GET" and endpoint.has_version:
        statuses += [304]
    if not route.open:
        statuses += [401, 403]
    if endpoint.method["writes"]:
        statuses += [409, 410]
    if endpoint.versioned:
        statuses += [412, 428]
    if route.verb != "GET":
        statuses += [403, 413, 415]
    if route.method in limits.OF_METHODS:
        statuses += [429]
    known = {"304": {"description": "Değişmedi"}}
    return {str(status): known.get(str(status)) or _problem() for status in sorted(set(statuses))}


def _problem():
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": "Sorun", "content": content}


def _of_session(route):
    """A route to one's own session."""
    operation = _of_site(route, "Oturum", "application/problem+json")
    if route.tells:
        view = {"$ref": f"#/components/schemas/gateway.{route.tells.__name__}"}
        example = contract.example(route.tells)
        content = {"application/json": {"schema": view, "example": example}}
        operation["responses"][str(route.status)]["content"] = content
    if route.asks:
        body = {"$ref": f"#/components/schemas/gateway.{route.asks.__name__}"}
        content = {"application/json": {"schema": body, "example": contract.example(route.asks)}}
        operation["requestBody"] = {"required": True, "content": content}
    if "{" in route.path:
        operation["parameters"] = [_parameter("path", "session_id", {"type": "string", "format": "uuid"}, True)]
    return operation


def _of_provider(route):
    """A route to a provider and back, which a browser follows."""
    return _of_site(route, "Oturum", "text/html")


def _of_stream(route):
    """A route to what is told as it happens."""
    operation = _of_site(route, "Anında", "application/problem+json")
    operation["responses"]["200"]["content"] = {"text/event-stream": {"schema": STREAMED}}
    operation["parameters"] = [_parameter("header", "Last-Event-ID", {"type": "string", "maxLength": 100}, False)]
    operation["parameters"] += [
        _parameter("path", part[1:-1], {"type": "string", "format": "uuid"}, True)
        for part in route.path.split("/")
        if part.startswith("{")
    ]
    return operation


def _of_site(route, tag, problems_as):
    page = {"description": "Sorun", "content": {"text/html": {"schema": {"type": "string"}}}}
    problem = page if problems_as == "text/html" else _problem()
    return {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [tag],
        "responses": {
            str(route.status): {"description": "Tamam"},
            **{str(status): problem for status in route.problems},
            "500": _problem(),
        },
        "security": [] if route.open else [{"session": []}],
    }


def _feed():
    """A calendar by its secret address."""
    body = {"description": "Tamam", "content": {"text/calendar": {"schema": {"type": "string"}}}}
    responses = {"200": body, "304": {"description": "Değişmedi"}}
    return {
        "operationId": "feed",
        "summary": "Takvim uygulamalarının okuduğu takvim akışı; adresin kendisi gizlidir",
        "tags": ["Kurum"],
        "parameters": [_parameter("path", "key", {"type": "string"}, True)],
        "responses": responses | {str(status): _problem() for status in (404, 429, 503)},
        "security": [],
    }


def _open_page(id, summary, kind, answers):
    words = {200: "Tamam", 503: "Hazır değil"}
    responses = {
        str(status): {"description": words[status], "content": {kind: {"schema": schema}}}
        for status, schema in answers.items()
    }
    return {"operationId": id, "summary": summary, "tags": ["Site"], "responses": responses, "security": []}


def _parameter(where, name, schema, required):
    return {"name": name, "in": where, "required": required, "schema": schema}


def _not_null(field):
    """A query cannot say null; a parameter that may be null may be left out."""
    kinds = field.get("type")
    if isinstance(kinds, list):
        field = {**field, "type": next(kind for kind in kinds if kind != "null")}
        field.pop("default", None)
    if "enum" in field:
        field = {**field, "enum": [value for value in field["enum"] if value is not None]}
    return field


def _schemas(services):
    found = {}
    for service in services:
        for name, schema in contracts.rpc(service)["components"]["schemas"].items():
            found[f"{service}.{name}"] = _local(service, schema)
    if "gateway.DayPart" in found:  # what a part holds stands in its service's own contract
        days = {name: contracts.rpc(name)["methods"]["get_day"]["answer"]["$ref"] for name in keepers("get_day")}
        facts = {"anyOf": [*({"$ref": _renamed(*day)} for day in days.items()), {"type": "null"}]}
        found["gateway.DayPart"]["properties"]["facts"] = facts
    own = [schema for route in SESSIONS for schema in (route.asks, route.tells) if schema]
    for name, schema in contract.json_schemas(SERVICE, *own).items():
        found[f"gateway.{name}"] = _local("gateway", schema)
    return found


def _local(service, schema):
    """A schema with its references under the service's name, since two services may use one name for two things."""
    if isinstance(schema, dict):
        return {
            key: _renamed(service, value) if key == "$ref" else _local(service, value) for key, value in schema.items()
        }
    return [_local(service, one) for one in schema] if isinstance(schema, list) else schema


def _renamed(service, reference):
    return f"#/components/schemas/{service}.{reference.rsplit('/', 1)[1]}"
