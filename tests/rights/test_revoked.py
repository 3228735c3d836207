"""A right that is taken back is gone with the next request."""

import pytest
from little_town import DAY, PASSWORD, must

YESTERDAY = "2026-10-18"


@pytest.fixture
def newcomer(town, request):
    """Somebody on the staff of FEN whom a test may take everything from: ``(login, client, holding)``."""
    login = f"yeni-{abs(hash(request.node.name)) % 10**8}"
    client = town.hire(login, "unit_staff", "FEN")
    person = must(client.get("/me"))["id"]
    [holding] = must(town.operator.get(f"/people/{person}/holdings"))["items"]
    return person, client, holding


def change(town, path, facts):
    """Change what the operator keeps, in the version that it has."""
    version = facts.pop("version")
    return must(town.operator.put(path, json=facts, headers={"If-Match": f'"{version}"'}))


@pytest.mark.check("S14", part="a post that is no longer held")
def test_who_no_longer_holds_the_post_is_out_with_the_next_request(town, newcomer):
    """S14: also in what was seen before, under the version tag that the client has kept."""
    _, client, holding = newcomer
    url = f"/requests/{town.things['request_id']['own']}"
    tag = client.get(url).headers["etag"]
    change(town, f"/holdings/{holding['id']}/end", {"version": holding["version"], "until_on": YESTERDAY})
    for answer in (client.get(url), client.get(url, headers={"If-None-Match": tag}), client.get("/requests")):
        assert (answer.status_code, answer.json()["code"]) == (403, "action.not_allowed")
    assert must(client.get("/me"))["roles"] == []


@pytest.mark.check("S14", part="a post that is now in another unit")
def test_whose_post_moves_to_another_unit_sees_that_units_things_at_once(town, newcomer):
    """S14: what was theirs is not found from then on, and what was not is."""
    _, client, holding = newcomer
    own, other = (f"/requests/{town.things['request_id'][kind]}" for kind in ("own", "other"))
    assert (client.get(own).status_code, client.get(other).status_code) == (200, 404)
    post = must(town.operator.get(f"/posts/{holding['post']['id']}"))
    facts = {name: post[name] for name in ("version", "title", "roles", "valid_from", "valid_to")}
    change(town, f"/posts/{post['id']}", facts | {"unit_id": town.units["PARK"]})
    assert (client.get(own).status_code, client.get(other).status_code) == (404, 200)
    assert {line["unit"]["id"] for line in must(client.get("/requests"))["items"]} == {town.units["PARK"]}


@pytest.mark.check("S14", part="a role that the post no longer gives")
def test_what_the_post_no_longer_gives_is_gone_at_once(town, newcomer):
    """S14: in every service alike."""
    _, client, holding = newcomer
    paths = ("/requests", "/visits", "/wishes", "/promises")
    assert {client.get(path).status_code for path in paths} == {200}
    post = must(town.operator.get(f"/posts/{holding['post']['id']}"))
    facts = {name: post[name] for name in ("version", "title", "unit_id", "valid_from", "valid_to")}
    change(town, f"/posts/{post['id']}", facts | {"roles": ["driver"]})
    assert {client.get(path).status_code for path in paths} == {403}


@pytest.mark.check("S14", part="somebody who left")
@pytest.mark.check("S7", part="somebody who left")
def test_who_has_left_is_nobody_at_once(town, newcomer):
    """S14, S7: every session is over, and there is no new one."""
    person, client, _ = newcomer
    facts = must(town.operator.get(f"/people/{person}"))
    change(town, f"/people/{person}", {"version": facts["version"], "name": facts["name"], "active": False})
    assert client.get("/requests").status_code == 401
    again = town.client().post("/session", json={"login": facts["login"], "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (401, "session.refused")


@pytest.mark.check("S14", part="a key of the API")
def test_a_key_that_was_revoked_opens_nothing_more(town):
    """S14: and one whose scopes do not name an action opens nothing of it."""
    facts = {"name": "Ekran", "scopes": ["unit.read"], "expires_on": "2027-11-01"}
    token = town.make(town.operator, "/api-tokens", facts)
    system = town.client(Authorization=f"Bearer {token['key']}")
    assert (system.get("/units").status_code, system.get("/requests").status_code) == (200, 403)
    must(town.operator.put(f"/api-tokens/{token['id']}/revocation"))
    assert system.get("/units").status_code == 401


def test_the_day_of_these_tests_is_the_towns():
    assert YESTERDAY < DAY
