"""A whole site for the gateway's tests: its own broker, every service and the gateway as their own processes.

Whatever the site answers to a client made here is held against the OpenAPI document that the site serves.
"""

import json
import time
from uuid import UUID

import httpx
import jsonschema
import pytest

from makam_gateway import api, security
from makam_gateway.people.acting import actor_of
from makam_gateway.people.models import Person
from makam_gateway.service import SERVICE
from makam_gateway.settings import GatewaySettings
from makam_kernel.service import Process
from makam_kernel.settings import Settings
from makam_kernel.testing import at
from makam_tools.hiring import hire
from makam_tools.signing_in import trust
from makam_tools.trial import Trial

pytest_plugins = ["makam_kernel.testing"]

PASSWORD = "deneme parolası"
UNITS = {
    "FEN": "Fen İşleri Müdürlüğü",
    "PARK": "Park ve Bahçeler Müdürlüğü",
    "SOSYAL": "Sosyal Yardım İşleri Müdürlüğü",
    "YAZI": "Yazı İşleri Müdürlüğü",
    "OZELKALEM": "Özel Kalem Müdürlüğü",
}
PEOPLE = {
    "sevil": ("Sevil TAN", ["front_desk"], None),
    "hakan": ("Hakan YILDIZ", ["unit_director"], "FEN"),
    "derya": ("Derya", ["unit_staff"], "FEN"),
    "okan": ("Okan", ["unit_staff"], "FEN"),
    "sule": ("Şule ÖNAL", ["unit_director"], "PARK"),
    "ilknur": ("İlknur GÜNEŞ", ["unit_director"], "YAZI"),
    "nermin": ("Nermin IŞIK", ["director"], "OZELKALEM"),
}
CATEGORIES = (
    {"code": "YOL.CUKUR", "name": "Yolda çukur", "unit": "FEN", "internal_days": 5},
    {"code": "PARK.AGAC", "name": "Ağaç budama", "unit": "PARK", "internal_days": 3},
    {"code": "SOSYAL.IS", "name": "İş isteği", "unit": "SOSYAL", "internal_days": 10, "restricted": True},
    {"code": "BILGI.4982", "name": "Bilgi edinme", "unit": "YAZI", "law": "4982"},
)
POTHOLE = "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur"
AYSE = {
    "name": "Ayşe Yılmaz",
    "national_id": "10000000146",
    "phone": "+90 555 000 00 01",
    "email": "ayse@example.org",
}


class Document:
    """The OpenAPI document of a running site, as the judge of what it answers."""

    def __init__(self, url):
        self.whole = httpx.get(f"{url}/api/v1/openapi.json", timeout=30).json()
        self.validators = {}

    def operation(self, method, path):
        """``(template, operation)`` of a request, or None for an address that is not documented."""
        fitting = [template for template in self.whole["paths"] if _fits(template, path)]
        for template in sorted(fitting, key=lambda one: one.count("{")):
            if operation := self.whole["paths"][template].get(method.lower()):
                return template, operation
        return None

    def judge(self, response):
        """Fail unless the status is documented and the body is as promised."""
        response.read()
        found = self.operation(response.request.method, response.request.url.path)
        if found is None or response.request.method == "HEAD":
            return
        template, operation = found
        where = f"{response.request.method} {template} {response.status_code}"
        assert str(response.status_code) in operation["responses"], f"{where} is not documented: {response.text}"
        content = operation["responses"][str(response.status_code)].get("content", {})
        kind = response.headers.get("content-type", "").split(";")[0]
        assert kind in content or (not content and not response.content), f"{where} as {kind}"
        if kind.endswith("json"):
            self._validator(where, content[kind]["schema"]).validate(response.json())

    def _validator(self, where, schema):
        if where not in self.validators:
            whole = {**schema, "components": self.whole["components"]}
            self.validators[where] = jsonschema.Draft202012Validator(
                whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
            )
        return self.validators[where]


def _fits(template, path):
    wanted, given = template.split("/"), path.split("/")
    return len(wanted) == len(given) and all(
        one == other or one.startswith("{") for one, other in zip(wanted, given, strict=True)
    )


