"""What holds from a day on and until a day, the last one included, or without an end."""

from sqlalchemy import and_, or_


def covers(first, last, day):
    """The criterion that the span of these two columns has the day in it."""
    return and_(first <= day, or_(last.is_(None), last >= day))
