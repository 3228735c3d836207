"""Who looks, and who may see what. The table is written from the duties of the office and not from the services'
policies: where the two differ, one of them is wrong."""

OFFICE = {"director", "secretary", "front-desk"}
TOP = {"mayor", "deputy"}
PROTOCOL = {"director", "secretary", "protocol"}
FEN, PARK, SOSYAL = ({f"{unit}.director", f"{unit}.staff"} for unit in ("fen", "park", "sosyal"))

PEOPLE = {
    "mayor": (["mayor"], None),
    "deputy": (["deputy"], None),
    "director": (["director"], None),
    "secretary": (["secretary"], None),
    "front-desk": (["front_desk"], None),
    "protocol": (["protocol_officer"], None),
    "fen.director": (["unit_director"], "FEN"),
    "fen.staff": (["unit_staff"], "FEN"),
    "park.director": (["unit_director"], "PARK"),
    "park.staff": (["unit_staff"], "PARK"),
    "sosyal.director": (["unit_director"], "SOSYAL"),
    "sosyal.staff": (["unit_staff"], "SOSYAL"),
    "driver": (["driver"], None),
    "auditor": (["auditor"], None),
}
"""A login, its roles, and the unit in which it has them."""

FIRST, NOBODY, SYSTEM = "operator", "citizen", "system"
VIEWERS = [*PEOPLE, FIRST, NOBODY, SYSTEM]
"""With the site's first person, whoever does not sign in, and another system with a token of the API."""

ONE_OF_EACH = ["director", "front-desk", "fen.staff", "sosyal.director", "driver", NOBODY, SYSTEM]
"""One viewer for each kind of reach: all, all but what is restricted, a unit, another unit with what is restricted,
one's own, what is open, what a token is good for."""

SEES = {
    "request": OFFICE | TOP | FEN | {SYSTEM},
    "request's contact": OFFICE,
    "request's slip": OFFICE,
    "request's identity number": set(),
    "restricted request": {"mayor", "director"} | SOSYAL,
    "restricted request's contact": {"director"},
    "restricted request's slip": {"director"},
    "restricted request's identity number": set(),
    "place": OFFICE | TOP | FEN,
    "waiting place": OFFICE | TOP,
    "place's contact": OFFICE,
    "wish": OFFICE | TOP | FEN,
    "restricted wish": {"mayor", "director"} | SOSYAL,
    "restricted wish's place": OFFICE | TOP | SOSYAL,
    "wish that became a request": OFFICE | TOP | {SYSTEM},
    "visit of the mayor": OFFICE | TOP | {"protocol", SYSTEM},
    "visit of fen": OFFICE | TOP | FEN | {"protocol", SYSTEM},
    "hosting of the mayor": OFFICE | TOP | {"protocol"},
    "hosting of fen": OFFICE | TOP | FEN | {"protocol"},
    "expense": {"mayor", "director", "protocol", "auditor", "fen.director"},
    "paper": {"mayor", "director", "secretary"} | FEN | PARK,
    "paper's first version": {"director", "secretary"} | FEN,
    "paper's note": {"director", "secretary"} | FEN,
    "graded paper": {"mayor", "deputy", "director", "fen.director", "park.director"},
    "graded paper's first version": {"deputy", "director", "fen.director"},
    "graded paper's note": {"deputy", "director", "fen.director"},
    "paper that came in": {"mayor", "director", "secretary"},
    "graded paper that came in": {"mayor", "director"},
    "instruction": {"mayor", "deputy", "director", "secretary", "auditor"} | FEN,
    "restricted instruction": {"mayor", "director", "fen.director"},
    "entry": OFFICE | TOP | {"protocol"},
    "private entry": {"director"},
    "private entry of the mayor": {"mayor", "director"},
    "petitioner": OFFICE | TOP | {"protocol"},
    "appointment": {"mayor", "director", "secretary"},
    "petitioner's reach": {"director", "secretary"},
    "call": {"mayor", "director", "secretary"},
    "caller's reach": {"director", "secretary"},
    "urgent item": {"mayor", "deputy", "director", "secretary", "auditor"},
    "restricted urgent item": {"mayor", "director"},
    "ceremony": PROTOCOL | TOP,
    "ceremony's name": PROTOCOL | TOP | FEN | PARK | {"front-desk"},
    "ceremony's place": PROTOCOL | TOP | {"front-desk"},
    "contact": PROTOCOL | TOP,
    "contact's reach": PROTOCOL,
    "invitation": PROTOCOL | TOP,
    "sender's reach": PROTOCOL,
    "courtesy": PROTOCOL | TOP,
    "courtesy's reach": PROTOCOL,
    "sick leave": {"mayor", "director", "fen.staff"},
    "proposal": {"front-desk", "director", "auditor"},
    "proposal's numbers": {"director"},
    "secret": set(),
}
"""What belongs together, and who may see it by looking."""

UNMASKS = {
    "request's contact": OFFICE | FEN,
    "request's identity number": OFFICE | FEN,
    "restricted request's contact": {"director"} | SOSYAL,
    "restricted request's identity number": {"director"} | SOSYAL,
    "place's contact": OFFICE | TOP,
    "contact's reach": PROTOCOL | TOP,
    "petitioner's reach": {"mayor", "director", "secretary"},
    "caller's reach": {"mayor", "director", "secretary"},
}
"""Who may see it by a command, with a reason that goes on record."""


def hidden_from(viewer, birds, *, unmasking=False):
    """The canaries that a viewer must not see."""
    known = [about for about in SEES if viewer in SEES[about] | (UNMASKS.get(about, set()) if unmasking else set())]
    return [bird for bird in birds if bird.about not in known]
