"""Reading what a client sent: bounded in size, depth and number of values, one meaning per text, or a clear refusal."""

import json
import re
from math import isfinite

from makam_kernel.errors import Invalid

MOST_BYTES = 1024 * 1024
DEEPEST = 30
MOST_VALUES = 5000  # no command has as many; each unknown one would be told in the answer
_WHOLE = re.compile(r"-?\d{1,18}")


class Unreadable(Invalid):
    """What was sent is no JSON object of bounded size, depth and number (``input.too_large``, ``input.not_json``…)."""


async def read(request):
    """The JSON object in a request's body; an empty body is an empty object."""
    raw = await read_raw(request, "application/json")
    return parse(raw) if raw else {}


async def read_raw(request, kind):
    """The bytes of a request's body, of this media type."""
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        raise Unreadable("input.too_large", most=MOST_BYTES)
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise Unreadable("input.too_large", most=MOST_BYTES)
    if raw and request.headers.get("content-type", "").split(";")[0].strip().lower() != kind:
        raise Unreadable("input.media_type")
    return bytes(raw)


def parse(raw):
    """The JSON object in these bytes. Doubled names, NaN, half characters and endless nesting are refused: two readers
    may take them for two different things."""
    try:
        body = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
        if b"\\u" in raw:
            json.dumps(body, ensure_ascii=False).encode()  # half of a surrogate pair is no character
    except (ValueError, RecursionError):
        raise Unreadable("input.not_json") from None
    if not isinstance(body, dict) or not _is_bounded(body):
        raise Unreadable("input.not_json")
    return body


def _once(pairs):
    body = dict(pairs)
    if len(body) != len(pairs):
        raise ValueError("doubled name")
    return body


def _refuse(_constant):
    raise ValueError("no JSON number")


def _finite(text):
    number = float(text)
    return number if isfinite(number) else _refuse(text)


def _is_bounded(body):
    depth, values, level = 0, 0, [body]
    while level:
        depth, values = depth + 1, values + sum(map(len, level))
        if depth > DEEPEST or values > MOST_VALUES:
            return False
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
    return True


def _inside(value):
    return value.values() if isinstance(value, dict) else value


def from_query(parameters, schema):
    """The query's parameters as the schema's types; a doubled or unknown one is left for its owner to refuse."""
    facts = {}
    for name, value in parameters.multi_items():
        if name in facts:
            raise Invalid("input.invalid", fields=[{"pointer": f"/{name}", "reason": "doubled"}])
        facts[name] = _typed(value, schema["properties"].get(name, {}).get("type"))
    return facts


def _typed(text, kinds):
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "integer" in kinds and _WHOLE.fullmatch(text):
        return int(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    return text
