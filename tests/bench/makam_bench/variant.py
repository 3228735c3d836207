"""The requests service in this process, whole or without one of its protections, for what that protection costs.

`python -m makam_bench.variant FOLDER KEYS ROWS VARIANT`; each line on standard input, `WHAT COUNT`, is answered with
the seconds of so many calls as a JSON list. What is taken away is taken away before the service is imported.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

from sqlalchemy import LargeBinary, Text

from makam_kernel import audit, personal

FEN, PARK = uuid4(), uuid4()


def _unsealed():
    """Words as plain columns, without an index of their own."""
    personal.Sealed, personal.Blind = _Open, _Plain


class _Open(Text):
    def __init__(self, place=None):
        super().__init__()
        self.place = place


class _Plain(personal.TypeDecorator):
    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind=None):
        super().__init__()

    def process_bind_param(self, value, dialect):
        return value.encode() if isinstance(value, str) else value


def _unaudited():
    """No entry for a change and none for a look."""
    audit.put = audit.look = lambda *_args, **_more: None


VARIANTS = {"whole": lambda: None, "unsealed": _unsealed, "unaudited": _unaudited}


def main(folder, keys, rows, variant):
    """Fill a database and measure what is asked."""
    VARIANTS[variant]()
    process, actors = start(Path(folder), keys)
    _fill(process, actors["director"], int(rows))
    calls = {
        f"list-{role}": lambda _number, actor=actor: process.perform("list_requests", {"limit": 50}, actor)
        for role, actor in actors.items()
    }
    calls["post"] = lambda number: _register(process, actors["secretary"], number)
    print("ready", flush=True)
    for line in sys.stdin:
        what, count = line.split()
        print(json.dumps([_seconds(calls[what], number) for number in range(int(count))]), flush=True)


def start(folder, keys):
    """The service on an empty database in this folder, and who calls it, by role."""
    from makam_kernel.actor import Actor
    from makam_kernel.db import Base
    from makam_kernel.service import Process
    from makam_kernel.settings import Settings
    from requests_service.service import SERVICE

    environment = {
        "MAKAM_AMQP_URI": "amqp://nobody:none@127.0.0.1:1/none",
        "MAKAM_DATABASE_URI": f"sqlite:///{folder}/requests.sqlite3",
        "MAKAM_KEYS": keys,
        "MAKAM_MESSAGES": f"{folder}/messages",
        "MAKAM_ERASURES": f"{folder}/erasures",
    }
    process = Process(SERVICE, Settings.from_environment(environment))
    Base.metadata.create_all(process.database.engine)
    process.database.claim()
    people = {"director": (), "secretary": (), "unit_staff": (FEN,)}
    return process, {role: Actor.of(str(uuid4()), role, [role], units) for role, units in people.items()}


def _fill(process, director, rows):
    """Two units and two categories, one of them restricted; a tenth of the requests are of that one."""
    from makam_kernel.units import Unit

    def units(tx):
        for id, code in ((FEN, "FEN"), (PARK, "PARK")):
            tx.session.add(Unit(id=id, code=code, name=code, valid_from=date(2020, 1, 1), valid_to=None))

    process.work(director, units)
    for code, unit, restricted in (("YOL", FEN, False), ("IS", PARK, True)):
        facts = {"code": code, "name": code, "unit_id": str(unit), "restricted": restricted}
        process.perform("create_category", facts, director)
        rule = {"position": 10 if restricted else 20, "category": code, "unit_id": str(unit)}
        process.perform("create_rule", rule, director)
    for number in range(rows):
        _register(process, director, number)


def _register(process, actor, number):
    process.perform("register_request", _body(number), actor, key=str(uuid4()))


def _body(number):
    citizen = {"name": "Ayşe Yılmaz", "phone": f"+90 555 000 {number % 10000:04d}", "email": "ayse@example.org"}
    topic = f"Çınaraltı Mah. Ihlamur Sk. No:{number} önü çukur, yağmurda su birikiyor"
    category = "IS" if number % 10 == 0 else "YOL"
    return {"channel": "phone", "topic": topic, "category": category, "citizen": citizen}


def _seconds(call, number):
    began = time.perf_counter()
    call(number)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
