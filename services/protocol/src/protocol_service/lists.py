"""The lists by day: of all, of what is still open, or of the rest; the earliest first, or the latest."""

from makam_kernel.cursor import page
from makam_kernel.schema import Boolean, Code, Page


class DatedPage(Page):
    """What every list by day may be asked for."""

    open = Boolean(load_default=None, allow_none=True)
    order = Code(["earliest", "latest"], load_default="earliest")


def dated_page(reading, query, *, columns, kinds, is_open, open, order, limit, cursor, **equal):
    """One page of ``query`` by the day in ``columns``; ``is_open`` tells what is open, and ``equal`` names columns and
    the values wanted in them."""
    if open is not None:
        query = query.where(is_open if open else ~is_open)
    model = columns[0].class_
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(model, name) == wanted)
    shape = {"order": columns, "kinds": kinds, "descending": order == "latest"}
    return page(reading.session, query, **shape, limit=limit, cursor=cursor)
