"""Fixtures of the documents service's tests: the units and the people of a town, and the papers that they write."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from documents_service.service import SERVICE
from makam_kernel.actor import Grant
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import at, hear

pytest_plugins = ["makam_kernel.testing"]

START = "2026-12-01 09:00"
UNITS = {
    code: UUID(int=number)
    for number, code in enumerate(
        ("BASKANLIK", "OZELKALEM", "ZABITA", "FEN", "PARK", "MALI", "BASIN", "HUKUK"), start=1
    )
}
NAMES = {
    "BASKANLIK": "Belediye Başkanlığı",
    "OZELKALEM": "Özel Kalem Müdürlüğü",
    "ZABITA": "Zabıta Müdürlüğü",
    "FEN": "Fen İşleri Müdürlüğü",
    "PARK": "Park ve Bahçeler Müdürlüğü",
    "MALI": "Mali Hizmetler Müdürlüğü",
    "BASIN": "Basın Yayın ve Halkla İlişkiler Müdürlüğü",
    "HUKUK": "Hukuk İşleri Müdürlüğü",
}
DETSIS = {"OZELKALEM": "12345678", "ZABITA": "12345610", "FEN": "12345611"}
PEOPLE = {
    "elif": ("Elif KARACA", "mayor", "BASKANLIK"),
    "gulsen": ("Gülşen ÇETİN", "deputy", "BASKANLIK"),
    "nermin": ("Nermin IŞIK", "director", "OZELKALEM"),
    "ipek": ("İpek ILGAZ", "secretary", "OZELKALEM"),
    "ilknur": ("İlknur GÜNEŞ", "unit_director", "ZABITA"),
    "okan": ("Okan TAŞ", "unit_staff", "ZABITA"),
    "hakan": ("Hakan YÜCEL", "unit_director", "FEN"),
    "derya": ("Derya AK", "unit_staff", "FEN"),
    "sule": ("Şule ÖZ", "unit_director", "PARK"),
    "mert": ("Mert ŞEN", "unit_director", "MALI"),
    "basak": ("Başak ÜN", "unit_director", "BASIN"),
    "cem": ("Cem ÖZGÜR", "front_desk", "OZELKALEM"),
}
IDS = {login: UUID(int=0x1000 + number) for number, login in enumerate(PEOPLE)}


def an_event(type, subject, data, *, source="gateway", sequence=1):
    """What another service tells."""
    now = datetime.now(UTC)
    return Told(id=str(new_id()), source=source, type=type, subject=subject, sequence=sequence, time=now, data=data)


def a_unit_event(code, sequence=1, **facts):
    """What the gateway tells of a unit."""
    data = {"code": code, "name": NAMES[code], "detsis_no": DETSIS.get(code), "parent_id": None, "successor_id": None}
    data |= {"valid_from": "2020-01-01", "valid_to": None} | facts
    return an_event("unit.changed.v1", f"unit/{UNITS[code]}", data, sequence=sequence)


@pytest.fixture
def tell():
    """Makes an event of another service."""
    return an_event


@pytest.fixture
def a_unit():
    """Makes what the gateway tells of a unit: ``a_unit("FEN", sequence=2, name="…")``."""
    return a_unit_event


@pytest.fixture
def unit_id():
    """The id of a unit by its code: ``unit_id("FEN")``."""
    return lambda code: str(UNITS[code])


@pytest.fixture
def ids():
    """The id of a person by their login, as it crosses the wire."""
    return {login: str(id) for login, id in IDS.items()}


@pytest.fixture
def process(a_process, database_uri):
    """The service on a fresh database of each kind, on 01.12.2026, with the units of the town."""
    process = a_process(SERVICE, database_uri)
    hear(process, *(a_unit_event(code) for code in UNITS))
    at(process, START)
    return process


@pytest.fixture
def who(process, person):
    """The people above, each signed in: ``who("hakan")``; ``who("gulsen", acts_for=["elif"])`` has her role, too."""

    def make(login, acts_for=()):
        name, role, unit = PEOPLE[login]
        client = person(process, role, name=name, id=str(IDS[login]), units=[UNITS[unit]])
        for other in acts_for:
            name, role, unit = PEOPLE[other]
            grants, acting_for = client.actor.grants | {Grant(role, UNITS[unit])}, (str(IDS[other]), name)
            client.actor = replace(client.actor, grants=grants, acting_for=(*client.actor.acting_for, acting_for))
        return client

    return make


@pytest.fixture
def do():
    """One act on what was last seen: ``do(who("elif"), "sign_paper", paper)``."""

    def act(client, method, thing, **facts):
        noun = method.partition("_")[2]
        return client.call(method, {f"{noun}_id": thing["id"], "version": thing["version"], **facts})

    return act


@pytest.fixture
def someone():
    """Somebody in the way round of a paper: ``someone("ilknur")``."""
    return lambda login: {"person_id": str(IDS[login]), "name": PEOPLE[login][0]}


@pytest.fixture
def to():
    """An addressee: ``to("FEN")`` for action, ``to("MALI", "information")``."""
    return lambda code, purpose="action": {"unit_id": str(UNITS[code]), "purpose": purpose}


@pytest.fixture
def a_paper(who, someone, unit_id):
    """Drafts a paper of Zabıta by Okan TAŞ, initialled by its director and the deputy mayor, signed by the mayor:
    ``a_paper(circle=["elif"], grade="official_use", by="ilknur")``."""

    def make(by="okan", unit="ZABITA", circle=("ilknur", "gulsen", "elif"), **facts):
        draft = {"kind": "internal", "file_code": "880", "subject": "Mobil Zabıta Uygulaması", "body": "Uygun mudur?"}
        people = [someone(login) for login in circle]
        return who(by).draft_paper(**(draft | {"unit_id": unit_id(unit), "circle": people} | facts))

    return make


@pytest.fixture
def go_round(who, do):
    """Sends a draft round until all but ``left`` of its circle have initialled or signed it."""
    logins = {str(id): login for login, id in IDS.items()}

    def go(paper, by="okan", left=0):
        steps = paper["editions"][-1]["steps"]
        paper = do(who(by), "circulate_paper", paper)
        for step in steps[: len(steps) - left]:
            act = "sign_paper" if step["kind"] == "sign" else "initial_paper"
            paper = do(who(logins[step["person_id"]]), act, paper)
        return paper

    return go


@pytest.fixture
def a_signed_paper(a_paper, go_round):
    """Drafts a paper and has it signed: ``a_signed_paper(circle=["elif"], addressees=[…])``."""
    return lambda by="okan", **facts: go_round(a_paper(by=by, **facts), by=by)


@pytest.fixture
def an_incoming_paper(who):
    """Registers a paper that came in: ``an_incoming_paper(grade="official_use", by="nermin")``."""

    def make(by="ipek", **facts):
        paper = {
            "subject": "29 Ekim tören hazırlıkları",
            "sender": "Çankırı Valiliği",
            "origin_number": "E-87654321-051-1234",
            "origin_on": "2026-11-24",
        }
        return who(by).register_paper(**(paper | facts))

    return make
