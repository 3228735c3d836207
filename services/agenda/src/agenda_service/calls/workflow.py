"""The life of a telephone call, in one table."""

from enum import StrEnum

from makam_kernel import states


class Status(StrEnum):
    """Where a call stands."""

    LOGGED = "logged"
    TO_CALL_BACK = "to_call_back"
    CONNECTED = "connected"
    MESSAGE_GIVEN = "message_given"
    UNREACHABLE = "unreachable"
    NOT_NEEDED = "not_needed"


ALLOWED = {
    Status.LOGGED: {Status.TO_CALL_BACK, Status.CONNECTED, Status.MESSAGE_GIVEN, Status.NOT_NEEDED},
    Status.TO_CALL_BACK: {
        Status.TO_CALL_BACK,  # by another hour
        Status.CONNECTED,
        Status.MESSAGE_GIVEN,
        Status.UNREACHABLE,
        Status.NOT_NEEDED,
    },
    Status.CONNECTED: set(),
    Status.MESSAGE_GIVEN: {Status.TO_CALL_BACK},
    Status.UNREACHABLE: {Status.TO_CALL_BACK},
    Status.NOT_NEEDED: set(),
}

OPEN = {Status.LOGGED, Status.TO_CALL_BACK}

RESULTS = {Status.CONNECTED, Status.MESSAGE_GIVEN, Status.UNREACHABLE, Status.NOT_NEEDED}
"""How a call ends; without one of these it does not."""


class Outcome(StrEnum):
    """How a try to call back failed."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    SWITCHED_OFF = "switched_off"
    NOT_THERE = "not_there"


def move(current, target):
    """``target``, if a call may go there from ``current``; ``Conflict("call.wrong_status")`` otherwise."""
    return states.move("call", ALLOWED, current, target)
