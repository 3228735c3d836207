"""What somebody may be: a closed list of codes, which posts give."""

ROLES = [
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
]

SYSTEM = "system"
"""The role of another system, which comes with a token of the API; no post gives it."""
