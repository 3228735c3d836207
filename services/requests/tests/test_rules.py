"""The ordered rules by which a request finds its unit by itself."""

import pytest

from makam_kernel.errors import Conflict, Invalid
from makam_kernel.testing import at, hear, told
from requests_service.rules.models import RoutingRule


@pytest.fixture
def rules(small_office):
    """The office's rules: (10) ``YOL.*`` → FEN, (20) Çınaraltı → ZABITA."""
    rule = small_office.nermin.create_rule
    return [
        rule(position=10, category="YOL.*", unit_id=small_office.units["FEN"]),
        rule(position=20, neighbourhood="Çınaraltı", unit_id=small_office.units["ZABITA"]),
    ]


def unit_of(made):
    return made["request"]["unit"] and made["request"]["unit"]["code"]


@pytest.mark.scenario("requests.11", part="first match")
def test_the_first_match_decides_and_its_version_is_kept(small_office, rules):
    made = small_office.register(neighbourhood="Çınaraltı")
    assert unit_of(made) == "FEN"
    assert (made["request"]["routed_by"], made["request"]["rule_id"]) == ("rule", rules[0]["id"])
    assert made["request"]["rule_version"] == 1
    small_office.nermin.change_rule(
        rule_id=rules[0]["id"], version=1, position=10, category="YOL.*", unit_id=small_office.units["PARK"]
    )
    assert unit_of({"request": small_office.see(made)}) == "FEN"
    later = small_office.register()
    assert (unit_of(later), later["request"]["rule_version"]) == ("PARK", 2)


@pytest.mark.parametrize("written", ["Çınaraltı", "ÇINARALTI", "çınaraltı", "Cinaralti"])
def test_neighbourhoods_are_compared_as_turks_read_them(written):
    rule = RoutingRule(neighbourhood="Çınaraltı", active=True)
    assert rule.matches(category=None, neighbourhood=written)
    assert not rule.matches(category=None, neighbourhood="Çınaraltı Yukarı")


@pytest.mark.parametrize(
    ("asked", "category", "matches"),
    [
        ("YOL.*", "YOL.CUKUR", True),
        ("YOL.*", "YOL", False),
        ("YOL.CUKUR", "YOL.CUKUR", True),
        ("YOL.*", "yol.cukur", False),
        ("YOL.*", None, False),
    ],
)
def test_a_rule_names_a_category_or_all_below_it(asked, category, matches):
    assert RoutingRule(category=asked, active=True).matches(category=category, neighbourhood=None) is matches


def test_an_inactive_rule_decides_nothing(small_office, rules):
    facts = {"position": 10, "category": "YOL.*", "unit_id": small_office.units["FEN"], "active": False}
    small_office.nermin.change_rule(rule_id=rules[0]["id"], version=1, **facts)
    assert unit_of(small_office.register(neighbourhood="Çınaraltı")) == "ZABITA"


def test_what_no_rule_knows_waits_for_a_person(small_office, rules):
    made = small_office.register(category="PARK.AGAC", neighbourhood="Söğütlü")
    assert (made["request"]["status"], unit_of(made)) == ("registered", None)


def test_a_rule_whose_unit_was_closed_routes_nobody(small_office, rules, unit_event):
    hear(small_office.process, unit_event("FEN", sequence=2, valid_to="2026-10-18"))
    at(small_office.process, "2026-10-19 10:12")
    made = small_office.register(neighbourhood="Çınaraltı")
    assert (made["request"]["status"], unit_of(made)) == ("registered", None)
    with pytest.raises(Invalid, match="unit.unknown"):
        small_office.do(small_office.sevil, "route_request", made, unit_id=small_office.units["FEN"])


def test_two_rules_do_not_share_a_place(small_office, rules):
    with pytest.raises(Conflict, match="rule.position_taken"):
        small_office.nermin.create_rule(position=10, category="PARK.*", unit_id=small_office.units["PARK"])


def test_a_rule_asks_for_something(small_office):
    with pytest.raises(Invalid, match="input.invalid"):
        small_office.nermin.create_rule(position=10, unit_id=small_office.units["PARK"])


def test_rules_are_listed_in_their_order_and_their_changes_are_told(small_office, rules):
    small_office.nermin.create_rule(position=5, category="PARK.*", unit_id=small_office.units["PARK"])
    listed = small_office.nermin.list_rules()["items"]
    assert [rule["position"] for rule in listed] == [5, 10, 20]
    assert [row.type for row in told(small_office.process)].count("rule.changed.v1") == 3


class TestCategory:
    """Categories, which the private office keeps."""

    def test_has_a_code_of_its_own(self, small_office):
        with pytest.raises(Conflict, match="category.exists"):
            small_office.nermin.create_category(code="YOL.CUKUR", name="Çukur", unit_id=small_office.units["FEN"])

    def test_is_changed_for_later_requests_only(self, small_office):
        before = small_office.register()
        category = next(one for one in small_office.nermin.list_categories()["items"] if one["code"] == "YOL.CUKUR")
        facts = {"name": "Yolda çukur", "unit_id": small_office.units["FEN"], "internal_days": 2}
        small_office.nermin.change_category(category_id=category["id"], version=1, **facts)
        assert small_office.see(before)["internal_due_on"] == "2026-10-26"
        assert small_office.register()["request"]["internal_due_on"] == "2026-10-21"

    def test_that_nobody_knows_is_refused(self, small_office):
        with pytest.raises(Invalid, match="category.unknown"):
            small_office.register(category="YOL.KAR")

    def test_belongs_to_a_unit_that_exists(self, small_office):
        with pytest.raises(Invalid, match="unit.unknown"):
            small_office.nermin.create_category(code="X", name="X", unit_id="00000000-0000-0000-0000-000000000099")
