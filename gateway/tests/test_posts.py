"""Posts and who holds them, as the operator keeps them and as others hear of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from makam_gateway.roles import ROLES
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import told

MISSING = "019a2f60-7c00-7000-8000-000000000009"
POST = {"title": "Yönetici", "unit_id": None, "roles": ["operator"], "valid_from": "2020-01-01", "valid_to": None}


@pytest.fixture
def derya(house):
    """Somebody without a post."""
    return house.person("derya", name="Derya AYDIN", title="İnşaat mühendisi")


@pytest.fixture
def engineer(house):
    """A post of the engineering office."""
    return house.post("FEN.MUHENDIS", "unit_staff", unit=house.unit("FEN"))


class TestPosts:
    def test_a_post_is_kept_as_it_was_given_and_changed_for_all_who_hold_it(self, house, derya, engineer):
        house.hold(derya, engineer)
        kept = house.operator.get_post(post_id=engineer)
        assert (kept["code"], kept["roles"], kept["valid_to"]) == ("FEN.MUHENDIS", ["unit_staff"], None)
        facts = {name: kept[name] for name in ("title", "unit_id", "valid_from")}
        roles = ["unit_staff", "unit_director"]
        changed = house.operator.change_post(post_id=engineer, version=kept["version"], roles=roles, **facts)
        assert changed["roles"] == ["unit_director", "unit_staff"]
        assert house.actor(derya).roles == {"unit_director", "unit_staff"}
        with pytest.raises(Conflict, match=r"version\.stale"):
            house.operator.change_post(post_id=engineer, version=1, roles=[], **facts)

    def test_a_code_is_given_once(self, house, engineer):
        with pytest.raises(Conflict, match=r"post\.exists"):
            house.post("FEN.MUHENDIS", "driver")

    @pytest.mark.parametrize("role", ["system", "citizen", "root"])
    def test_gives_no_role_but_those_of_the_list(self, sqlite_house, role):
        with pytest.raises(Invalid, match=r"input\.invalid"):
            sqlite_house.post("X", role)
        assert role not in ROLES

    def test_needs_a_unit_that_exists_and_an_end_after_its_beginning(self, house):
        with pytest.raises(Invalid, match=r"unit\.unknown"):
            house.post("X", "driver", unit=MISSING)
        with pytest.raises(Invalid, match=r"post\.ends_before_it_begins"):
            house.post("X", "driver", valid_to="2019-12-31")

    def test_are_listed_by_title_as_turks_sort(self, house):
        for title in ("Şoför", "İç denetçi", "Zabıta Müdürü", "Çözümleyici", "Ilıca memuru"):
            house.post(title, title=title)
        first = house.operator.list_posts(limit=3)
        second = house.operator.list_posts(limit=3, cursor=first["next_cursor"])
        titles = [post["title"] for post in first["items"] + second["items"]]
        assert titles == ["Çözümleyici", "Ilıca memuru", "İç denetçi", "Şoför", "Zabıta Müdürü"]


class TestHoldings:
    def test_a_person_does_not_hold_a_post_twice_on_one_day(self, house, derya, engineer):
        house.hold(derya, engineer, "2026-01-01", "2026-06-30")
        for days in (("2026-06-30", None), ("2025-01-01", "2026-01-01"), ("2026-03-01", "2026-04-01"), ("2020-01-01",)):
            with pytest.raises(Conflict, match=r"holding\.overlaps"):
                house.hold(derya, engineer, *days)
        house.hold(derya, engineer, "2026-07-01")
        house.hold(derya, house.post("YAZI.MEMUR", "unit_staff"), "2026-01-01")

    def test_nor_when_two_operators_give_it_at_once(self, house, derya, engineer):
        def give(_):
            try:
                return house.hold(derya, engineer)["version"]
            except Conflict as conflict:
                return conflict.code

        with ThreadPoolExecutor(4) as pool:
            came = list(pool.map(give, range(4)))
        assert sorted(map(str, came)) == ["1", *["holding.overlaps"] * 3]

    def test_a_new_end_may_not_reach_into_the_next_time(self, house, derya, engineer):
        first = house.hold(derya, engineer, "2026-01-01", "2026-06-30")
        house.hold(derya, engineer, "2026-08-01")
        end = {"holding_id": first["id"], "version": 1}
        for until_on in ("2026-08-01", None):
            with pytest.raises(Conflict, match=r"holding\.overlaps"):
                house.operator.end_holding(**end, until_on=until_on)
        assert house.operator.end_holding(**end, until_on="2026-07-31")["until_on"] == "2026-07-31"
        with pytest.raises(Conflict, match=r"version\.stale"):
            house.operator.end_holding(**end, until_on="2026-07-01")

    def test_what_should_never_have_been_is_ended_on_the_day_before_it_began(self, house, derya, engineer):
        wrong = house.hold(derya, engineer, "2026-10-19")
        assert house.actor(derya).roles == {"unit_staff"}
        with pytest.raises(Invalid, match=r"holding\.ends_before_it_begins"):
            house.operator.end_holding(holding_id=wrong["id"], version=1, until_on="2026-10-17")
        house.operator.end_holding(holding_id=wrong["id"], version=1, until_on="2026-10-18")
        assert house.actor(derya).roles == set()
        house.hold(derya, engineer, "2026-10-01")  # it takes no day
        assert house.actor(derya).roles == {"unit_staff"}

    def test_its_days_are_in_order_and_its_person_and_post_exist(self, house, derya, engineer):
        with pytest.raises(Invalid, match=r"holding\.ends_before_it_begins"):
            house.hold(derya, engineer, "2026-01-02", "2026-01-01")
        with pytest.raises(Invalid, match=r"person\.unknown"):
            house.hold(MISSING, engineer)
        with pytest.raises(NotFound, match=r"post\.not_found"):
            house.hold(derya, MISSING)
        with pytest.raises(NotFound, match=r"person\.not_found"):
            house.operator.list_holdings(person_id=MISSING)

    def test_all_of_a_person_are_listed_newest_first(self, house, derya, engineer):
        house.hold(derya, engineer, "2020-01-01", "2022-12-31")
        house.hold(derya, house.post("FEN.MUDUR", "unit_director"), "2023-01-01")
        found = house.operator.list_holdings(person_id=derya)["items"]
        assert [(one["post"]["code"], one["until_on"]) for one in found] == [
            ("FEN.MUDUR", None),
            ("FEN.MUHENDIS", "2022-12-31"),
        ]


class TestTheLastOperator:
    """A site without an operator could let nobody in again."""

    @pytest.fixture
    def post(self, house):
        """An operator's post, beside the one by whose hand the test acts, who holds none."""
        return house.post("YONETICI", "operator")

    def test_stays(self, house, post):
        only = house.person("yonetici")
        held = house.hold(only, post)
        changes = (
            lambda: house.operator.end_holding(holding_id=held["id"], version=1, until_on="2026-12-31"),
            lambda: house.operator.change_person(person_id=only, version=1, name="Y", title=None, active=False),
            lambda: house.operator.change_post(post_id=post, version=1, **POST | {"roles": ["driver"]}),
            lambda: house.operator.change_post(post_id=post, version=1, **POST | {"valid_to": "2027-12-31"}),
            lambda: house.operator.import_people(
                csv="login;name;post_code;from_on;until_on\nyonetici;Yonetici;YONETICI;2020-01-01;2026-12-31"
            ),
        )
        for change in changes:
            with pytest.raises(Conflict, match=r"operator\.last"):
                change()
        assert house.actor(only).roles == {"operator"}

    def test_goes_once_there_is_another(self, house, post):
        first, second = house.hold(house.person("a1"), post), house.hold(house.person("b1"), post)
        house.operator.end_holding(holding_id=first["id"], version=1, until_on="2026-12-31")
        with pytest.raises(Conflict, match=r"operator\.last"):
            house.operator.end_holding(holding_id=second["id"], version=1, until_on="2026-12-31")

    def test_two_do_not_dismiss_each_other(self, house, post):
        people = [house.person(login) for login in ("a1", "b1")]
        for one in people:
            house.hold(one, post)

        def dismiss(one):
            try:
                house.operator.change_person(person_id=one, version=1, name="X", title=None, active=False)
                return "dismissed"
            except Conflict as conflict:
                return conflict.code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(dismiss, people)) == ["dismissed", "operator.last"]


