"""The one way in which a thing of this service moves through its life: by its table, or not at all."""

from makam_kernel.errors import Conflict


def checked(noun, allowed, current, target):
    """``target``, if the table lets a ``noun`` go there from ``current``; ``Conflict("<noun>.wrong_status")`` with the
    allowed ones otherwise."""
    if target not in allowed[current]:
        raise Conflict(
            f"{noun}.wrong_status",
            status=str(current),
            wanted=str(target),
            allowed=sorted(str(status) for status in allowed[current]),
        )
    return target
