"""What the clients of a chaos test write, and where it must be found afterwards. A load is one kind of write; the
key of a write begins with its load's name and is found again in what was written."""

from datetime import UTC, datetime
from uuid import uuid4

from makam_kernel.clock import day_of


class Load:
    """What all kinds of writes have."""

    name = owner = role = noun = table = ""

    def new_key(self):
        """A key for a fresh write."""
        return f"{self.name}-{uuid4().hex[:24]}"

    def prepare(self, people):
        """Make what the writes need."""

    def effects(self, stores):
        """By service that hears of it: the key of each effect there, as often as it is there."""
        return {}


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


class Units(Load):
    """Units of the municipality: owned by the gateway, copied by every service."""

    name, owner, role = "unit", "gateway", "operator"
    noun, table = "unit", "units"

    def command(self, key):
        """Path and body of the write with this key."""
        return "/units", {"code": key, "name": f"{key} Müdürlüğü", "valid_from": "2024-01-01"}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["gateway"].column("SELECT code FROM units")

    def effects(self, stores):
        """Each service has its copy."""
        return {name: stores[name].column("SELECT code FROM units") for name in ("agenda", "requests", "visitors")}


class Wishes(Load):
    """What somebody asks of the mayor on a public day: owned by `visitors`; each becomes a citizen's request."""

    name, owner, role = "wish", "visitors", "front_desk"
    noun, table = "wish", "wishes"

    def prepare(self, people):
        """A public day under way, on which somebody speaks with the mayor."""
        today = day_of(datetime.now(UTC)).isoformat()
        facts = {"day": today, "starts": "09:00", "ends": "17:00", "capacity": 10, "rooms": ["Makam"]}
        director, desk = people["director"], people["front_desk"]
        day = _done(director.post("/public-days", json=facts))
        for step in ("opening", "start"):
            day = _done(director.put(f"/public-days/{day['id']}/{step}", json={}, headers=_in_version(day)))
        _done(desk.post(f"/public-days/{day['id']}/places", json={"name": "Hatice ÖZDEMİR"}))
        place = _done(desk.post(f"/public-days/{day['id']}/calls", json={"room": "Makam"}))
        self.place = _done(desk.put(f"/places/{place['id']}/admission", json={}, headers=_in_version(place)))

    def command(self, key):
        """Path and body of the write with this key."""
        return f"/places/{self.place['id']}/wishes", {"words": key, "end": "request"}

    def present(self, stores):
        """The key of everything that is there, as often as it is there."""
        return stores["visitors"].sealed("wishes.words", "1 = 1")

    def effects(self, stores):
        """The requests that came of wishes."""
        return {"requests": stores["requests"].sealed("requests.topic", "channel = 'public_day'")}


def _done(answer):
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def _in_version(thing):
    return {"If-Match": f'"{thing["version"]}"'}
