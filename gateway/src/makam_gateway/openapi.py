"""The OpenAPI 3.1 document, made from the route table and the services' contracts; nothing in it is typed twice."""

from makam_gateway import __version__, contracts
from makam_gateway.routes.route import API

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
    },
}
ME = {
    "type": "object",
    "required": ["id", "name", "roles", "unit_ids"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "roles": {"type": "array", "items": {"type": "string"}},
        "unit_ids": {"type": "array", "items": {"type": "string"}},
    },
}
SESSION = {
    "type": "object",
    "required": ["login", "password"],
    "additionalProperties": False,
    "properties": {
        "login": {"type": "string", "minLength": 1, "maxLength": 60},
        "password": {"type": "string", "minLength": 1, "maxLength": 200},
    },
}


READINESS = {
    "type": "object",
    "required": ["ready", "services"],
    "properties": {
        "ready": {"type": "boolean"},
        "services": {"type": "object", "additionalProperties": {"type": "object"}},
    },
}
SITE = {
    "/": ("front", "Ön sayfa", "text/html", {200: {"type": "string"}}),
    f"{API}/docs": ("docs", "API sayfası", "text/html", {200: {"type": "string"}}),
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
    paths[f"{API}/session"] = _session()
    paths[f"{API}/me"] = {"get": _plain("Oturum", "Oturum açan kişiyi gösterir", "me", {200: ME}, problems=(401,))}
    paths |= {path: {"get": _open_page(*facts)} for path, facts in SITE.items()}
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
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-makam"}},
        },
    }


def _operation(route, endpoint):
    contract, schema = endpoint.method, endpoint.schema
    fields = schema.get("properties", {})
    outside = {*route.path_names, "version"} if endpoint.versioned else set(route.path_names)
    operation = {
        "operationId": f"{route.service}_{route.method}",
        "summary": route.summary,
        "tags": [route.tag],
        "description": contract["summary"],
        "parameters": [_parameter("path", name, fields[name], required=True) for name in route.path_names],
        "security": [] if route.open else [{"session": []}],
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
    if contract["writes"]:
        operation["parameters"].append(
            _parameter("header", "Idempotency-Key", {"type": "string", "minLength": 1, "maxLength": 200}, False)
        )
    status = 201 if route.verb == "POST" and contract["writes"] else 200
    answer = {"$ref": _renamed(route.service, contract["answer"]["$ref"])}
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
    known = {"304": {"description": "Değişmedi"}}
    return {str(status): known.get(str(status)) or _problem() for status in sorted(set(statuses))}


def _problem():
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": "Sorun", "content": content}


def _session():
    begin = _plain(
        "Oturum", "Oturum açar", "begin_session", {201: ME}, problems=(400, 401, 403, 413, 415, 422, 429, 503)
    )
    begin["requestBody"] = {"required": True, "content": {"application/json": {"schema": SESSION}}}
    begin["security"] = []
    return {
        "post": begin,
        "delete": _plain("Oturum", "Oturumu kapatır", "end_session", {204: None}, problems=(401, 403)),
    }


def _plain(tag, summary, id, answers, problems):
    responses = {}
    for status, schema in answers.items():
        content = {"content": {"application/json": {"schema": schema}}} if schema else {}
        responses[str(status)] = {"description": "Tamam", **content}
    responses |= {str(status): _problem() for status in (*problems, 500)}
    security = [{"session": []}]
    return {"operationId": id, "summary": summary, "tags": [tag], "responses": responses, "security": security}


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
