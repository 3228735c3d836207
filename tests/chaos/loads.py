"""What the clients of a chaos test write, and where it must be found afterwards. A load is one kind of write; the
key of a write begins with its load's name and is found again in what was written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from makam_kernel.clock import day_of
from makam_tools.site import SERVICES

FAR = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=60)
"""A day on which the office does what is planned here; tests that move the business clock do not come near it."""


@dataclass(frozen=True)
class Step:
    """One call of a write; of a thing that was made before, in the version that was answered."""

    role: str
    path: str
    body: dict
    version: int | None = None

    @property
    def method(self):
        """What makes a thing is a POST, what happens to one a PUT."""
        return "PUT" if self.version else "POST"

    @property
    def headers(self):
        """The version that was seen."""
        return {"If-Match": f'"{self.version}"'} if self.version else {}


class Load:
    """What all kinds of writes have. ``refusals`` are the codes by which the rules refuse one, for good."""

    name = owner = role = noun = table = ""
    refusals = frozenset()

    def new_key(self):
        """A key for a fresh write."""
        return f"{self.name}-{uuid4().hex[:24]}"

    def prepare(self, people, unit_id):
        """Make what the writes need."""

    def steps(self, key):
        """The steps of the write with this key, one after the other; each is given what the one before made."""
        yield Step(self.role, *self.command(key))

    def effects(self, stores):
        """By service that hears of it: the key of each effect there, as often as it is there."""
        return {}


class Numbered(Load):
    """Writes with numbers, so that neighbours meet where they want the same, or keep out of each other's way."""

    def __init__(self):
        self._numbers = count()

    def new_key(self):
        """A key with the next number."""
        return f"{self.name}-{next(self._numbers):05}-{uuid4().hex[:16]}"

    def number(self, key):
        """The number of a key."""
        return int(key.split("-")[1])


class Registrations(Load):
    """Citizens' requests at the desk: owned by `requests`, with numbers without gaps."""

    name, owner, role = "registration", "requests", "front_desk"
    noun, table = "request", "requests"

    def command(self, key):
        """Path and body of the write with this key."""
        citizen = {"name": f"Vatandaş {key[-2:]}", "phone": f"+90 555 000 {int(key[-2:], 16):04d}"}
        return "/requests", {"channel": "phone", "topic": key, "citizen": citizen}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["requests"].sealed("requests.topic", "channel = 'phone'")


CODES = "SELECT code FROM units WHERE code LIKE 'unit-%'"


class Units(Load):
    """Units of the municipality: owned by the gateway, copied by every service."""

    name, owner, role = "unit", "gateway", "operator"
    noun, table = "unit", "units"

    def command(self, key):
        """Path and body of the write with this key."""
        return "/units", {"code": key, "name": f"{key} Müdürlüğü", "valid_from": "2024-01-01"}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["gateway"].column(CODES)

    def effects(self, stores):
        """Each service has its copy."""
        return {name: stores[name].column(CODES) for name in SERVICES}


class Wishes(Load):
    """What somebody asks of the mayor on a public day: owned by `visitors`; each becomes a citizen's request."""

    name, owner, role = "wish", "visitors", "front_desk"
    noun, table = "wish", "wishes"

    def prepare(self, people, unit_id):
        """A public day under way, on which somebody speaks with the mayor."""
        today = day_of(datetime.now(UTC)).isoformat()
        facts = {"day": today, "starts": "09:00", "ends": "17:00", "capacity": 10, "rooms": ["Makam"]}
        director, desk = people["director"], people["front_desk"]
        day = made(director.post("/public-days", json=facts))
        for step in ("opening", "start"):
            day = made(director.put(f"/public-days/{day['id']}/{step}", json={}, headers=_in_version(day)))
        made(desk.post(f"/public-days/{day['id']}/places", json={"name": "Hatice ÖZDEMİR"}))
        place = made(desk.post(f"/public-days/{day['id']}/calls", json={"room": "Makam"}))
        self.place = made(desk.put(f"/places/{place['id']}/admission", json={}, headers=_in_version(place)))

    def command(self, key):
        """Path and body of the write with this key."""
        return f"/places/{self.place['id']}/wishes", {"words": key, "end": "request"}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["visitors"].sealed("wishes.words", "\"end\" = 'request'")

    def effects(self, stores):
        """The requests that came of wishes."""
        return {"requests": stores["requests"].sealed("requests.topic", "channel = 'public_day'")}


class Promises(Load):
    """What the mayor promises on a public day where no request follows: owned by `visitors`; each becomes an
    instruction to its unit."""

    name, owner, role = "promise", "visitors", "front_desk"
    noun, table = "promise", "promises"

    def __init__(self, wishes):
        self.wishes = wishes

    def prepare(self, people, unit_id):
        """A wish that was answered on the spot."""
        facts = {"words": "Kaldırım onarılsın", "end": "answered", "answer": "Onarılacak"}
        wish = made(people["front_desk"].post(f"/places/{self.wishes.place['id']}/wishes", json=facts))
        self.path, self.facts = f"/wishes/{wish['id']}/promises", {"due_on": f"{FAR:%F}", "unit_id": unit_id}

    def command(self, key):
        """Path and body of the write with this key."""
        return self.path, self.facts | {"words": key}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["visitors"].sealed("promises.words", "1 = 1")

    def effects(self, stores):
        """The instructions that came of promises."""
        return {"documents": stores["documents"].sealed("instructions.words", "source LIKE 'promise/%'")}


def made(answer):
    """What a call made."""
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def _in_version(thing):
    return {"If-Match": f'"{thing["version"]}"'}
