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


@pytest.mark.check("S20", part="a citizen of restricted requests")
class TestACitizenOfRestrictedMatters:
    """Whoever may not see why a person is known here is not told that they are, nor answered with how to reach them."""

    SOSYAL = {"category": "SOSYAL.IS", "topic": "İş isteği"}

    def test_is_nobody_to_the_desk(self, office):
        office.register(by=office.nermin, **self.SOSYAL)
        stranger = {"name": "A. Y.", "national_id": office.ayse["national_id"]}
        for more in ({}, self.SOSYAL):
            citizen = office.register(stranger, by=office.sevil, **more)["request"]["citizen"]
            assert (citizen["name"], citizen["phone"], citizen["email"]) == ("A. Y.", None, None)

    def test_is_known_again_to_those_who_may_see_those_matters(self, office):
        first, second = (office.register(by=office.nermin, **self.SOSYAL)["request"]["citizen"] for _ in range(2))
        assert first["id"] == second["id"]

    def test_lends_nothing_to_what_others_see(self, office):
        """Another address that was told in confidence does not come up in the open request of the same person."""
        told = office.register(by=office.sevil)["request"]
        private = office.ayse | {"phone": "+90 555 000 00 09", "email": "gizli@example.org"}
        office.register(private, by=office.nermin, **self.SOSYAL)
        assert office.sevil.get_request(request_id=told["id"])["citizen"] == told["citizen"]

    def test_is_found_and_erased_with_all_that_is_kept_of_them(self, office):
        open_one, restricted = office.register(), office.register(by=office.nermin, **self.SOSYAL)
        office.nermin.actor = replace(office.nermin.actor, second=frozenset({"somebody else"}))
        found = office.nermin.find_person(national_id=office.ayse["national_id"])["items"]
        citizens = {f"citizen/{made['request']['citizen']['id']}" for made in (open_one, restricted)}
        assert {one["subject"] for one in found if one["certain"]} == citizens and len(citizens) == 2
