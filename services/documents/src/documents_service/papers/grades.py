"""What a paper says of itself on its head: its kind, how confidential and how urgent it is, and the rules of these.

Grades: hizmete özel for new papers, gizli and çok gizli only for papers that exist as paper (Resmî Yazışmalarda
Uygulanacak Usul ve Esaslar Hakkında Yönetmelik). "Özel" was given up on 26.04.2022; on what came before it is kept as
it was written.
"""

from datetime import date
from enum import StrEnum

from makam_kernel.errors import Invalid


class Kind(StrEnum):
    """The kinds of paper that are written here."""

    OUTGOING = "outgoing"
    INTERNAL = "internal"
    OLUR = "olur"


INCOMING = "incoming"


class Grade(StrEnum):
    """How confidential a paper is, the least first."""

    NONE = "none"
    OFFICIAL_USE = "official_use"  # hizmete özel
    SECRET = "secret"  # gizli
    TOP_SECRET = "top_secret"  # çok gizli


RANK = {grade: place for place, grade in enumerate(Grade)}
ELECTRONIC = {Grade.NONE, Grade.OFFICIAL_USE}

HISTORIC = "ozel"
"""The grade "Özel", as a historic marking of an incoming paper."""

GIVEN_UP_ON = date(2022, 4, 26)


class Urgency(StrEnum):
    """How urgent a paper is: ACELE has no date, GÜNLÜDÜR needs one."""

    NORMAL = "normal"
    URGENT = "urgent"
    DATED = "dated"


class Medium(StrEnum):
    """What an attachment is: a file, something kept elsewhere, a thing."""

    ELECTRONIC = "electronic"
    REFERENCE = "reference"
    PHYSICAL = "physical"


def check_grade(grade, *, is_physical, has_text, attachments):
    """Nothing confidential lies here as a file, and no cover is less confidential than what it covers."""
    if grade not in ELECTRONIC and (not is_physical or has_text):
        raise Invalid("paper.physical_only")
    for attachment in attachments:
        if attachment["grade"] not in ELECTRONIC and attachment["medium"] != Medium.PHYSICAL:
            raise Invalid("paper.physical_only")
        if RANK[attachment["grade"]] > RANK[grade]:
            raise Invalid("paper.cover_below_attachment")


def check_urgency(kind, urgency, due_on):
    """ACELE has no date, GÜNLÜDÜR has one, an olur has neither."""
    if kind == Kind.OLUR and urgency != Urgency.NORMAL:
        raise Invalid("paper.olur_has_urgency")
    if urgency == Urgency.DATED and due_on is None:
        raise Invalid("paper.dated_needs_date")
    if urgency != Urgency.DATED and due_on is not None:
        raise Invalid("paper.date_without_dated")


def grade_of(grade, historic_marking, origin_on):
    """How confidential an incoming paper is treated; one marked "Özel" like hizmete özel, if it is old enough."""
    if historic_marking is None:
        return Grade(grade)
    if origin_on >= GIVEN_UP_ON:
        raise Invalid("paper.marking_given_up")
    return max(Grade(grade), Grade.OFFICIAL_USE, key=RANK.get)
