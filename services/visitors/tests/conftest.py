"""Fixtures of the visitors service's tests; its processes run on ordinary threads here, as the kernel allows."""

import json
import time
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from makam_kernel.actor import Keys
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import at, hear
from visitors_service.service import SERVICE

pytest_plugins = ["makam_kernel.testing"]

UNITS = {code: UUID(int=number) for number, code in enumerate(("FEN", "PARK", "SOSYAL", "MALI"), start=1)}
NAMES = {"FEN": "Fen İşleri Müdürlüğü", "PARK": "Park ve Bahçeler Müdürlüğü"}
HALL = ["Makam odası", "Masa 1", "Masa 2", "Masa 3"]


def an_event(type, source, subject, data, *, sequence=1):
    """What another service tells."""
    return Told(
        id=str(new_id()),
        source=source,
        type=type,
        subject=subject,
        sequence=sequence,
        time=datetime.now(UTC),
        data=data,
    )


def a_unit_event(code, sequence=1, **facts):
    """What the gateway tells of a unit."""
    data = {"code": code, "name": NAMES.get(code, f"{code} Müdürlüğü"), "valid_from": "2020-01-01", "valid_to": None}
    return an_event("unit.changed.v1", "gateway", f"unit/{UNITS[code]}", data | facts, sequence=sequence)


@pytest.fixture
def unit_id():
    """The id of a unit by its code: ``unit_id("FEN")``."""
    return lambda code: str(UNITS[code])


@pytest.fixture
def process(a_process, database_uri):
    """The service on a fresh database of each kind, with the units of the municipality."""
    process = a_process(SERVICE, database_uri)
    hear(process, *(a_unit_event(code) for code in UNITS))
    return process


@pytest.fixture
def ipek(person, process):
    """İpek ILGAZ, who runs the public day."""
    return person(process, "secretary", name="İpek ILGAZ")


@pytest.fixture
def nermin(person, process):
    """Nermin IŞIK, director of the private office."""
    return person(process, "director", name="Nermin IŞIK")


@pytest.fixture
def a_public_day(process, ipek):
    """Makes a public day that takes people, the clock at 13.30 of that day: ``a_public_day(capacity=40)``."""

    def make(day="2026-12-02", *, starts="14:00", ends="17:00", capacity=400, **facts):
        at(process, f"{day} 08:30" if starts < "12:00" else f"{day} 13:30")
        made = ipek.announce_public_day(day=day, starts=starts, ends=ends, capacity=capacity, rooms=HALL, **facts)
        return ipek.open_public_day(public_day_id=made["id"], version=made["version"])

    return make


@pytest.fixture
def a_running_day(a_public_day, ipek):
    """Makes a public day on which the mayor receives."""

    def make(*args, **facts):
        day = a_public_day(*args, **facts)
        return ipek.start_public_day(public_day_id=day["id"], version=day["version"])

    return make


@pytest.fixture
def someone_heard(ipek):
    """Makes a place of the day whose person is with the mayor: ``someone_heard(day, "Hatice ÖZDEMİR")``."""

    def make(day, name="Hatice ÖZDEMİR", **person):
        ipek.register_place(public_day_id=day["id"], name=name, **person)
        place = ipek.call_next(public_day_id=day["id"], room=HALL[0])
        return ipek.admit_place(place_id=place["id"], version=place["version"])

    return make


@pytest.fixture
def a_wish(ipek, a_running_day, someone_heard):
    """Makes a wish that ends as a request: ``a_wish(end="answered")``."""

    def make(**facts):
        place = someone_heard(a_running_day())
        words = {"words": "Ilgaz Sokak 12 önüne rampa istiyorum.", "category": "YOL.RAMPA", "end": "request"}
        return ipek.record_wish(place_id=place["id"], **(words | facts))

    return make


@pytest.fixture
def a_request_event():
    """Makes what requests tells of the request that came of a wish: ``a_request_event(wish, "solved", 5)``."""
    request_id = new_id()

    def make(wish, status, sequence, *, unit="FEN", type=None, origin=None):
        data = {
            "number": "TLP-2026-000042",
            "status": status,
            "category_id": None,
            "unit_id": unit and str(UNITS[unit]),
            "origin": origin or f"wish/{wish['id']}",
            "received_on": date(2026, 12, 2).isoformat(),
            "statutory_due_on": date(2027, 1, 1).isoformat(),
            "internal_due_on": None,
            "reopen_count": 0,
        }
        subject = f"request/{request_id}"
        return an_event(type or f"request.{status}.v1", "requests", subject, data, sequence=sequence)

    return make


@pytest.fixture
def finish(ipek):
    """Ends a talk with a wish that was answered on the spot."""

    def end(place, **facts):
        wish = {"words": "Teşekkür", "end": "answered"} | facts
        ipek.record_wish(place_id=place["id"], **wish)
        return ipek.finish_place(place_id=place["id"], version=place["version"])

    return end


@pytest.fixture
def as_requests(as_service):
    """Calls a method as the requests service would, by its own token."""
    return lambda method, **facts: as_service("requests", method, **facts)


@pytest.fixture
def as_service(process, keys_folder):
    """Calls a method as another service would, by its own token: ``as_service("protocol", "get_hosting_words", …)``."""

    def call(service, method, **facts):
        token = Keys(keys_folder / service, service).sign_service(audience="visitors", cause="event")
        headers = {"actor": token, "deadline": int(time.time() * 1000) + 10_000, "call_id": "test"}
        return process.answer(method, json.loads(json.dumps(facts)), headers)

    return call


@pytest.fixture(name="an_event")
def an_event_fixture():
    """Makes what another service tells: ``an_event("expense.paid.v1", "protocol", "expense/…", {…}, sequence=3)``."""
    return an_event


@pytest.fixture
def a_unit():
    """Makes what the gateway tells of a unit: ``a_unit("FEN", sequence=2, name="…")``."""
    return a_unit_event


@pytest.fixture
def a_visit(process, ipek, unit_id):
    """Makes a visit on 02.12.2026 at 11.00: ``a_visit("Ferhat GÜLER")``."""

    def make(*names, planned_at="2026-12-02T11:00:00+03:00", **facts):
        at(process, "2026-12-01 16:00")
        roles = ["head", *["member"] * 50]
        members = [{"name": name, "role": role} for name, role in zip(names or ("Ferhat GÜLER",), roles, strict=False)]
        host = {"host_name": "Ümit ÇAĞLAR", "host_unit_id": unit_id("MALI"), "purpose": "Görüşme"}
        return ipek.plan_visit(planned_at=planned_at, members=members, **(host | facts))

    return make
