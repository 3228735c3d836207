"""What a call does not ask for cannot be sent along: not a column of the database, not a field of the answer, not the
id or the version that the address and the head of the request name already."""

import pytest
from contents import Contents
from little_town import ROLES, must, services, until
from probes import PROBES, Probe
from walking import NOTHING, Walk, read, rows

AT_ONCE = 90
"""How many fields are sent along with one call: a refusal names a hundred at most."""

BY_MARK = ("id", "version", "status", "created_by", "owner", "grade", "number", "roles", "restricted", "unit_id")
"""What one would try first; sent with every call that does not ask for it, whatever its columns are called."""


@pytest.fixture(scope="module")
def writes(town):
    """``[(row, role)]``: every call that changes something, by a role that may."""
    table = read()
    return [(row, _who_may(table[row])) for row in rows(town) if row.verb != "GET" and row.kind == _first(town, row)]


@pytest.fixture(scope="module")
def contents(town):
    """The databases."""
    return Contents(town.trial)


@pytest.mark.check("S19")
def test_no_call_takes_a_field_that_it_does_not_ask_for(town, writes, contents):
    """S19: every column and every field of the answers (grade, owner, status, number…) on every write: refused with
    each of them named, and nothing has changed."""
    walk, faults = Walk(town), []
    town.settle()
    until(contents.is_sent)
    before = contents.now()
    for row, role in writes:
        elsewhere = {*row.parameters, "version"}  # refused before all else: a test of its own, below
        strange = sorted(_fields(town, contents, row) - _asked(town, row) - elsewhere)
        for start in range(0, len(strange), AT_ONCE):
            some = strange[start : start + AT_ONCE]
            answer = walk.ask(row, role, more=dict.fromkeys(some, "x"))
            named = {fault["pointer"][1:] for fault in answer.json().get("errors", ()) if fault["reason"] == "unknown"}
            if answer.status_code != 422 or named != set(some):
                faults.append(f"{row.route} {role}: {answer.status_code} {set(some) - named}")
    assert not faults, "\n".join(faults)
    assert contents.now() == before


def test_a_change_would_be_seen(town, contents):
    town.settle()
    before = contents.now()
    lift = {"category_id": town.things["category_id"]["private"], "reason": "no_longer_needed"}
    must(town.clients["mayor"].post("/approvals/restriction-lifts", json=lift))
    assert contents.now() != before


@pytest.mark.check("S19", part="inside what is sent")
def test_no_part_of_a_call_takes_a_field_that_it_does_not_ask_for(town, writes):
    """S19: the same for what is nested: the citizen of a request, the member of a visit."""
    walk, faults, met = Walk(town), [], 0
    for row, role in writes:
        for name, value in walk.body(row, role).items():
            inner = value[0] if isinstance(value, list) and value else value
            if isinstance(inner, dict):
                met += 1
                spoiled = {**inner, "id": "x", "version": 1, "status": "x", "created_by": "x"}
                answer = walk.ask(row, role, more={name: [spoiled] if isinstance(value, list) else spoiled})
                named = {one["pointer"].rpartition("/")[2] for one in answer.json().get("errors", ())}
                if answer.status_code != 422 or not {"id", "version", "status", "created_by"} <= named:
                    faults.append(f"{row.route} {name}: {answer.status_code} {answer.text[:200]}")
    assert met and not faults, "\n".join(faults)


@pytest.mark.check("S19", part="the address's ids and the version, in the body and in the query")
def test_what_the_address_names_is_not_named_again(town, writes):
    """S19: two ids in one call would leave it open which of them the rights were asked for."""
    walk, faults = Walk(town), []
    for row, role in writes:
        for name in (*row.parameters, "version"):
            for where in ("more", "query") if _is_of_a_service(town, row) else ("more",):
                answer = walk.ask(row, role, **{where: {name: "1"}})
                if answer.status_code != 422 or f"/{name}" not in answer.text:
                    faults.append(f"{row.route} {name} in the {where}: {answer.status_code}")
    assert not faults, "\n".join(faults)


def _who_may(statuses):
    """Somebody who may make this call, if only about another thing; whoever there is where nobody may."""
    able = [role for role in ROLES if statuses[role] not in (401, 403)]
    return next((role for role in able if statuses[role] != 404), next(iter(able), "operator"))


def _first(town, row):
    probe = PROBES.get(row.route, Probe())
    if row.parameters:
        return next(iter(probe.kinds or sorted(town.things[row.parameters[0]])))
    return next(iter(probe.bodies or (NOTHING,)))


def _fields(town, contents, row):
    operation = town.operations()[row.route]
    service = operation["operationId"].partition("_")[0]
    columns = contents.columns(service) if service in contents.files else contents.columns("gateway")
    return {*columns, *BY_MARK, *_answered(town, operation)}


def _answered(town, operation):
    for status in ("200", "201"):
        content = operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
        if name:
            yield from town.document["components"]["schemas"][name].get("properties", {})


def _asked(town, row):
    body = town.operations()[row.route].get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = body.get("schema", {})
    if "$ref" in schema:
        schema = town.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return set(schema.get("properties", {}))


def _is_of_a_service(town, row):
    """Whether the route names a method of a service; those to one's own session read no query at all."""
    return town.operations()[row.route]["operationId"].partition("_")[0] in services(town.document)
