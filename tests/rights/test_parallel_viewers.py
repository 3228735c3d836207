"""Two who look at the same moment never get what is the other's."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from little_town import must

ROUNDS = 200
VIEWERS = {
    "director": {"sees": {"own", "other", "own_private", "private", "gone"}, "masked": False},
    "unit_staff": {"sees": {"own", "own_private", "gone"}, "masked": True},
}


def day_of(client):
    """The ids of all that a viewer's page of the mayor's day names."""
    return frozenset(re.findall(r'"id": ?"([^"]+)"', client.get("/today").text))


def one(town, role, barrier):
    """All that a viewer is shown in every round: lists, counts, things and the mayor's day, each asked for at the same
    moment."""
    client, things = town.clients[role], town.things["request_id"]
    found = []
    for number in range(ROUNDS):
        kind = sorted(things)[number % len(things)]
        barrier.wait(60)
        match number % 8:
            case 0 | 4:
                items = must(client.get("/requests", params={"limit": 100}))["items"]
                found.append(("list", frozenset(line["id"] for line in items)))
            case 1 | 5:
                found.append(("count", must(client.get("/requests/counts"))["total"]))
            case 2 | 6:
                answer = client.get(f"/requests/{things[kind]}")
                phone = answer.json()["citizen"]["phone"] if answer.status_code == 200 else None
                found.append((kind, answer.status_code, phone and "•" in phone))
            case 3:
                found.append(("me", must(client.get("/me"))["id"]))
            case 7:
                found.append(("day", day_of(client)))
    return found


@pytest.mark.check("S22")
def test_two_who_look_at_once_never_get_each_others_parts(town):
    """S22: two hundred interleavings at a barrier: lists, counts, things, masked values, the mayor's day, and who one
    is."""
    barrier = Barrier(len(VIEWERS))
    with ThreadPoolExecutor(len(VIEWERS)) as both:
        seen = dict(zip(VIEWERS, both.map(lambda role: one(town, role, barrier), VIEWERS), strict=True))
    counted = {role: must(town.clients[role].get("/requests/counts"))["total"] for role in VIEWERS}
    assert counted["director"] != counted["unit_staff"]
    days = {role: day_of(town.clients[role]) for role in VIEWERS}
    assert days["unit_staff"] and days["director"] - days["unit_staff"]
    for role, viewer in VIEWERS.items():
        ids = {town.things["request_id"][kind] for kind in viewer["sees"]}
        known = set(town.things["request_id"].values())
        for what, *rest in seen[role]:
            match what:
                case "list":
                    assert rest[0] & known == ids, role
                case "count":
                    assert rest == [counted[role]], role
                case "me":
                    assert rest == [town.people[role]], role
                case "day":
                    assert rest[0] <= days[role], role
                case kind:
                    wanted = [200, viewer["masked"]] if kind in viewer["sees"] else [404, None]
                    assert rest == wanted, (role, kind)
    assert len(seen["director"]) == len(seen["unit_staff"]) == ROUNDS
