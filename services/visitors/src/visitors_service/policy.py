"""Who may do what with visitors, and how far, as one table.

A unit reaches what is with it: wishes as a referral or a request, promises that it answers for, visits that it is
host to.
"""

from makam_kernel.actor import ANYONE
from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, UNIT, Policy

OFFICE = {"director": ALL, "secretary": ALL, "front_desk": ALL}
MANAGERS = {"director": ALL, "secretary": ALL}
WORKERS = {"unit_director": UNIT, "unit_staff": UNIT}
PROTOCOL = {"protocol_officer": ALL}
SYSTEM = {"system": ALL}
READERS = OFFICE | {"mayor": ALL, "deputy": ALL}

POLICY = Policy(
    actions=RIGHTS
    | {
        "public_day.manage": MANAGERS,
        "public_day.read": READERS | PROTOCOL | SYSTEM,
        "public_day.read_report": READERS,
        "place.manage": OFFICE,
        "place.read": READERS,
        "place.contact": OFFICE,
        "place.unmask": READERS,
        "screen.read": READERS | {ANYONE: ALL},
        "wish.record": OFFICE,
        "wish.read": READERS | WORKERS,
        "wish.hand_over": {},
        "promise.give": OFFICE,
        "promise.own": MANAGERS,
        "promise.settle": {"director": ALL, "mayor": ALL},
        "promise.read": READERS | WORKERS,
        "visit.plan": OFFICE | PROTOCOL,
        "visit.receive": OFFICE | PROTOCOL,
        "visit.read": READERS | WORKERS | PROTOCOL | SYSTEM,
        "unit.read": dict.fromkeys([*READERS, *WORKERS, *PROTOCOL, *SYSTEM, "operator"], ALL),
        "operations.operate": {"operator": ALL},
        "operations.health": {"operator": ALL},
    },
    four_eyes=FOUR_EYES,
    principals={"get_wish_words": {"requests"}},
)
