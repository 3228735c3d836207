"""Walks through everything that the site says to one viewer, along its OpenAPI document."""

import json
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

MOST_PAGES = 50
STALE = 999999
MEANT = dict.fromkeys(("absent_id", "deputy_id", "holder_id", "owner_id"), "person_id") | {"moves": "entry_id"}
SECRET = "{key}"
"""What stands in the address of a feed: whoever has it is no viewer of their own."""

EVER_NEW = {b"date", b"x-request-id"}


@dataclass(frozen=True)
class Answer:
    """What was asked, and all that came back."""

    asked: str
    own_words: str
    status: int
    headers: tuple
    body: bytes

    @property
    def whole(self):
        """Every byte that came, but those that are new each time."""
        return b"\n".join([str(self.status).encode(), *(b": ".join(one) for one in self.headers), b"", self.body])

    def tells(self, search):
        """The canaries in it that the viewer did not bring along."""
        return {bird for bird in search(self.whole) if bird.text not in self.own_words}


class Map:
    """The ways through a site: its document, and all ids that anybody knows, by noun."""

    def __init__(self, document, ids, words):
        self.paths, self.ids, self.words = document["paths"], ids, words

    def of(self, service):
        """Only the ways to what a service says without being asked for one thing."""
        paths = {
            template: operations
            for template, operations in self.paths.items()
            if not {"{", "operations"} & {*template, *template.split("/")}
            and operations.get("get", {}).get("operationId", "").startswith(f"{service}_")
        }
        return Map({"paths": paths}, self.ids, self.words)

    def looks(self):
        """``(path, query)`` of everything to look at."""
        for template, operation in self._operations("get"):
            asked = [parameter for parameter in operation["parameters"] if parameter["in"] == "query"]
            needed = [[(one["name"], value) for value in self._values(one)] for one in asked if one["required"]]
            for path in self.filled(template):
                for base in product(*needed):
                    yield path, dict(base)
                    for one in asked:
                        yield from ((path, dict(base) | {one["name"]: value}) for value in self._values(one))

    def changes(self):
        """``(verb, path, path of the thing, body, whether it names a version)`` of all that can be done to what can be
        looked at."""
        for verb in ("put", "post", "delete", "patch"):
            for template, operation in self._operations(verb):
                if "{" not in template or "get" not in self.paths.get(_thing(template, template), {}):
                    continue
                content = operation.get("requestBody", {}).get("content", {})
                body = content.get("application/json", {}).get("example", {})
                versioned = any(parameter["name"] == "If-Match" for parameter in operation["parameters"])
                for path in self.filled(template):
                    yield verb, path, _thing(template, path), body, versioned

    def filled(self, template):
        """The addresses of a template, with every id."""
        names = [part[1:-1] for part in template.split("/") if part.startswith("{")]
        for ids in product(*(self.known(name) for name in names)):
            yield template.format(**dict(zip(names, ids, strict=True)))

    def known(self, name):
        """The ids that a parameter may mean, of which there must be some."""
        found = self.named(name)
        assert found, f"nothing is seeded that {name} could mean"
        return found

    def named(self, name):
        """The ids of the noun with the longest name that the parameter's ends with."""
        fitting = [noun for noun in self.ids if name.removesuffix("_id").endswith(noun)]
        return self.ids[max(fitting, key=len)] if fitting else []

    def _operations(self, verb):
        open_to_ids = ((template, one) for template, one in self.paths.items() if SECRET not in template)
        found = ((template, operations[verb]) for template, operations in open_to_ids if verb in operations)
        return [(template, {"parameters": [], **operation}) for template, operation in found]

    def _values(self, parameter):
        schema, name = parameter["schema"], parameter["name"]
        if "enum" in schema:
            return dict.fromkeys((schema["enum"][0], schema["enum"][-1]))  # it is one question, whatever the code
        if schema["type"] == "boolean":
            return ["true", "false"]
        if schema["type"] == "integer":
            return [1]
        if schema.get("format") == "uuid":
            return self.known(MEANT.get(name, name))
        return self.words.get(name) or self.words[schema.get("format", "string")]


class Crawl:
    """One viewer's way through the site."""

    def __init__(self, client, url, map):
        self.client, self.url, self.map = client, url, map

    def looks(self):
        """All answers to whoever only looks."""
        refused = set()
        for path, query in self.map.looks():
            if path in refused and query:
                continue  # the right to ask at all is looked at before what is asked
            for answer in self._look(path, query):
                refused |= {path} if answer.status in (401, 403) else set()
                yield answer

    def refusals(self, versions):
        """All answers to whoever wants to change what they see, in a version that is gone, and what they do not see, in
        the version that it has. Nothing changes."""
        hidden = {}
        for verb, path, thing, body, versioned in self.map.changes():
            if thing not in hidden:
                hidden[thing] = self.client.get(self.url + thing).status_code in (401, 403, 404)
            version = versions.get(thing.rpartition("/")[2]) if hidden[thing] else STALE
            if version and (versioned or hidden[thing]):
                yield self._ask(verb, path, json=body, headers={"If-Match": f'"{version}"'} if versioned else None)

    def _look(self, path, query):
        for _ in range(MOST_PAGES):
            answer = self._ask("get", path, params=query)
            yield answer
            if not query:
                yield self._ask("head", path)
            if tag := dict(answer.headers).get(b"etag"):
                yield self._ask("get", path, params=query, headers={"If-None-Match": tag.decode()})
            if "limit" not in query or b'"next_cursor":"' not in answer.body:
                return
            query = query | {"cursor": json.loads(answer.body)["next_cursor"]}

    def _ask(self, verb, path, **more):
        answer = self.client.request(verb, self.url + path, **more)
        headers = tuple((name.lower(), value) for name, value in answer.headers.raw if name.lower() not in EVER_NEW)
        query, body = more.get("params") or {}, more.get("json") or {}
        asked = f"{verb.upper()} {path}{'?' if query else ''}{urlencode(query)}"
        content = answer.content.replace(answer.headers["x-request-id"].encode(), b"")
        return Answer(asked, f"{query} {body}", answer.status_code, headers, content)


def _thing(template, path):
    """The address of the thing itself, without what is done to it."""
    last = max(place for place, part in enumerate(template.split("/")) if part.startswith("{"))
    return "/".join(path.split("/")[: last + 1])
