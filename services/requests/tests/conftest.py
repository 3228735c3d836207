"""Fixtures of the requests service's tests; its processes run on ordinary threads here, as the kernel allows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from makam_kernel import errors
from makam_kernel.actor import Actor
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import at, hear
from makam_kernel.units import Unit
from makam_kernel.workdays import WorkCalendar
from requests_service.categories.models import Category
from requests_service.citizens.models import Citizen
from requests_service.requests.models import Request
from requests_service.service import SERVICE

pytest_plugins = ["makam_kernel.testing"]

UNITS = {
    code: UUID(int=number)
    for number, code in enumerate(("FEN", "PARK", "SOSYAL", "ZABITA", "YAZI", "OZELKALEM"), start=1)
}
AYSE = {"name": "Ayşe Yılmaz", "phone": "+90 555 000 00 01", "email": "ayse@example.org", "national_id": "10000000146"}
MEHMET = {"name": "Mehmet Işık", "phone": "+90 555 000 00 02"}
HATICE = {"name": "Hatice ŞEN", "phone": "+90 555 000 00 03"}
POTHOLE = "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur"
CATEGORIES = (
    {"code": "YOL.CUKUR", "name": "Yolda çukur", "unit": "FEN", "internal_days": 5},
    {"code": "PARK.AGAC", "name": "Ağaç budama", "unit": "PARK", "internal_days": 3},
    {"code": "SOSYAL.IS", "name": "İş isteği", "unit": "SOSYAL", "internal_days": 10, "restricted": True},
    {"code": "BILGI.4982", "name": "Bilgi edinme", "unit": "YAZI", "law": "4982"},
)
SOMEBODY = Actor("1", "Sevil TAN")


def a_unit_event(code, sequence=1, **facts):
    """What the gateway tells of a unit."""
    data = {"code": code, "name": f"{code} Müdürlüğü", "valid_from": "2020-01-01", "valid_to": None}
    return Told(
        id=str(new_id()),
        source="gateway",
        type="unit.changed.v1",
        subject=f"unit/{UNITS[code]}",
        sequence=sequence,
        time=datetime.now(UTC),
        data=data | facts,
    )


@pytest.fixture
def unit_event():
    """Makes what the gateway tells of a unit: ``unit_event("FEN", sequence=2, name="…")``."""
    return a_unit_event


@pytest.fixture
def calendar():
    """The official holidays, as the service counts with them."""
    return WorkCalendar()


@pytest.fixture
def a_request(calendar):
    """Makes a request as the model alone knows it, in any status."""

    def make(*, category=None, status=None, at=datetime(2026, 10, 19, 7, 12, tzinfo=UTC), **facts):
        wanted = {
            "number": "TLP-2026-000001",
            "citizen": Citizen(name="Ayşe Yılmaz", phone="+905550000001"),
            "kind": "complaint",
            "channel": "phone",
            "topic": POTHOLE,
            "received_at": at,
        }
        category = Category(restricted=False, **category) if category else None
        made, _ = Request.register(**wanted | facts, category=category, calendar=calendar, actor=SOMEBODY, at=at)
        made.unit = Unit(id=UNITS["FEN"], code="FEN", name="Fen İşleri Müdürlüğü", valid_from=date(2020, 1, 1))
        made.unit_id = made.unit.id
        made.status = status or made.status
        return made

    return make


@pytest.fixture
def actor():
    """Somebody, to the model."""
    return SOMEBODY


class Office:
    """The people of Akçınar around one process, and its categories; ``at`` sets the office's clock."""

    def __init__(self, process, person):
        self.process, self.units = process, {code: str(id) for code, id in UNITS.items()}
        self.ayse, self.mehmet, self.hatice = AYSE, MEHMET, HATICE
        fen, park = [UNITS["FEN"]], [UNITS["PARK"]]
        self.person = lambda *roles, **facts: person(process, *roles, **facts)
        self.sevil = self.person("front_desk", name="Sevil TAN")
        self.hakan = self.person("unit_director", name="Hakan YILDIZ", units=fen)
        self.derya = self.person("unit_staff", name="Derya", units=fen)
        self.okan = self.person("unit_staff", name="Okan", units=fen)
        self.sule = self.person("unit_director", name="Şule ÖNAL", units=park)
        self.nermin = self.person("director", name="Nermin IŞIK")
        self.anyone = self.person("citizen", id="citizen")
        self.at("2026-10-19 10:12")
        for category in CATEGORIES:
            facts = {name: value for name, value in category.items() if name != "unit"}
            self.nermin.create_category(**facts, unit_id=self.units[category["unit"]])

    def at(self, text):
        """Set the office's clock to a local wall time."""
        at(self.process, text)

    def register(self, citizen=AYSE, by=None, **facts):
        """What the registration of a complaint answers."""
        wanted = {
            "kind": "complaint",
            "channel": "phone",
            "topic": POTHOLE,
            "category": "YOL.CUKUR",
            "citizen": citizen,
        }
        return (by or self.sevil).register_request(**wanted | facts)

    def routed(self, unit="FEN", **facts):
        """A fresh request that ``unit`` has been given."""
        made = self.register(**facts)
        return self.do(self.sevil, "route_request", made, unit_id=self.units[unit])

    def solved(self, solution="Çukur kapatıldı.", **facts):
        """A fresh request that FEN has answered."""
        return self.solve(self.routed(**facts), solution)

    def solve(self, request, solution="Çukur kapatıldı."):
        """Let FEN accept, begin and answer."""
        begun = self.do(self.derya, "start_request", self.do(self.derya, "accept_request", request))
        return self.do(self.derya, "solve_request", begun, solution=solution)

    @staticmethod
    def do(who, method, request, **facts):
        """Let someone change a request in the version that they saw."""
        return who.call(method, {"request_id": request["id"], "version": request["version"], **facts})

    def see(self, request):
        """The request as it stands now."""
        return self.nermin.get_request(request_id=request["id"])

    def track(self, made):
        """What the citizen sees with the slip of a registration."""
        return self.anyone.track_request(number=made["number"], code=self.receipt(made)["code"])

    def receipt(self, made):
        """The slip of a registration."""
        return self.sevil.get_receipt(request_id=made["id"])

    def notices(self, request, *channels):
        """The messages about a request, in the order in which they were written."""
        found = self.nermin.list_notices(request_id=request["id"])["items"]
        return [notice for notice in found if not channels or notice["channel"] in channels]


def _an_office(a_process, uri, person):
    process = a_process(SERVICE, uri)
    hear(process, *(a_unit_event(code) for code in UNITS))
    return Office(process, person)


@pytest.fixture
def office(a_process, database_uri, person):
    """The office on a fresh database of each kind, 2026-10-19 10:12."""
    return _an_office(a_process, database_uri, person)


@pytest.fixture
def small_office(a_process, sqlite_uri, person):
    """The office on SQLite alone, where SQL does not decide."""
    return _an_office(a_process, sqlite_uri, person)


@pytest.fixture
def at_once():
    """Runs calls on threads of their own and gives their answers or errors, in order: ``at_once(f, g)``."""

    def attempt(call):
        try:
            return call()
        except errors.MakamError as error:
            return error

    def run(*calls, threads=None):
        with ThreadPoolExecutor(threads or len(calls)) as pool:
            return list(pool.map(attempt, calls))

    return run
