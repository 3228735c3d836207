"""Fixtures of the agenda service's tests: the people of Fen İşleri and of the mayor's office, known by the gateway's
events, and what they do."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from agenda_service.service import SERVICE
from makam_kernel.actor import Grant, Keys
from makam_kernel.errors import raise_value
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.messages import Message
from makam_kernel.testing import at, hear

pytest_plugins = ["makam_kernel.testing"]

UNITS = {code: UUID(int=number) for number, code in enumerate(("BASKANLIK", "OZELKALEM", "FEN", "PARK"), start=1)}
PEOPLE = {
    "elif": ("mayor", "BASKANLIK"),
    "nermin": ("director", "OZELKALEM"),
    "ipek": ("secretary", "OZELKALEM"),
    "hakan": ("unit_director", "FEN"),
    "derya": ("unit_staff", "FEN"),
    "okan": ("unit_staff", "FEN"),
    "sule": ("unit_director", "PARK"),
    "halil": ("deputy", "BASKANLIK"),
    "gulsen": ("deputy", "BASKANLIK"),
    "oguz": ("secretary", "OZELKALEM"),
    "recep": ("driver", "OZELKALEM"),
    "sevil": ("front_desk", "OZELKALEM"),
}
IDS = {login: UUID(int=0x1000 + number) for number, login in enumerate(PEOPLE)}
START = "2026-12-01 09:00"


def an_event(type, subject, data, *, sequence=1):
    """What the gateway tells."""
    now = datetime.now(UTC)
    return Told(id=str(new_id()), source="gateway", type=type, subject=subject, sequence=sequence, time=now, data=data)


def who_is_who():
    """What the gateway tells of the people above: each active, each with a post that gives a role in a unit."""
    for login, (role, unit) in PEOPLE.items():
        post = UUID(int=IDS[login].int + 0x1000)
        facts = {"code": login.upper(), "title": login, "unit_id": str(UNITS[unit]), "roles": [role]}
        held = {"person_id": str(IDS[login]), "post_id": str(post), "from_on": "2024-01-01", "until_on": None}
        yield an_event("person.changed.v1", f"person/{IDS[login]}", {"active": True})
        yield an_event("post.changed.v1", f"post/{post}", facts | {"valid_from": "2020-01-01", "valid_to": None})
        yield an_event("holding.changed.v1", f"holding/{UUID(int=post.int + 0x1000)}", held)


@pytest.fixture
def ids():
    """The id of a person by their login, as it crosses the wire."""
    return {login: str(id) for login, id in IDS.items()}


@pytest.fixture
def tell():
    """Makes an event of the gateway."""
    return an_event


@pytest.fixture
def process(a_process, database_uri):
    """The service on a fresh database of each kind, on 01.12.2026, with everybody above."""
    process = a_process(SERVICE, database_uri)
    hear(process, *who_is_who())
    at(process, START)
    return process


@pytest.fixture
def who(process, person):
    """The people above, each signed in: ``who("hakan")``; ``who("derya", acts_for=["hakan"])`` has his role, too."""

    def make(login, acts_for=()):
        role, unit = PEOPLE[login]
        client = person(process, role, name=login, id=str(IDS[login]), units=[UNITS[unit]])
        for other in acts_for:
            client.actor = _standing_in(client.actor, other)
        return client

    return make


def _standing_in(actor, other):
    role, unit = PEOPLE[other]
    acting_for = (*actor.acting_for, (str(IDS[other]), other))
    return replace(actor, grants=actor.grants | {Grant(role, UNITS[unit])}, acting_for=acting_for)


@pytest.fixture
def an_absence(who, ids):
    """Plans an absence from Monday 14.12.2026 until Friday, by the director: ``an_absence("hakan", kind=…)``."""

    def make(login="hakan", from_at="2026-12-14T09:00:00+03:00", until_at="2026-12-18T17:00:00+03:00", **facts):
        span = {"from_at": from_at, "until_at": until_at}
        return who("nermin").plan_absence(person_id=ids[login], **({"kind": "annual_leave"} | span | facts))

    return make


@pytest.fixture
def do():
    """One act on what was last seen: ``do(client, "approve_absence", absence)``."""

    def act(client, method, thing, **facts):
        noun = method.split("_")[1]
        return client.call(method, {f"{noun}_id": thing["id"], "version": thing["version"], **facts})

    return act


@pytest.fixture
def a_granted_absence(an_absence, who, do):
    """Plans an absence and has the mayor approve it."""
    return lambda *args, **facts: do(who("elif"), "approve_absence", an_absence(*args, **facts))


@pytest.fixture
def a_deputy(who, ids):
    """Proposes who stands in: ``a_deputy(absence, "derya")``."""
    return lambda absence, login="derya", **facts: who("nermin").propose_deputising(
        absence_id=absence["id"], deputy_id=ids[login], **facts
    )


@pytest.fixture
def a_granted_deputy(a_deputy, who, do):
    """Proposes who stands in, and has the mayor approve it."""
    return lambda *args, **facts: do(who("elif"), "approve_deputising", a_deputy(*args, **facts))


OFFICE_HOURS = [{"weekday": day, "starts": "09:00", "ends": "17:30"} for day in range(1, 6)]


@pytest.fixture
def a_calendar(who, ids):
    """Gives a calendar, by the director: ``a_calendar("elif")`` is the mayor's; ``a_calendar(None)`` a room's."""

    def make(login="elif", *, kind=None, **rules):
        kind = kind or {"elif": "mayor", None: "room"}.get(login, "deputy")
        names = {"mayor": ("Belediye Başkanı", "Makam Odası"), "room": ("Encümen Salonu", "Encümen Salonu")}
        name, place = names.get(kind, ("Başkan Yardımcısı", "Başkan Yardımcısı Odası"))
        facts = {"kind": kind, "holder_id": login and ids[login], "name": name, "place": place, "hours": OFFICE_HOURS}
        return who("nermin").create_calendar(**(facts | rules))

    return make


@pytest.fixture
def calendar(a_calendar):
    """The mayor's calendar: every workday from nine until half past five."""
    return a_calendar()


