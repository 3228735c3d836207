"""How far the rights reach, for those who hold more than one post."""

from dataclasses import replace

import pytest

from makam_kernel.actor import Grant
from makam_kernel.errors import Forbidden, NotFound


def holding(office, *posts):
    """Somebody with these posts, as (role, unit)."""
    who = office.person()
    who.actor = replace(who.actor, grants=frozenset(Grant(role, unit and office.units[unit]) for role, unit in posts))
    return who


def test_who_is_of_the_desk_and_of_a_unit_works_for_that_unit_alone(office):
    """The desk's post shows every request, the unit's lets them work on its own: no post lends the other its reach."""
    both = holding(office, ("front_desk", "OZELKALEM"), ("unit_staff", "FEN"))
    in_fen, in_park = office.routed(), office.routed("PARK")
    for request in (in_fen, in_park):
        assert both.get_request(request_id=request["id"])["id"] == request["id"]
    assert office.do(both, "accept_request", in_fen)["status"] == "accepted"
    with pytest.raises(Forbidden, match="action.not_allowed"):
        office.do(both, "accept_request", in_park)
    assert office.do(both, "withdraw_request", in_park, reason="Vazgeçti")["status"] == "withdrawn"


def test_a_posts_restricted_requests_are_those_of_its_unit(office):
    """A post in SOSYAL opens its restricted requests; the desk's opens none, in whatever unit it is."""
    made = office.register(category="SOSYAL.IS")["request"]
    routed = office.do(office.nermin, "route_request", made, unit_id=office.units["SOSYAL"])
    both = holding(office, ("front_desk", None), ("unit_director", "SOSYAL"))
    assert both.get_request(request_id=routed["id"])["id"] == routed["id"]
    with pytest.raises(NotFound, match="request.not_found"):
        holding(office, ("front_desk", "SOSYAL")).get_request(request_id=routed["id"])


def test_a_right_of_one_role_is_not_stretched_by_the_unit_of_another(office):
    """Extending is the director of a unit's; whoever directs PARK and works in FEN extends nothing of FEN."""
    request = office.routed(category="BILGI.4982")
    both = holding(office, ("unit_director", "PARK"), ("unit_staff", "FEN"))
    with pytest.raises(Forbidden, match="action.not_allowed"):
        office.do(both, "extend_request", request, reason="Belge bekleniyor")
