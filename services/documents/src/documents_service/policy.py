"""Who may do what in documents, and how far, as one table.

A graded paper exists for nobody whose right does not say ``.restricted``. How a paper comes near somebody stands in
``papers/queries.py``: by its unit, by its way round, by its addressees, or by the private office.
"""

from dataclasses import replace
from uuid import UUID

from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, OWN, UNIT, Policy

STAFF = (
    "mayor",
    "deputy",
    "director",
    "secretary",
    "front_desk",
    "protocol_officer",
    "unit_director",
    "unit_staff",
    "driver",
    "auditor",
    "operator",
)

UNITS = {"unit_director": UNIT.restricted, "unit_staff": UNIT, "protocol_officer": UNIT}
OFFICE = {"director": ALL.restricted, "secretary": ALL}
WRITERS = UNITS | {"director": UNIT.restricted, "secretary": UNIT}
SIGNERS = dict.fromkeys(["mayor", "deputy", "director", "unit_director"], OWN.restricted)
REVIEWERS = SIGNERS | dict.fromkeys(["secretary", "unit_staff", "protocol_officer"], OWN)
READERS = UNITS | OFFICE | {"mayor": ALL.restricted, "deputy": OWN.restricted}

LEADERS = {"mayor": ALL.restricted, "deputy": ALL, "director": ALL.restricted}
SECRETARIAT = LEADERS | {"secretary": ALL}
WORKERS = {"unit_director": UNIT.restricted, "unit_staff": UNIT}
AUDITOR = {"auditor": ALL}

POLICY = Policy(
    actions=RIGHTS
    | OPERATIONS
    | {
        "paper.draft": WRITERS,
        "paper.review": REVIEWERS,
        "paper.sign": SIGNERS,
        "paper.register": OFFICE,
        "paper.distribute": OFFICE,
        "paper.read": READERS,
        "distribution.acknowledge": UNITS | OFFICE,
        "distribution.read": UNITS | OFFICE | {"mayor": ALL.restricted},
        "file_code.read": dict.fromkeys(STAFF, ALL),
        "matter.read": READERS,
        "day.read": READERS,
        "instruction.give": SECRETARIAT,
        "instruction.deliver": SECRETARIAT | WORKERS,
        "instruction.work": WORKERS,
        "instruction.accept": SECRETARIAT,
        "instruction.extend": {"mayor": ALL.restricted, "director": ALL.restricted},
        "instruction.read": SECRETARIAT | WORKERS | AUDITOR,
        "instruction.review": SECRETARIAT | AUDITOR,
        "urgent_item.register": SECRETARIAT,
        "urgent_item.filter": {"director": ALL.restricted, "secretary": ALL},
        "urgent_item.see": {"mayor": ALL.restricted},
        "urgent_item.read": SECRETARIAT | AUDITOR,
        "unit.read": dict.fromkeys([*STAFF, "system"], ALL),
    },
    four_eyes=FOUR_EYES,
)


def reach(actor, action):
    """How far the actor reaches by an action; what is theirs is what waits for them, or for those they stand in for."""
    return replace(POLICY.reach(actor, action), ids=people_behind(actor))


def people_behind(actor):
    """The actor and those for whom they act."""
    return tuple(filter(None, map(_person, actor.people)))


def _person(id):
    try:
        return UUID(id)
    except ValueError:  # another system, or a service
        return None
