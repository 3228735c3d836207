"""Who may do what with absences and deputies, and how far, as one table.

Absence is personal: what somebody may do with their own, their deputy may not do for them.
"""

from dataclasses import replace
from uuid import UUID

from makam_kernel.persons import FOUR_EYES, RIGHTS
from makam_kernel.policy import ALL, BELOW, OWN, Policy

EVERYBODY = dict.fromkeys(
    [
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
    ],
    OWN,
)
OFFICE = {"director": ALL, "secretary": ALL}
APPROVERS = {"mayor": ALL, "director": ALL}
READERS = EVERYBODY | OFFICE | APPROVERS | {"deputy": ALL, "front_desk": ALL, "unit_director": BELOW}
LOOKED_UP = dict.fromkeys([*EVERYBODY, "system"], ALL)

POLICY = Policy(
    actions=RIGHTS
    | {
        "absence.plan": EVERYBODY | OFFICE,
        "absence.approve": APPROVERS,
        "absence.read": READERS,
        "absence.read_private": EVERYBODY | APPROVERS,
        "deputising.arrange": EVERYBODY | OFFICE | APPROVERS,
        "deputising.approve": APPROVERS,
        "deputising.read": READERS,
        "deputising.ask": LOOKED_UP,
        "unit.read": LOOKED_UP,
        "operations.operate": {"operator": ALL},
        "operations.health": {"operator": ALL},
    },
    four_eyes=FOUR_EYES,
)

MAYOR_DECIDES = frozenset({"mayor", "deputy", "director", "unit_director"})
"""The roles of an absent person whose deputy the mayor alone approves (5393 m.38: the mayor heads the administration);
a deputy of anybody else the director may approve, too."""


def reach(actor, action):
    """How far the actor reaches by an action; their own is what is theirs in person, not what is a post's that they
    fill for another."""
    return replace(POLICY.reach(actor, action), ids=() if actor.service else (_person(actor),))


def people_behind(actor):
    """The actor and those for whom they act, as ids."""
    return {actor.id, *(id for id, _ in actor.acting_for)}


def _person(actor):
    try:
        return UUID(actor.id)
    except ValueError:  # a citizen, or another system
        return None
