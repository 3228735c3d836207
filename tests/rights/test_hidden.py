"""What one may not see answers as what does not exist."""

import statistics
import time

import pytest
from walking import MISSING, Row, Walk, read, rows

PAIRS = 60
NEAR = 1.25
TRIES = 8
OWN_TO_A_REQUEST = {"x-request-id", "date"}


def looks():
    """``[(row, role)]``: for every route to one thing, the kinds of thing that are there and hidden from a role."""
    found = {}
    for row, statuses in read().items():
        if row.verb != "GET" or row.kind in ("-", MISSING):
            continue
        for role, status in statuses.items():
            if status == 404:
                found.setdefault(row.route, []).append((row, role))
    return found


HIDDEN = looks()


@pytest.fixture(scope="module")
def walk(town):
    """Makes the calls."""
    return Walk(town)


@pytest.mark.check("S17", part="status, body, headers")
@pytest.mark.parametrize("route", HIDDEN)
def test_hidden_and_missing_answer_alike(walk, route):
    """S17: the same status, the same body but for the request's id, the same headers; for every role and kind."""
    for row, role in HIDDEN[route]:
        hidden, missing = walk.ask(row, role), walk.ask(Row(row.path, row.verb, MISSING), role)
        assert hidden.status_code == missing.status_code == 404
        assert _without_id(hidden.json()) == _without_id(missing.json()), (row.kind, role)
        assert _headers(hidden) == _headers(missing), (row.kind, role)


@pytest.mark.check("S17", part="similar time")
@pytest.mark.parametrize("route", HIDDEN)
def test_hidden_and_missing_take_alike(walk, route):
    """S17: asked in turns, the medians of sixty each lie within a quarter of each other. On a busy machine one series
    may be disturbed: eight have to be."""
    row, role = HIDDEN[route][0]
    pair = (row, Row(row.path, row.verb, MISSING))
    for _ in range(TRIES):
        took = {one: [] for one in pair}
        for number in range(PAIRS):
            for one in pair if number % 2 else pair[::-1]:
                took[one].append(_seconds(walk, one, role))
        slow, fast = sorted(map(statistics.median, took.values()), reverse=True)
        if slow <= NEAR * fast:
            return
    pytest.fail(f"{slow * 1000:.1f} and {fast * 1000:.1f} ms")


@pytest.mark.check("S17", part="every route to one thing")
def test_every_route_to_one_thing_hides_something_or_is_the_same_to_all_who_may(town):
    """S17: a route that hides nothing from anybody who may use it has nothing to give away; they are listed here."""
    to_one = {row.route for row in rows(town) if row.verb == "GET" and row.kind == MISSING}
    assert to_one - HIDDEN.keys() == HIDE_NOTHING


HIDE_NOTHING = {
    "GET /ceremonies/{ceremony_id}",
    "GET /ceremonies/{ceremony_id}/run-sheet",
    "GET /ceremony-templates/{ceremony_template_id}",
    "GET /contacts/{contact_id}",
    "GET /courtesies/{courtesy_id}",
    "GET /feeds/{key}.ics",
    "GET /invitations/{invitation_id}",
    "GET /people/{citizen_id}/history",
    "GET /people/{person_id}",
    "GET /people/{person_id}/deputy",
    "GET /people/{person_id}/holdings",
    "GET /places/{place_id}",
    "GET /posts/{post_id}",
    "GET /public-days/{public_day_id}",
    "GET /public-days/{public_day_id}/queue",
    "GET /public-days/{public_day_id}/report",
    "GET /public-days/{public_day_id}/screen",
    "GET /units/{unit_id}",
}


def _seconds(walk, row, role):
    began = time.perf_counter()
    walk.ask(row, role)
    return time.perf_counter() - began


def _without_id(body):
    return {name: value for name, value in body.items() if name != "request_id"}


def _headers(answer):
    return {name: value for name, value in answer.headers.items() if name not in OWN_TO_A_REQUEST}
