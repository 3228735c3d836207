"""Who may do what with people, units and the site, as one table."""

from makam_gateway.people.models import ROLES
from makam_kernel.actor import Policy

EVERYONE = set(ROLES)

POLICY = Policy(
    actions={
        "person.manage": {"operator"},
        "person.read": {"operator", "director"},
        "unit.manage": {"operator"},
        "unit.read": EVERYONE,
        "clock.set": {"operator"},
        "clock.read": EVERYONE,
        "operations.operate": {"operator"},
        "operations.health": EVERYONE,
    },
)
