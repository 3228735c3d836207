"""Who may do what with visitors, and how far, as one table.

A unit reaches what is with it: wishes as a referral or a request, promises that it answers for, visits that it is
host to, and the hosting tasks of those and its own. A wish of a restricted category, and what was promised for it,
exists for its unit, for the mayor, the director, and for nobody else of the office.
"""

from makam_kernel.actor import ANYONE
from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, UNIT, Policy

OFFICE = {"director": ALL.restricted, "secretary": ALL, "front_desk": ALL}
MANAGERS = {"director": ALL.restricted, "secretary": ALL}
WORKERS = {"unit_director": UNIT.restricted, "unit_staff": UNIT.restricted}
PROTOCOL = {"protocol_officer": ALL}
SYSTEM = {"system": ALL}
READERS = OFFICE | {"mayor": ALL.restricted, "deputy": ALL}

POLICY = Policy(
    actions=RIGHTS
    | OPERATIONS
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
        "promise.settle": {"director": ALL.restricted, "mayor": ALL.restricted},
        "promise.read": READERS | WORKERS,
        "promise.hand_over": {},
        "visit.plan": OFFICE | PROTOCOL,
        "visit.receive": OFFICE | PROTOCOL,
        "visit.read": READERS | WORKERS | PROTOCOL | SYSTEM,
        "hosting_task.plan": OFFICE | PROTOCOL,
        "hosting_task.finish": OFFICE | PROTOCOL | WORKERS,
        "hosting_task.read": READERS | WORKERS | PROTOCOL,
        "hosting_task.hand_over": {},
        "unit.read": dict.fromkeys([*READERS, *WORKERS, *PROTOCOL, *SYSTEM, "operator"], ALL),
        "matter.read": READERS | WORKERS | PROTOCOL,
        "day.read": READERS | WORKERS | PROTOCOL,
    },
    four_eyes=FOUR_EYES,
    principals={"get_wish_words": {"requests"}, "get_hosting_words": {"protocol"}, "get_promise_words": {"documents"}},
)