def on(day, hour):
    """An instant of the office on the wire: ``on("2026-12-10", "11.10")``."""
    return f"{day}T{hour.replace('.', ':')}:00+03:00"


@pytest.fixture
def an_entry(who, calendar):
    """Takes a time of the mayor's calendar on 10.12.2026, by the secretary: ``an_entry("10.00", "11.00", kind=…)``."""

    def make(starts="10.00", ends="11.00", *, day="2026-12-10", by="ipek", **facts):
        times = {"starts_at": on(day, starts), "ends_at": on(day, ends)}
        plain = {"calendar_id": calendar["id"], "kind": "meeting", "summary": "Divan toplantısı"}
        return who(by).plan_entry(**(plain | times | facts))

    return make


@pytest.fixture
def an_appointment(who, calendar):
    """Takes down that somebody wants to be received by the mayor, by Oğuz ŞAHİN: ``an_appointment("Şükrü İNCE")``."""

    def make(name="Şükrü İNCE", *, by="oguz", **facts):
        plain = {"calendar_id": calendar["id"], "topic": "tesis talebi", "minutes": 30}
        return who(by).receive_appointment(name=name, **(plain | facts))

    return make


@pytest.fixture
def messages(process):
    """What was written to whom, as ``(recipient, text)``, in the order of writing."""

    def all():
        with process.database.reading() as session:
            found = session.scalars(select(Message).order_by(Message.written_at, Message.id)).all()
        return [(message.recipient, message.body) for message in found]

    return all


@pytest.fixture
def as_service(process, keys_folder):
    """Calls a method as another service would, by its own token: ``as_service("requests", "get_call_words", …)``."""

    def call(service, method, **facts):
        token = Keys(keys_folder / service, service).sign_service(audience="agenda", cause="event")
        headers = {"actor": token, "deadline": int(time.time() * 1000) + 10_000, "call_id": "test"}
        answer = process.answer(method, facts, headers)
        if "error" in answer:
            raise_value(answer["error"])
        return answer["ok"]

    return call
