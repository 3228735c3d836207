"""What an answer shows: the paths of its fields, and which values are masked."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

FIELDS = Path(__file__).parent / "fields.toml"
MASK = "•"


@dataclass
class Shown:
    """Of one kind of answer to one role: the paths that were there, and those whose values were whole or masked."""

    paths: set = field(default_factory=set)
    whole: set = field(default_factory=set)
    masked: set = field(default_factory=set)

    def take(self, value, at=""):
        """Note what a part of an answer shows."""
        if isinstance(value, dict):
            for name, inner in value.items():
                self.take(inner, f"{at}.{name}" if at else name)
        elif isinstance(value, list):
            for inner in value:
                self.take(inner, f"{at}[]")
        self.paths.add(at)
        if value not in (None, [], {}):
            (self.masked if isinstance(value, str) and MASK in value else self.whole).add(at)

    @property
    def leaves(self):
        """The paths that lead to a value, or to where there was none."""
        return {path for path in self.paths if path and not any(_is_under(other, path) for other in self.paths)}


def _is_under(other, path):
    return other.startswith((f"{path}.", f"{path}["))


def heard(town):
    """``{kind of answer: {role: what it showed}}`` of all that anybody was answered."""
    found = defaultdict(lambda: defaultdict(Shown))
    views = {route: _view_of(operation) for route, operation in town.operations().items()}
    for role, answer in town.heard:
        if "json" not in answer.headers.get("content-type", ""):
            continue
        view, body = views.get(route_of(town, answer)), answer.json()
        if answer.status_code in (409, 412):
            body = body.get("current")
        elif answer.status_code not in (200, 201):
            continue
        if view and body is not None:
            found[view][role].take(body)
    return found


def route_of(town, answer):
    """The route behind an answer, as the document names it."""
    verb, path = answer.request.method, answer.request.url.path
    for template, verbs in sorted(town.document["paths"].items(), key=lambda one: one[0].count("{")):
        if verb.lower() in verbs and re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            return f"{verb} {template.removeprefix('/api/v1')}"
    return None


def views(town):
    """The kinds of answer that the document knows."""
    return {view for operation in town.operations().values() if (view := _view_of(operation))}


def documented(town, view):
    """The paths of the fields that a kind of answer may have, by the document."""
    return set(_leaves(town.document["components"]["schemas"], {"$ref": f"/{view}"}, ""))


def _leaves(schemas, schema, at):
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            yield from _leaves(schemas, choice, at)
    if "items" in schema:
        yield from _leaves(schemas, schema["items"], f"{at}[]")
    elif "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from _leaves(schemas, inner, f"{at}.{name}" if at else name)
    elif "anyOf" not in schema:
        yield at


def is_within(path, fields):
    """Whether a path is one of these fields, or lies in one, or leads to one of which nothing was there."""
    return path in fields or any(_is_under(path, other) or _is_under(other, path) for other in fields)


def _view_of(operation):
    for status in ("200", "201"):
        content = operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
        if reference := content.get("schema", {}).get("$ref"):
            return reference.rpartition("/")[2]
    return None


def expected():
    """``{kind of answer: {"to": roles, "fields": paths, "masked": {path: roles}, "withheld": {path: roles}}}`` as the
    file has it."""
    table = tomllib.loads(FIELDS.read_text(encoding="utf-8"))
    return {
        name: {
            "to": set(kind["to"].split()),
            "fields": set(kind["fields"].split()),
            "masked": {path: set(roles.split()) for path, roles in kind.get("masked", {}).items()},
            "withheld": {path: set(roles.split()) for path, roles in kind.get("withheld", {}).items()},
        }
        for name, kind in table["answers"].items()
    }


def unheard():
    """The kinds of answer that nobody is given by the walk, as the file has them."""
    return set(tomllib.loads(FIELDS.read_text(encoding="utf-8"))["unheard"])
