"""What stands before the first citizen comes: units, posts and who holds them, categories and routing rules."""

from concurrent.futures import ThreadPoolExecutor

from makam_tools.demonstration.office import wait_for
from makam_tools.demonstration.texts import data

AT_ONCE = 6
CATEGORY_FACTS = ("code", "name", "internal_days", "law", "restricted")


class Town:
    """The municipality, or a part of it: only what is named, when something is named. What is there already stays."""

    def __init__(self, office, admin, *, logins=None, units=None, categories=None):
        town = data("town")
        self.office, self.admin = office, admin
        self.people = [one for one in town["people"] if logins is None or one["login"] in logins]
        codes = {person["post"] for person in self.people}
        self.posts = {post["code"]: post for post in town["posts"] if post["code"] in codes}
        self._units = [one for one in town["units"] if units is None or one["code"] in units]
        codes = {unit["code"] for unit in self._units}
        self._categories = [
            one for one in data("topics")["categories"] if categories is None or one["code"] in categories
        ]
        self._rules = [rule for rule in town["rules"] if rule["unit"] in codes]
        self.unit_ids, self.person_ids = {}, {}

    def settle(self):
        """Make what is missing; then everybody can sign in and every service knows the units."""
        self._make_units()
        there = self.office.every(self.admin, "/posts")
        self._each(self._make_post, self._missing(self.posts.values(), "code", there))
        self._each(self._make_person, self._missing(self.people, "login", self.office.every(self.admin, "/people")))
        self._give_posts()
        for person in self.people:
            self.office.know(person["login"], person["password"])
        for path in ("/agenda-units", "/request-units", "/visitor-units", "/protocol-units", "/document-units"):
            wait_for("Birimlerin servislere ulaşması", lambda path=path: self._known_at(path))
        there = self.office.get(self.admin, "/request-categories")["items"]
        self._each(self._make_category, self._missing(self._categories, "code", there))
        there = self.office.get(self.admin, "/routing-rules")["items"]
        self._each(self._make_rule, self._missing(self._rules, "position", there))

    def sign_ins(self):
        """Who may sign in, to be told to whoever tries the product."""
        return [{name: person[name] for name in ("login", "password", "title")} for person in self.people]

    def staff(self, unit):
        """The sign-in names of those who work on a unit's requests: its director first."""
        workers = {"unit_director", "unit_staff"}
        posts = {code for code, post in self.posts.items() if post.get("unit") == unit and workers & {*post["roles"]}}
        return [one["login"] for one in self.people if one["post"] in posts]

    def _make_units(self):
        self.unit_ids = {unit["code"]: unit["id"] for unit in self.office.get(self.admin, "/units")["items"]}
        codes = {unit["code"] for unit in self._units}
        while waiting := [unit for unit in self._units if unit["code"] not in self.unit_ids]:
            parents_stand = [unit for unit in waiting if unit.get("parent") not in codes - set(self.unit_ids)]
            self._each(self._make_unit, parents_stand)

    def _make_unit(self, unit):
        facts = {name: unit[name] for name in ("code", "name", "detsis_no")}
        facts |= {"parent_id": self.unit_ids.get(unit.get("parent")), "valid_from": f"{data('town')['founded']}"}
        self.unit_ids[unit["code"]] = self.office.post(self.admin, "/units", facts)["id"]

    def _make_post(self, post):
        facts = {name: post[name] for name in ("code", "title", "roles")}
        facts |= {"unit_id": self.unit_ids.get(post.get("unit")), "valid_from": f"{data('town')['founded']}"}
        self.office.post(self.admin, "/posts", facts)

    def _make_person(self, person):
        self.office.post(self.admin, "/people", {name: person[name] for name in ("login", "name", "title", "password")})

    def _give_posts(self):
        self._post_ids = {post["code"]: post["id"] for post in self.office.every(self.admin, "/posts")}
        self.person_ids = {one["login"]: one["id"] for one in self.office.every(self.admin, "/people")}
        lines = self.office.every(self.admin, "/directory")
        held = {(line["id"], post["code"]) for line in lines for post in line["posts"]}
        waiting = [one for one in self.people if (self.person_ids[one["login"]], one["post"]) not in held]
        self._each(self._give_post, waiting)

    def _give_post(self, person):
        facts = {"person_id": self.person_ids[person["login"]], "from_on": f"{data('town')['founded']}"}
        self.office.post(self.admin, f"/posts/{self._post_ids[person['post']]}/holdings", facts)

    def _make_category(self, category):
        facts = {name: category[name] for name in CATEGORY_FACTS if name in category}
        self.office.post(self.admin, "/request-categories", facts | {"unit_id": self.unit_ids[category["unit"]]})

    def _make_rule(self, rule):
        facts = {name: rule[name] for name in ("position", "category", "neighbourhood") if name in rule}
        self.office.post(self.admin, "/routing-rules", facts | {"unit_id": self.unit_ids[rule["unit"]]})

    def _known_at(self, path):
        known = {unit["id"] for unit in self.office.get(self.admin, path)["items"]}
        return known >= {self.unit_ids[unit["code"]] for unit in self._units}

    def _missing(self, wanted, key, there):
        known = {one[key] for one in there}
        return [one for one in wanted if one[key] not in known]

    def _each(self, make, wanted):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(make, wanted))
