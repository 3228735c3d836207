"""Every route, to every kind of thing, by every role: the calls, and the table of what comes of them."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from little_town import MISSING, NOT_THERE, ROLES
from probes import PROBES, Probe

MATRIX = Path(__file__).parent / "matrix.tsv"
NOTHING = "-"
STALE = '"999999"'
AT_ONCE = 4
REASONS = {
    401: {"session.missing", "session.refused"},
    403: {"action.not_allowed", "action.needs_second", "session.person_needed", "password.wrong", "totp.wrong_code"},
    412: {"version.stale"},
}
"""What a refusal may give as its reason where the status alone could be that of a probe that failed."""


@dataclass(frozen=True, order=True)
class Row:
    """A route and the kind of thing that it is asked about."""

    path: str
    verb: str
    kind: str

    @property
    def route(self):
        """As the document and the probes name it."""
        return f"{self.verb} {self.path}"

    @property
    def parameters(self):
        """The names in the path's braces."""
        return re.findall(r"{(\w+)}", self.path)


def rows(town):
    """Every row that there has to be, by what the site serves and by what there is in the town."""
    found = []
    for route in town.operations():
        verb, path = route.split(" ")
        parameter = next(iter(re.findall(r"{(\w+)}", path)), None)
        probe = PROBES.get(route, Probe())
        if parameter:
            kinds = (*(probe.kinds or town.things[parameter]), MISSING)
        else:
            kinds = probe.bodies or (NOTHING,)
        found += [Row(path, verb, kind) for kind in kinds]
    return sorted(found)


def read():
    """The table as it is written: ``{row: {role: status}}``, in its order."""
    head, *lines = MATRIX.read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["route", "thing", *ROLES]
    table = {}
    for line in lines:
        route, kind, *statuses = line.split("\t")
        verb, path = route.split(" ")
        row = Row(path, verb, kind)
        assert row not in table, f"twice: {line}"
        table[row] = dict(zip(ROLES, map(int, statuses), strict=True))
    return table


def write(table):
    """A table as the file has it."""
    lines = [["route", "thing", *ROLES]]
    lines += [[row.route, row.kind, *(str(table[row][role]) for role in ROLES)] for row in sorted(table)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _turn(row):
    if PROBES.get(row.route, Probe()).last:
        return 2
    return 0 if row.verb == "GET" else 1


class Walk:
    """Makes the calls."""

    def __init__(self, town):
        self.town, self.operations = town, town.operations()

    def all(self, wanted):
        """``{row: {role: answer}}``: what only looks comes first, each part in several threads."""
        found = {row: {} for row in wanted}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for turn in range(3):
                calls = [(row, role) for row in wanted for role in ROLES if _turn(row) == turn]
                for (row, role), answer in zip(calls, pool.map(lambda call: self.ask(*call), calls), strict=True):
                    found[row][role] = answer
        return found

    def ask(self, row, role, *, client=None, more=None, query=None):
        """The answer of one call; ``more`` is sent along in the body, ``query`` in the address."""
        probe = PROBES.get(row.route, Probe())
        client = client or self._client(role, probe)
        url = row.path.removeprefix("/api/v1")
        for parameter in row.parameters:
            url = url.replace(f"{{{parameter}}}", self.town.id_of(parameter, row.kind, role))
        sent = {"headers": {"If-Match": STALE, "Idempotency-Key": f"matrix-{row.kind}", "Accept": "application/json"}}
        if row.verb != "GET":
            sent["json"] = self.body(row, role) | (more or {})
        asked = {**(self._filled(probe.query, role) or {}), **(query or {})}
        return client.request(row.verb, self._absolute(row.path, url), params=asked, **sent)

    def body(self, row, role):
        """What is sent for a row: as its probe says, or as its document shows."""
        probe = PROBES.get(row.route, Probe())
        body = probe.bodies[row.kind] if probe.bodies else probe.body
        if body is not None:
            return self._filled(body, role)
        content = self.operations[row.route].get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("example", {})

    def _client(self, role, probe):
        if probe.own_session and role in self.town.people:
            return self.town.sign_in(role)
        return self.town.clients[role]

    def _absolute(self, path, url):
        is_page = f"/api/v1{path}" not in self.town.document["paths"] and path in self.town.document["paths"]
        return f"{self.town.trial.url}{url}" if is_page else url

    def _filled(self, value, role):
        if isinstance(value, dict):
            return {name: self._filled(one, role) for name, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one, role) for one in value]
        if isinstance(value, str):
            town = self.town
            known = {"public_day": town.things["public_day_id"]["one"], "citizen": town.citizen, "nobody": NOT_THERE}
            known |= {"calendar": town.calendar, "room": town.room, "category": town.things["category_id"]["private"]}
            people = {kind: town.id_of("person_id", kind, role) for kind in ("self", "other")}
            return value.format_map({**town.units, **town.slip, **known, **people, "role": role})
        return value