class TestTelling:
    def test_ids_codes_and_days_are_told_and_never_who_somebody_is(self, house, derya, engineer):
        ended = house.hold(derya, engineer, "2026-01-01")
        house.operator.end_holding(holding_id=ended["id"], version=1, until_on="2026-10-18")
        house.operator.change_person(person_id=derya, version=1, name="Derya KAYA", title=None, active=False)
        rows = told(house.process)
        assert not [row for row in rows if "derya" in f"{row.subject} {row.data}".lower()]
        facts = [(row.type, row.sequence, row.data) for row in rows if not row.type.startswith("unit.")]
        unit = house.operator.list_units()["items"][0]["id"]
        post = {"code": "FEN.MUHENDIS", "title": "Fen.Muhendis", "unit_id": unit, "roles": ["unit_staff"]}
        held = {"person_id": derya, "post_id": engineer, "from_on": "2026-01-01"}
        assert facts == [
            ("person.changed.v1", 1, {"active": True}),
            ("post.changed.v1", 1, post | {"valid_from": "2020-01-01", "valid_to": None}),
            ("holding.changed.v1", 1, held | {"until_on": None}),
            ("holding.changed.v1", 2, held | {"until_on": "2026-10-18"}),
            ("person.changed.v1", 2, {"active": False}),
        ]
        assert {row.subject for row in rows} >= {f"person/{derya}", f"post/{engineer}", f"holding/{ended['id']}"}


