"""The one way in which a thing moves through its life: by its noun's table, or not at all."""

from makam_kernel.errors import Conflict


def move(noun, allowed, current, target):
    """``target``, if the table lets a ``noun`` go there from ``current``; otherwise ``wrong_status``."""
    if target not in allowed[current]:
        raise wrong_status(noun, allowed, current, target)
    return target


def wrong_status(noun, allowed, current, wanted):
    """The refusal of what can't happen now, ``Conflict("<noun>.wrong_status")``, with the allowed ones."""
    others = sorted(str(status) for status in set(allowed[current]) - {wanted})
    return Conflict(f"{noun}.wrong_status", state=str(current), wanted=str(wanted), allowed=others)
