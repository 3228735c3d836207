"""Everything wrong that can be sent to a site, with words in it that nobody must find in a log."""

import json

FORGED = '\r\n{"event": "forged", "level": "info"}\n\x1b[2K\x1b[31mforged\x07\u202eforged\u2028\u0085'


def bodies(operation, text):
    """Wrong bodies of one operation: the text in every field, as a name, in no JSON at all."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    names = content.get("schema", {}).get("properties", {"words": {}})
    example = content.get("example", {})
    yield json.dumps(dict.fromkeys(names, text)).encode()
    yield json.dumps(dict.fromkeys(names, {text: [text]})).encode()
    yield json.dumps(example | {text: text}).encode()
    yield b'{"' + text.encode() + b'": '


def headers(text):
    """Headers that a client may choose, with the text in them as far as HTTP lets it."""
    printable = "".join(letter for letter in text if letter.isprintable() or letter == "\u202e").encode()
    names = ("X-Request-Id", "User-Agent", "Accept-Language", "Referer", "If-Match", "If-None-Match", "Authorization")
    names += ("Idempotency-Key", "Accept", "Cookie", "Origin", "X-Forwarded-For", "X-User", "Sec-Fetch-Site")
    for name in names:
        yield {name: b"Bearer " + printable if name == "Authorization" else printable}


def undecodable(text):
    """Messages that no service can read, as ``(body, properties)``."""
    plain = {"content_type": "application/json", "content_encoding": "utf-8"}
    yield text.encode(), plain
    yield json.dumps({"args": [text]}).encode()[:-2], plain
    yield json.dumps({"args": [], "kwargs": {text: text}}).encode(), plain
    yield json.dumps([text]).encode(), {"content_type": "application/x-python-serialize"}
    yield json.dumps({"data": text}).encode(), plain | {"application_headers": {"words": text}}
    yield text.encode("utf-16"), {"content_type": f"text/{text[:100]}"}
