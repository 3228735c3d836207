"""The codes of instructions."""

from enum import StrEnum


class Kind(StrEnum):
    """How the office calls it."""

    INSTRUCTION = "instruction"  # talimat
    ORDER = "order"  # emir
    CIRCULAR = "circular"  # genelge


class Escalation(StrEnum):
    """Why somebody above was told."""

    RECEIPT = "receipt"  # the unit did not confirm in time that it has it
    OVERDUE = "overdue"
    PROMISE = "promise_broken"  # the mayor's promise behind it was said to be broken
