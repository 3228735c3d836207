"""Making people who may do something: a person, and a post of their own that they hold."""

SINCE = "2019-04-01"


def hire(post, login, name, password, *, roles, unit_id=None):
    """Make a person who holds one post with these roles; `post(path, body)` is the operator's call of the API and gives
    what was made."""
    person = post("/people", {"login": login, "name": name, "password": password})
    facts = {"code": login.upper(), "title": name, "unit_id": unit_id, "roles": roles, "valid_from": SINCE}
    made = post("/posts", facts)
    post(f"/posts/{made['id']}/holdings", {"person_id": person["id"], "from_on": SINCE})
    return person
