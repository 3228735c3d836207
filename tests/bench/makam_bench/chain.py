"""S58: how long the verification of a long audit chain takes, in a process of its own.

`python -m makam_bench.chain FOLDER KEYS COUNT` writes the seconds of each of several rounds as a JSON list.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import insert

from makam_bench.variant import start
from makam_kernel import audit
from makam_kernel.audit import AuditEntry, AuditHead, AuditSeal
from makam_kernel.ids import new_id

ROUNDS = 3
AT_ONCE = 5000


def main(folder, keys, count):
    """Fill a chain and verify it."""
    process, _ = start(Path(folder), keys)
    process.database.run(lambda session: _fill(session, process.keys, int(count)))
    print(json.dumps([_verified(process, int(count)) for _ in range(ROUNDS)]))


def _verified(process, count):
    """The seconds of one verification, which must find the chain whole."""
    began = time.perf_counter()
    with process.database.reading() as session:
        assert audit.verify(session, process.keys) == []
        assert audit.head(session)["place"] == count
    return time.perf_counter() - began


def _fill(session, keys, count):
    """A chain of so many entries, each as a command of a service leaves it."""
    start, hash = datetime.now(UTC), audit.NOTHING
    entries, seals = [], []
    always = {
        "action": "request.routed.v1",
        "subject": f"request/{new_id()}",
        "actor_id": str(new_id()),
        "cause_id": str(new_id()),
        "for_id": None,
        "business_at": start,
        "record": {"unit_id": str(uuid4()), "due_on": "2026-12-31", "status": ["registered", "routed"]},
    }
    for place in range(1, count + 1):
        facts = always | {"id": new_id(), "machine_at": start + timedelta(milliseconds=place)}
        hash = audit._link(hash, audit._digest(**facts))
        entries.append(facts | {"sealed": True})
        seals.append({"place": place, "entry_id": facts["id"], "hash": hash})
    for first in range(0, count, AT_ONCE):
        session.execute(insert(AuditEntry.__table__), entries[first : first + AT_ONCE])
        session.execute(insert(AuditSeal.__table__), seals[first : first + AT_ONCE])
    signature = keys.sign(f"{count}:{hash}".encode()).hex()
    session.add(AuditHead(place=count, hash=hash, signature=signature, signed_at=start))


if __name__ == "__main__":
    main(*sys.argv[1:])
