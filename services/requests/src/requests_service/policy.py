"""Who may do what with requests, and how far, as one table.

A request of a restricted category exists for its unit, for the mayor, the director, and for nobody else of the office.
"""

from makam_kernel.actor import ANYONE
from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, UNIT, Policy

OFFICE = {"director": ALL.restricted, "secretary": ALL, "front_desk": ALL}
WORKERS = {"unit_director": UNIT.restricted, "unit_staff": UNIT.restricted}
DIRECTOR = {"director": ALL.restricted}
READERS = OFFICE | WORKERS | {"mayor": ALL.restricted, "deputy": ALL}
LOOKED_UP = dict.fromkeys([*READERS, "operator", "system"], ALL)

POLICY = Policy(
    actions=RIGHTS
    | OPERATIONS
    | {
        "request.submit": {ANYONE: ALL},
        "request.track": {ANYONE: ALL},
        "request.register": OFFICE,
        "request.route": OFFICE,
        "request.confirm": OFFICE,
        "request.withdraw": OFFICE,
        "request.work": WORKERS | DIRECTOR,
        "request.extend": {"unit_director": UNIT.restricted} | DIRECTOR,
        "request.decide": DIRECTOR,
        "request.void": DIRECTOR,
        "request.read": READERS | {"system": ALL},
        "citizen.contact": OFFICE,
        "citizen.find": OFFICE,
        "citizen.unmask": OFFICE | WORKERS,
        "unit.read": LOOKED_UP,
        "category.read": LOOKED_UP,
        "category.manage": {"director": ALL, "operator": ALL},
        "category.lift": {"director": ALL},
        "rule.read": LOOKED_UP,
        "rule.manage": {"director": ALL, "operator": ALL},
        "matter.read": READERS,
        "day.read": READERS,
    },
    four_eyes=FOUR_EYES | {"category.lift"},
)