class City:
    """Akçınar on a running site: its people, signed in, its units and its categories."""

    def __init__(self, site):
        self.site, self.document = site, Document(site.url)
        self.operator = self._watched(site.operator())
        self.citizen = self.client()
        self.units = {code: self._unit(code, name) for code, name in UNITS.items()}
        for login, facts in PEOPLE.items():
            self.hire(login, *facts)
        for login in PEOPLE:
            setattr(self, login, self.sign_in(login))
        until(lambda: len(self.nermin.get("/request-units").json()["items"]) == len(UNITS))
        for category in CATEGORIES:
            facts = {name: value for name, value in category.items() if name != "unit"}
            made = self.nermin.post("/request-categories", json=facts | {"unit_id": self.units[category["unit"]]})
            assert made.status_code == 201, made.text

    def sign_in(self, login, password=PASSWORD):
        """A client of this person."""
        return self._watched(self.site.sign_in(login, password))

    def client(self, **headers):
        """A client of nobody."""
        base = f"{self.site.url}/api/v1"
        return self._watched(httpx.Client(base_url=base, headers=headers, timeout=30, verify=trust()))

    def at(self, text):
        """Set the city's clock to a local wall time, ``2026-10-19 10:12``."""
        answer = self.operator.put("/clock", json={"at": f"{text.replace(' ', 'T')}:00+03:00"})
        assert answer.status_code == 200, answer.text

    def register(self, by=None, key=None, **facts):
        """The answer to the registration of a complaint about the pothole."""
        wanted = {"kind": "complaint", "channel": "phone", "topic": POTHOLE, "category": "YOL.CUKUR", "citizen": AYSE}
        headers = {"Idempotency-Key": key} if key else {}
        return (by or self.sevil).post("/requests", json=wanted | facts, headers=headers)

    def do(self, who, request, step, version=None, **body):
        """The answer to one step, in the version that the request has now or in the given one."""
        url = f"/requests/{request['id']}"
        tag = f'"{version}"' if version else who.get(url).headers["etag"]
        return who.put(f"{url}/{step}", json=body, headers={"If-Match": tag})

    def solved(self, made, solution="Çukur kapatıldı."):
        """Bring a fresh request to the unit's answer; the request as it is then."""
        self.must(self.do(self.sevil, made, "routing", unit_id=self.units["FEN"]))
        for step in ("acceptance", "start"):
            self.must(self.do(self.derya, made, step))
        return self.must(self.do(self.derya, made, "solution", solution=solution))

    def see(self, made):
        """The request as the director sees it."""
        return self.must(self.nermin.get(f"/requests/{made['id']}"))

    def notices(self, made, *channels):
        """The messages about a request, oldest first."""
        found = self.must(self.nermin.get(f"/requests/{made['id']}/notices"))["items"]
        return [notice for notice in found if not channels or notice["channel"] in channels]

    def track(self, made):
        """What the citizen sees with their slip."""
        slip = {"number": made["number"], "code": made["code"]}
        return self.must(self.citizen.post("/citizen/tracking", json=slip))

    def seconds_of(self, answer):
        """How long the gateway took for an answer, by its own log: a slow client is no fault of its."""
        lines = (self.site.site.logs / "gateway.log").read_text().splitlines()
        [line] = [line for line in lines if answer.headers["x-request-id"] in line and '"event": "request"' in line]
        return json.loads(line)["seconds"]

    @staticmethod
    def must(answer):
        """The body of an answer that has to be a good one."""
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def _watched(self, client):
        client.event_hooks = {"response": [self.document.judge]}
        return client

    def _unit(self, code, name):
        facts = {"code": code, "name": name, "valid_from": "2020-01-01"}
        return self.must(self.operator.post("/units", json=facts))["id"]

    def hire(self, login, name, roles, unit=None, password=PASSWORD):
        """Make a person who holds a post with these roles."""
        return hire(self._post, login, name, password, roles=roles, unit_id=self.units.get(unit))

    def _post(self, path, body):
        return self.must(self.operator.post(path, json=body))


def until(ask, seconds=15):
    """What ``ask`` answers, as soon as it is true."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)
    return answer


class House:
    """The gateway's own desks on a database, with no site around them: people, posts and units by the operator's hand,
    on 19 October 2026."""

    def __init__(self, process, person):
        self.process, self.operator = process, person(process, "operator")
        self.at("2026-10-19 10:00")

    def at(self, text):
        """Set the business clock to a local wall time."""
        at(self.process, text)

    def unit(self, code, parent=None, **facts):
        """The id of a new unit."""
        wanted = {"code": code, "name": f"{code} Müdürlüğü", "parent_id": parent, "valid_from": "2020-01-01"}
        return self.operator.create_unit(**wanted | facts)["id"]

    def person(self, login, **facts):
        """The id of a new person."""
        return self.operator.create_person(**{"login": login, "name": login.title()} | facts)["id"]

    def post(self, code, *roles, unit=None, **facts):
        """The id of a new post."""
        wanted = {"code": code, "title": code.title(), "unit_id": unit, "roles": roles, "valid_from": "2020-01-01"}
        return self.operator.create_post(**wanted | facts)["id"]

    def hold(self, person, post, from_on="2020-01-01", until_on=None):
        """That the person holds the post."""
        return self.operator.hold_post(person_id=person, post_id=post, from_on=from_on, until_on=until_on)

    def actor(self, person):
        """The actor that the person is now."""
        with self.process.database.reading() as session:
            return actor_of(session, session.get(Person, UUID(person)), self.process.clock.now())


@pytest.fixture
def house(a_process, person, database_uri):
    """The gateway's own desks on an empty database of each kind."""
    return House(a_process(SERVICE, database_uri), person)


@pytest.fixture
def sqlite_house(a_process, person, sqlite_uri):
    """The same on a file, where SQL does not decide."""
    return House(a_process(SERVICE, sqlite_uri), person)


@pytest.fixture(scope="session", name="until")
def _until():
    return until


@pytest.fixture(scope="session")
def a_site(tmp_path_factory):
    """Starts whole sites: ``with a_site() as site``."""
    return lambda: Trial(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(a_site):
    """One running site for all tests that leave it as they found it."""
    with a_site() as site:
        yield site


@pytest.fixture(scope="session")
def city(site):
    """Akçınar on that site, at 2026-10-19 10:12."""
    city = City(site)
    city.at("2026-10-19 10:12")
    return city


@pytest.fixture(scope="session")
def a_city():
    """Makes Akçınar on a site."""
    return City


@pytest.fixture(scope="session")
def document_of():
    """The judge of what a site answers: ``document_of(url)``."""
    return Document


@pytest.fixture(scope="session")
def cookie():
    """The name of the session's cookie."""
    return security.COOKIE


@pytest.fixture(scope="session")
def app(site, tmp_path_factory):
    """The application as that site has built it, to look at its routes."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in site.site.environment("gateway").items():
            patch.setenv(name, value)
        patch.setenv("MAKAM_DATABASE_URI", f"sqlite:///{tmp_path_factory.mktemp('app')}/gateway.sqlite3")
        process = Process(SERVICE, Settings.from_environment())
        return api.build(process, GatewaySettings.from_environment())
