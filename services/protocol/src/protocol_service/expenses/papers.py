"""The papers that an accrual must have."""

from enum import StrEnum


class Paper(StrEnum):
    """A paper of an expense."""

    APPROVAL = "approval"
    INSTRUCTION = "instruction"
    INVOICE = "invoice"
    PARTICIPANTS = "participants"


NAMES = {
    Paper.APPROVAL: "olur",
    Paper.INSTRUCTION: "talimat",
    Paper.INVOICE: "fatura",
    Paper.PARTICIPANTS: "katılımcı listesi",
}


def missing(filed, *, has_guests):
    """The papers that an accrual still wants, in the order in which the office files them; a list of participants
    only where there were guests."""
    return [paper for paper in Paper if paper not in filed and (has_guests or paper != Paper.PARTICIPANTS)]
