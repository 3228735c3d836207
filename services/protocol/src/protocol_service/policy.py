"""Who may do what in protocol, and how far, as one table."""

from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, UNIT, Policy

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

MAKERS = {"protocol_officer": ALL, "director": ALL}
OFFICE = MAKERS | {"secretary": ALL}
DECIDERS = MAKERS | {"mayor": ALL, "deputy": ALL}
READERS = OFFICE | DECIDERS
WORKERS = {"unit_director": UNIT, "unit_staff": UNIT}
BOOKKEEPERS = MAKERS | {"mayor": ALL, "auditor": ALL, "unit_director": UNIT}

POLICY = Policy(
    actions=RIGHTS
    | OPERATIONS
    | {
        "contact.manage": MAKERS,
        "contact.read": READERS,
        "contact.reach": OFFICE,
        "contact.unmask": READERS,
        "ceremony_template.manage": MAKERS,
        "ceremony_template.read": READERS,
        "ceremony.manage": MAKERS,
        "ceremony.decide": DECIDERS,
        "ceremony.read": READERS,
        "ceremony_task.finish": MAKERS | WORKERS,
        "ceremony_task.read": READERS | WORKERS,
        "invitation.register": OFFICE,
        "invitation.decide": DECIDERS,
        "invitation.read": READERS,
        "occasion.hand_over": {},
        "courtesy.propose": MAKERS,
        "courtesy.approve": {"mayor": ALL, "deputy": ALL, "director": ALL},
        "courtesy.handle": MAKERS,
        "courtesy.read": READERS,
        "courtesy_rule.manage": MAKERS,
        "courtesy_rule.read": READERS,
        "budget_line.manage": {"director": ALL},
        "budget_line.read": BOOKKEEPERS,
        "expense.request": MAKERS,
        "expense.approve": {"director": ALL, "mayor": ALL},
        "expense.settle": MAKERS,
        "expense.read": BOOKKEEPERS,
        "matter.read": READERS | WORKERS,
        "day.read": READERS,
        "unit.read": dict.fromkeys([*STAFF, "system"], ALL),
    },
    four_eyes=FOUR_EYES,
    principals={"get_occasion_words": {"agenda"}},
)
