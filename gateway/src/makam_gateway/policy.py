"""Who may do what with people, posts, units and the site, as one table."""

from makam_gateway.roles import ROLES, SYSTEM
from makam_kernel.operations import RIGHTS as OPERATIONS
from makam_kernel.persons import RIGHTS
from makam_kernel.policy import ALL, OWN, Policy

OPERATOR = {"operator": ALL}
EVERYONE = dict.fromkeys(ROLES, ALL)
SYSTEMS_TOO = EVERYONE | {SYSTEM: ALL}
READERS = dict.fromkeys(["operator", "director", "auditor"], ALL)

PROPOSERS = dict.fromkeys(["mayor", "deputy", "secretary", "front_desk"], OWN)
DECIDERS = {"director": ALL}

POLICY = Policy(
    actions=OPERATIONS
    | {
        "person.manage": OPERATOR,
        "person.read": READERS,
        "post.manage": OPERATOR,
        "post.read": READERS,
        "directory.read": SYSTEMS_TOO,
        "unit.manage": OPERATOR,
        "unit.read": SYSTEMS_TOO,
        "api_token.manage": OPERATOR,
        "api_token.read": dict.fromkeys(["operator", "director"], ALL),
        "feed.keep": dict.fromkeys(ROLES, OWN),
        "approval.propose": PROPOSERS | DECIDERS,
        "approval.decide": DECIDERS,
        "approval.read": PROPOSERS | DECIDERS | {"auditor": ALL},
        "looks.read": RIGHTS["looks.read"],
        "today.read": EVERYONE,
        "follow_up.read": EVERYONE,
        "person.history": RIGHTS["person.history"],
        "clock.set": OPERATOR,
        "clock.read": EVERYONE,
    },
)
