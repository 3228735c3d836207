"""How a desk offers its methods: as commands, which change, or as queries, which look.

A desk method takes what it works with first (a ``Transaction`` or a ``Reading``), then the facts of its schema by name.
Who calls was verified, the action was allowed and the facts were validated before it runs.
"""

from dataclasses import dataclass

from makam_kernel.looks import Glass
from makam_kernel.schema import Command, View


@dataclass(frozen=True)
class Method:
    """What is promised of one RPC method. Its schemas are made once: to make one costs more than to use it."""

    name: str
    schema: Command
    returns: View
    glass: Glass
    action: str
    writes: bool


def command(schema, *, returns, allow):
    """A method that changes something, in one transaction. ``allow`` is the policy's action."""
    return _mark(schema, returns, allow, writes=True)


def query(schema, *, returns, allow):
    """A method that looks and changes nothing."""
    return _mark(schema, returns, allow, writes=False)


def _mark(schema, returns, action, *, writes):
    def mark(function):
        view = returns()
        function.method = Method(function.__name__, schema(), view, Glass(view), action, writes)
        return function

    return mark


class Desk:
    """A group of methods about one noun. ``process`` gives settings such as keys and the work calendar."""

    def __init__(self, process):
        self.process = process


def methods_of(desks):
    """Every method of these desks by name. Two desks with one name would shadow each other without a word: refused."""
    found = {}
    for desk in desks:
        for name in dir(desk):
            if hasattr(getattr(type(desk), name, None), "method"):
                if name in found:
                    raise TypeError(f"two desks offer {name}")
                found[name] = getattr(desk, name)
    return found
