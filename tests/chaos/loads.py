"""What the clients of a chaos test write, and where it must be found afterwards. A load is one kind of write; the
key of a write begins with its load's name and is found again in what was written."""

from uuid import uuid4


class Load:
    """What all kinds of writes have."""

    name = owner = role = noun = table = ""

    def new_key(self):
        """A key for a fresh write."""
        return f"{self.name}-{uuid4().hex[:24]}"


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
        return stores["requests"].column("SELECT topic FROM requests WHERE channel = 'phone'")


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
