"""A route of the API, as a line in a table: which method of which service answers, and how it is told to people."""

from dataclasses import dataclass

API = "/api/v1"


@dataclass(frozen=True)
class Route:
    """``summary`` is what the page of the API says, in Turkish. An ``open`` route needs no sign-in;
    a ``page`` is answered as HTML, too; the answer of a ``secret`` one holds a secret that is shown once and kept
    nowhere, so it cannot be asked for again with an idempotency key."""

    verb: str
    path: str
    service: str
    method: str
    summary: str
    tag: str
    open: bool = False
    page: bool = False
    secret: bool = False

    @property
    def pattern(self):
        """The path as the router matches it: what is no id names nothing, and is not found like any other address."""
        return self.path.replace("}", ":uuid}")

    @property
    def path_names(self):
        """The names in the path's braces."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]


def table(service, tag, *rows):
    """Routes of one service under one heading; a row is (verb, path, method, summary) and perhaps ``"open"`` or
    ``"secret"``."""
    return tuple(
        Route(verb, API + path, service, method, summary, tag, open="open" in more, secret="secret" in more)
        for verb, path, method, summary, *more in rows
    )
