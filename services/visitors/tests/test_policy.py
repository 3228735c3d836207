"""How far the rights reach, for those who hold more than one post."""

from dataclasses import replace

import pytest

from makam_kernel.actor import Grant
from makam_kernel.errors import Forbidden, NotFound


@pytest.fixture
def holding(process, person):
    """Makes somebody with these posts: ``holding(("unit_staff", fen), ("protocol_officer", park))``."""

    def make(*posts):
        who = person(process)
        who.actor = replace(who.actor, grants=frozenset(Grant(role, unit) for role, unit in posts))
        return who

    return make


def referred(ipek, wish, unit_id):
    """One more wish of the same person, with a unit."""
    return ipek.record_wish(place_id=wish["place"]["id"], words="Park", end="referral", unit_id=unit_id)


def test_who_holds_two_posts_gets_from_each_its_own_reach(ipek, holding, a_visit, a_wish, unit_id):
    """A unit's post opens that unit's wishes, protocol's all visits; that it is held in PARK opens no wish of PARK."""
    visit, wish = a_visit(), a_wish(end="answered")
    in_fen, in_park = (referred(ipek, wish, unit_id(unit)) for unit in ("FEN", "PARK"))
    both = holding(("unit_staff", unit_id("FEN")), ("protocol_officer", unit_id("PARK")))
    assert [one["id"] for one in both.list_wishes()["items"]] == [in_fen["id"]]
    with pytest.raises(NotFound, match="wish.not_found"):
        both.get_wish(wish_id=in_park["id"])
    assert [one["id"] for one in both.list_visits()["items"]] == [visit["id"]]
    with pytest.raises(Forbidden, match="action.not_allowed"):
        both.give_promise(wish_id=in_fen["id"], words="Söz", due_on="2026-12-31")


def test_the_same_post_in_two_units_reaches_both(ipek, holding, a_wish, unit_id):
    wish = a_wish(end="answered")
    seen = {referred(ipek, wish, unit_id(unit))["id"] for unit in ("FEN", "PARK")}
    both = holding(("unit_staff", unit_id("FEN")), ("unit_director", unit_id("PARK")))
    assert {one["id"] for one in both.list_wishes()["items"]} == seen


def test_the_desk_does_for_all_what_the_same_person_may_see_of_a_unit_only(ipek, holding, a_wish, unit_id):
    """Who is of the desk and of a unit records promises for all wishes, as the desk does."""
    wish = a_wish(end="answered")
    desk = holding(("front_desk", None), ("unit_staff", unit_id("FEN")))
    promise = desk.give_promise(wish_id=wish["id"], words="Söz", due_on="2026-12-31")
    with pytest.raises(Forbidden, match="action.not_allowed"):
        desk.keep_promise(promise_id=promise["id"], version=promise["version"])


def test_a_system_reads_days_visits_and_units_and_no_more(process, ipek, person, a_visit, a_wish):
    a_visit()
    wish, system = a_wish(), person(process, "system")
    found = [len(system.call(method, {})["items"]) for method in ("list_public_days", "list_visits", "list_units")]
    assert found == [1, 1, 4]
    for method in ("list_wishes", "list_promises"):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            system.call(method, {})
    with pytest.raises(Forbidden, match="action.not_allowed"):
        system.get_place(place_id=wish["place"]["id"])
