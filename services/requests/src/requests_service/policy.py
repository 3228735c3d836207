"""Who may do what with requests, as one table; what each of them may see stands in the nouns' ``visible_to``."""

from makam_kernel.actor import ANYONE, Policy

OFFICE = {"director", "secretary", "front_desk"}
UNIT = {"unit_director", "unit_staff"}
READERS = OFFICE | UNIT | {"mayor", "deputy"}

POLICY = Policy(
    actions={
        "request.submit": {ANYONE},
        "request.track": {ANYONE},
        "request.register": OFFICE,
        "request.route": OFFICE,
        "request.confirm": OFFICE,
        "request.withdraw": OFFICE,
        "request.work": UNIT | {"director"},
        "request.extend": {"unit_director", "director"},
        "request.decide": {"director"},
        "request.void": {"director"},
        "request.read": READERS,
        "unit.read": READERS | {"operator"},
        "category.read": READERS | {"operator"},
        "category.manage": {"director", "operator"},
        "rule.read": READERS | {"operator"},
        "rule.manage": {"director", "operator"},
        "operations.operate": {"operator"},
        "operations.health": {"operator"},
    },
)