class TestRights:
    def test_the_auditor_reads_and_changes_nothing(self, house, person, derya, engineer):
        auditor = person(house.process, "auditor")
        assert auditor.list_people()["items"] and auditor.list_posts()["items"] and auditor.list_units()["items"]
        assert auditor.list_holdings(person_id=derya) == {"items": []}
        for call, facts in (
            ("hold_post", {"post_id": engineer, "person_id": derya, "from_on": "2026-01-01"}),
            ("create_unit", {"code": "X", "name": "X", "valid_from": "2026-01-01"}),
            ("import_people", {"csv": "login;name\nx;X"}),
            ("import_units", {"csv": "code;name;valid_from\nX;X;2026-01-01"}),
        ):
            with pytest.raises(Forbidden, match=r"action\.not_allowed"):
                auditor.call(call, facts)

    def test_everyone_looks_people_up_and_few_see_more(self, house, person, derya):
        for role in ROLES:
            assert person(house.process, role).list_directory()["items"][0]["name"] == "Derya AYDIN"
        with pytest.raises(Forbidden, match=r"action\.not_allowed"):
            person(house.process, "secretary").list_posts()
        with pytest.raises(Forbidden, match=r"action\.not_allowed"):
            person(house.process, "citizen").list_directory()


class TestDirectory:
    def test_names_whoever_is_active_and_what_they_hold_today(self, house, derya, engineer):
        former = house.post("FEN.SEF", "unit_staff", title="Şef")
        closed = house.post("ESKI", "unit_director", valid_to="2026-10-18")
        house.hold(derya, engineer, "2026-10-19", "2026-10-19")
        house.hold(derya, former, until_on="2026-10-18")
        house.hold(derya, closed)
        house.person("ayrilan", active=False)
        [line] = house.operator.list_directory()["items"]
        assert line.keys() == {"id", "name", "title", "posts"}
        assert (line["name"], line["title"]) == ("Derya AYDIN", "İnşaat mühendisi")
        [post] = line["posts"]
        assert (post["code"], post["roles"]) == ("FEN.MUHENDIS", ["unit_staff"])
        house.at("2026-10-20 00:01")
        assert house.operator.list_directory()["items"][0]["posts"] == []

    def test_is_turned_page_by_page_by_name_as_turks_sort(self, house):
        names = ["Çiğdem", "Cem", "İlker", "Işıl", "Şule", "Sevil", "Ömer", "Oya"]
        for number, name in enumerate(names):
            house.person(f"p{number}", name=name)
        seen, cursor = [], None
        while True:
            page = house.operator.list_directory(limit=3, cursor=cursor)
            seen += [line["name"] for line in page["items"]]
            if (cursor := page["next_cursor"]) is None:
                break
        assert seen == ["Cem", "Çiğdem", "Işıl", "İlker", "Oya", "Ömer", "Sevil", "Şule"]
