"""Spans of time, from an instant until another, which is no longer part of it."""

from datetime import datetime, time, timedelta

from sqlalchemy import and_

from makam_kernel.clock import ISTANBUL


def meets(model, from_at, until_at):
    """The criterion that a row's span shares an instant with this one."""
    return and_(model.from_at < until_at, model.until_at > from_at)


def holds(model, at):
    """The criterion that an instant is in a row's span."""
    return and_(model.from_at <= at, model.until_at > at)


def touches(model, day):
    """The criterion that a row's span has a part in a day of the office."""
    first = datetime.combine(day, time(), ISTANBUL)
    return meets(model, first, datetime.combine(day + timedelta(days=1), time(), ISTANBUL))


def written(instant):
    """An instant as people write it, for a sentence."""
    return f"{instant.astimezone(ISTANBUL):%d.%m.%Y %H.%M}"


def clock(instant):
    """The hour of an instant as people write it: ``11.20``."""
    return f"{instant.astimezone(ISTANBUL):%H.%M}"
