"""Who may do what with the time of those who hold a post, and how far, as one table.

Absence is personal: what somebody may do with their own, their deputy may not do for them.
"""

from dataclasses import replace
from uuid import UUID

from makam_kernel.operations import RIGHTS as OPERATIONS
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
HOLDERS = {"mayor": OWN, "deputy": OWN}
BOOKERS = HOLDERS | OFFICE
PROGRAMME = EVERYBODY | OFFICE | {"mayor": ALL, "deputy": ALL, "front_desk": ALL, "protocol_officer": ALL}
MAYOR = {"mayor": ALL}
FRONT_DESK = {"front_desk": OWN}
ASKED = OFFICE | MAYOR | FRONT_DESK | {"deputy": OWN}
LOOKED_UP = dict.fromkeys([*EVERYBODY, "system"], ALL)

POLICY = Policy(
    actions=RIGHTS
    | OPERATIONS
    | {
        "absence.plan": EVERYBODY | OFFICE,
        "absence.approve": APPROVERS,
        "absence.read": READERS,
        "absence.read_private": EVERYBODY | APPROVERS,
        "deputising.arrange": EVERYBODY | OFFICE | APPROVERS,
        "deputising.approve": APPROVERS,
        "deputising.read": READERS,
        "deputising.ask": LOOKED_UP,
        "calendar.manage": {"director": ALL},
        "calendar.read": PROGRAMME,
        "entry.plan": BOOKERS,
        "entry.override": {"director": ALL},
        "entry.read": PROGRAMME,
        "entry.read_private": EVERYBODY | {"director": ALL},
        "appointment.receive": OFFICE | FRONT_DESK,
        "appointment.weigh": OFFICE,
        "appointment.decide": OFFICE | MAYOR,
        "appointment.read": ASKED,
        "appointment.contact": OFFICE | FRONT_DESK,
        "appointment.unmask": ASKED,
        "appointment.hand_over": {},
        "call.log": OFFICE | FRONT_DESK,
        "call.handle": OFFICE | MAYOR,
        "call.turn": OFFICE,
        "call.read": ASKED,
        "call.contact": OFFICE | FRONT_DESK,
        "call.unmask": ASKED,
        "call.hand_over": {},
        "matter.read": PROGRAMME,
        "day.read": OFFICE | MAYOR | {"deputy": ALL, "front_desk": ALL, "protocol_officer": ALL},
        "unit.read": LOOKED_UP,
    },
    four_eyes=FOUR_EYES,
    principals={"get_appointment_words": {"visitors"}, "get_call_words": {"requests"}},
)

MAYOR_DECIDES = frozenset({"mayor", "deputy", "director", "unit_director"})
"""The roles of an absent person whose deputy the mayor alone approves (5393 m.38: the mayor heads the administration);
a deputy of anybody else the director may approve, too."""


def reach(actor, action):
    """How far the actor reaches by an action; their own is what is theirs in person, not what is a post's that they
    fill for another."""
    return replace(POLICY.reach(actor, action), ids=() if actor.service else (_id(actor.id),))


def reach_of_posts(actor, action):
    """How far the actor reaches by an action, where their own is also what is a post's that they fill for another."""
    ids = () if actor.service else tuple(filter(None, map(_id, actor.people)))
    return replace(POLICY.reach(actor, action), ids=ids)


def person_of(actor):
    """The id of the person who acts; None for a service or another system."""
    return None if actor.service else _id(actor.id)


def _id(text):
    try:
        return UUID(text)
    except ValueError:  # a citizen, or another system
        return None
