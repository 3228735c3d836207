"""What may go wrong, in five kinds. Each error carries a stable code and facts, never a sentence: the sentence in the
reader's language stands in the owner's ``texts/`` and is filled in by whoever speaks to people."""


class MakamError(Exception):
    """A refusal that its caller can understand."""

    kind = ""

    def __init__(self, code, /, **details):
        super().__init__(code)
        self.code = code
        self.details = details

    def as_value(self):
        """The error as it crosses RPC: a value, since nameko would turn exception arguments into strings."""
        return {"kind": self.kind, "code": self.code, "details": self.details}


class Invalid(MakamError):
    """What was sent can't be understood or breaks a rule whatever the state of things."""

    kind = "invalid"


class Forbidden(MakamError):
    """The caller is known and may not do this."""

    kind = "forbidden"


class NotFound(MakamError):
    """There is no such thing for this caller; a thing one may not see does not exist."""

    kind = "not_found"


class Conflict(MakamError):
    """The thing is not in a state that allows this."""

    kind = "conflict"


class Unavailable(MakamError):
    """Something needed is away or busy; the same call may succeed later."""

    kind = "unavailable"


KINDS = {error.kind: error for error in (Invalid, Forbidden, NotFound, Conflict, Unavailable)}


class Failure(Exception):
    """A service failed in a way it did not foresee; ``id`` finds it in that service's log."""

    def __init__(self, id):
        super().__init__(id)
        self.id = id


def raise_value(value):
    """Raise the error that crossed RPC as a value.

    >>> raise_value({"kind": "conflict", "code": "slot.taken", "details": {}})
    Traceback (most recent call last):
    makam_kernel.errors.Conflict: slot.taken
    """
    if value["kind"] not in KINDS:
        raise Failure(value["details"].get("id"))
    raise KINDS[value["kind"]](value["code"], **value["details"])
