"""What is still open, over several nouns of a service in one list: whose, due when, and late or not.

Each noun is asked for one page at most, and the pages are merged; the order over all is (``due_at``, the matters
without one last, id), and a cursor is the place of the last one shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Date, and_, case, func, literal, or_, select, tuple_

from makam_kernel import cursor as cursors
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Invalid
from makam_kernel.schema import NAMED, Boolean, Id, Instant, Integer, ListOf, Nested, Page, Text, View

DAY_ENDS = time(23, 59, 59)


class OpenMatters(Page):
    """Asks for what is still open, what is due first before the rest. A service's own command adds ``kind``, the nouns
    that it knows."""

    unit_id = Id(load_default=None, allow_none=True)
    person_id = Id(load_default=None, allow_none=True)
    late = Boolean(load_default=None, allow_none=True)
    due_before = Instant(load_default=None, allow_none=True)


class MatterLine(View):
    """Something open: with which unit or person, since when, due when."""

    about = NAMED

    id = Id(required=True)
    noun = Text(required=True, metadata={"example": "request"})
    number = Text(required=True, allow_none=True, metadata={"example": "TLP-2026-000001"})
    title = Text(required=True, allow_none=True, metadata={"example": "Yolda çukur"})
    status = Text(required=True, metadata={"example": "in_progress"})
    unit_id = Id(required=True, allow_none=True)
    person_id = Id(required=True, allow_none=True)
    due_at = Instant(required=True, allow_none=True)
    late = Boolean(required=True)
    since = Instant(required=True)


class MatterCounts(View):
    """How many are open, and late, of all that the caller may see, however they are filtered."""

    open = Integer(required=True)
    late = Integer(required=True)


class MatterPage(View):
    """A page of what is open."""

    items = ListOf(Nested(MatterLine), required=True)
    counts = Nested(MatterCounts, required=True)
    next_cursor = Text(required=True, allow_none=True)


@dataclass(frozen=True)
class Matters:
    """The open ones of a noun, as SQL knows them. ``due`` is a day, which ends late in the evening, or an instant, or
    None; ``late`` gives the criterion at an instant; ``line`` what a line says: number, title, unit_id, since…"""

    model: type
    is_open: object
    within: Callable
    due: object
    late: Callable
    line: Callable
    unit: object = None
    person: object = None
    options: tuple = ()


def list_open(reading, nouns, *, kind=None, unit_id, person_id, late, due_before, limit, cursor):
    """One page over these nouns, with the counts of all of them: a query for each noun, and one for the counts."""
    place = _place(cursor) if cursor else None
    lines = []
    for noun in nouns:
        if kind in (None, noun.model.noun):
            query = _of_noun(reading, noun, late).where(*_equal(noun.unit, unit_id), *_equal(noun.person, person_id))
            if due_before is not None:
                query = query.where(_is_before(noun.due, due_before))
            if place:
                query = query.where(_is_after(noun, *place))
            lines += _lines(reading, noun, query, limit + 1)
    lines.sort(key=order_of)
    more, lines = len(lines) > limit, lines[:limit]
    last = lines and [lines[-1]["due_at"] and lines[-1]["due_at"].isoformat(), lines[-1]["id"]]
    next_cursor = cursors.encode(last) if more else None
    return {"items": lines, "counts": counts(reading, nouns), "next_cursor": next_cursor}


def counts(reading, nouns):
    """How many are open, and late, over these nouns, in one query."""
    parts = []
    for noun in nouns:
        late = func.coalesce(func.sum(case((_is_late(noun, reading.at), 1), else_=0)), 0)
        counted = select(func.count(), late).select_from(noun.model).where(noun.is_open, noun.within(reading.actor))
        parts += [counted.with_only_columns(column).scalar_subquery() for column in (func.count(), late)]
    found = reading.session.execute(select(*parts)).one()
    return {"open": sum(found[0::2]), "late": sum(found[1::2])}


def order_of(line):
    """The place of a line in the list."""
    return (line["due_at"] is None, line["due_at"] or datetime.min.replace(tzinfo=ISTANBUL), str(line["id"]))


def due_at(due):
    """The instant at which something is due: a day is due when it ends."""
    return due if due is None or isinstance(due, datetime) else datetime.combine(due, DAY_ENDS, ISTANBUL)


def _of_noun(reading, noun, late):
    is_late = _is_late(noun, reading.at)
    query = select(noun.model, noun.due.label("due"), is_late.label("late")).options(*noun.options)
    query = query.where(noun.is_open, noun.within(reading.actor))
    return query if late is None else query.where(is_late if late else ~is_late)


def _is_late(noun, at):
    return func.coalesce(noun.late(at), False)


def _lines(reading, noun, query, most):
    rows = reading.session.execute(query.order_by(noun.due.asc().nulls_last(), noun.model.id).limit(most)).unique()
    plain = {"number": None, "title": None, "unit_id": None, "person_id": None}
    return [
        plain
        | {"id": thing.id, "noun": noun.model.noun, "status": thing.status, "due_at": due_at(due), "late": bool(late)}
        | noun.line(thing)
        for thing, due, late in rows
    ]


def _equal(column, wanted):
    if wanted is None:
        return ()
    return (literal(False) if column is None else column == wanted,)


def _place(cursor):
    due, id = cursors.decode(cursor, (lambda text: text and cursors.instant(text), UUID))
    if due and not 1900 < due.year < 2300:
        raise Invalid("input.cursor")
    return due, id


def _is_after(noun, due, id):
    """The criterion for what comes after a place in the order."""
    if due is None:
        return and_(noun.due.is_(None), noun.model.id > id)
    last, exactly = _last_until(noun.due, due)
    same = [tuple_(noun.due, noun.model.id) > tuple_(literal(last, noun.due.type), literal(id, noun.model.id.type))]
    return or_(noun.due.is_(None), *(same if exactly else [noun.due > last]))


def _is_before(column, instant):
    last, exactly = _last_until(column, instant)
    return column < last if exactly else column <= last


def _last_until(column, instant):
    """The last value of a due column that is due at this instant or before, and whether exactly then."""
    if not isinstance(column.type, Date):
        return instant, True
    local = instant.astimezone(ISTANBUL)
    day = local.date() if local.time() >= DAY_ENDS else local.date() - timedelta(days=1)
    return day, due_at(day) == instant
