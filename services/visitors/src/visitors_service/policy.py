"""Who may do what with visitors, as one table; what each of them may see stands in the nouns' ``visible_to``."""

from makam_kernel.actor import ANYONE, Policy

OFFICE = {"director", "secretary", "front_desk"}
UNIT = {"unit_director", "unit_staff"}
READERS = OFFICE | {"mayor", "deputy"}

POLICY = Policy(
    actions={
        "public_day.manage": {"director", "secretary"},
        "public_day.read": READERS | {"protocol_officer"},
        "public_day.read_report": READERS,
        "place.manage": OFFICE,
        "place.read": READERS,
        "screen.read": READERS | {ANYONE},
        "wish.record": OFFICE,
        "wish.read": READERS | UNIT,
        "wish.hand_over": set(),
        "promise.give": OFFICE,
        "promise.own": {"director", "secretary"},
        "promise.settle": {"director", "mayor"},
        "promise.read": READERS | UNIT,
        "visit.plan": OFFICE | {"protocol_officer"},
        "visit.receive": OFFICE | {"protocol_officer"},
        "visit.read": READERS | UNIT | {"protocol_officer"},
        "unit.read": READERS | UNIT | {"protocol_officer", "operator"},
        "operations.operate": {"operator"},
        "operations.health": {"operator"},
    },
    principals={"get_wish_words": {"requests"}},
)
