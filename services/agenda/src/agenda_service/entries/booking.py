"""How a time of a calendar is taken, moved and given back: in one line per calendar, and never twice.

Whoever books locks the calendar's row, then looks at what is near. Proposals that hold a time count; what another
service puts into a taken time stands there, ``in_conflict``, until somebody decides.
"""

from agenda_service.entries import queries
from agenda_service.entries.gaps import clash, in_order, minutes, needed, reach, way
from agenda_service.entries.kinds import DOLU
from agenda_service.entries.models import Entry
from agenda_service.entries.spelling import from_there, to_there
from agenda_service.policy import POLICY
from agenda_service.spans import clock, written
from makam_kernel.errors import Conflict, Forbidden


def book(tx, calendar, *, override_reason=None, is_certain=False, **facts):
    """Take a time: the new entry. ``Conflict`` when something stands in the way, unless the director has a reason;
    what ``is_certain`` is taken in all the same, and somebody has to decide. The facts are those of ``Entry.plan``."""
    _lock(tx, calendar)
    entry, planned = Entry.plan(calendar=calendar, by=tx.actor, at=tx.at, **facts)
    told = [planned, *_make_room(tx, entry, override_reason, is_certain)]
    tx.add(entry, *told)
    if entry.held_until:
        tx.later("advance_entry", entry.subject, entry.held_until)
    return entry


def move(tx, entry, *, override_reason=None, is_certain=False, **facts):
    """Give an entry another time, by the same rules; its old one is free. The facts are those of ``Entry.move``."""
    _lock(tx, entry.calendar)
    told = [*entry.advance(by=tx.actor, at=tx.at), entry.move(by=tx.actor, at=tx.at, **facts)]
    told += _make_room(tx, entry, override_reason, is_certain)
    tx.change(entry, *told)
    settle_others(tx, entry)
    return entry


def change(tx, entry, *, override_reason=None, is_certain=False, **facts):
    """Set what an entry says anew; another place or a longer way must fit. The facts are those of ``Entry.change``."""
    _lock(tx, entry.calendar)
    before = reach(entry), entry.place
    told = [entry.change(by=tx.actor, at=tx.at, **facts)]
    if (reach(entry), entry.place) != before:
        told += _make_room(tx, entry, override_reason, is_certain)
    tx.change(entry, *told)
    settle_others(tx, entry)
    return entry


def confirm(tx, entry):
    """Make a held time firm; after its hold is over it is free, and no longer to be had like this."""
    _lock(tx, entry.calendar)
    return tx.change(entry, *entry.advance(by=tx.actor, at=tx.at), entry.confirm(by=tx.actor, at=tx.at))


def cancel(tx, entry, *, reason=None):
    """An entry does not take place; its time is free."""
    return _free(tx, entry, entry.cancel(by=tx.actor, at=tx.at, reason=reason))


def release(tx, entry):
    """A proposal's time is given back."""
    return _free(tx, entry, entry.release(by=tx.actor, at=tx.at))


def settle_others(tx, entry):
    """What stood in the way of this entry alone does so no longer."""
    tx.session.flush()
    for other in queries.in_conflict_of(tx.session, entry.calendar_id):
        if other.id != entry.id and not _in_the_way(tx, other):
            tx.change(other, other.settle(by=tx.actor, at=tx.at))


def _free(tx, entry, fact):
    _lock(tx, entry.calendar)
    tx.change(entry, fact)
    settle_others(tx, entry)
    return entry


def _lock(tx, calendar):
    """Stand in line for the time of this calendar."""
    tx.session.flush()
    tx.session.refresh(calendar, with_for_update=True)


def _make_room(tx, entry, override_reason, is_certain):
    """Facts to tell beside; or a refusal."""
    others = _in_the_way(tx, entry)
    if others and is_certain:
        return [] if entry.in_conflict else [entry.conflict(by=tx.actor, at=tx.at)]
    if others and override_reason is None:
        _refuse(tx, entry, others[0])
    if others and not POLICY.may(tx.actor, "entry.override"):
        raise Forbidden("entry.override_not_allowed")
    if others:
        entry.override(by=tx.actor, at=tx.at, reason=override_reason)
    return [entry.settle(by=tx.actor, at=tx.at)] if entry.in_conflict else []


def _in_the_way(tx, entry):
    """The entries in whose way this one stands, by their beginning."""
    near = queries.near(tx.session, entry.calendar, entry.reach_from, entry.reach_until, at=tx.at)
    rest = entry.calendar.rest_minutes
    return [other for other in near if other.id != entry.id and clash(entry, other, rest)]


def _refuse(tx, entry, other):
    """Say what stands in the way, as far as the caller may know it."""
    known, id = bool(queries.open_to(tx, [other.id])), str(other.id)
    starts_at, ends_at = written(other.starts_at), written(other.ends_at)
    before, after = in_order(entry, other)
    if not known or before.ends_at > after.starts_at:
        summary = other.summary if known else DOLU
        raise Conflict("entry.overlap", entry=id, summary=summary, starts_at=starts_at, ends_at=ends_at)
    gap = needed(before, after, entry.calendar.rest_minutes)
    if not way(before, after):
        raise Conflict("entry.too_close", entry=id, minutes=gap, starts_at=starts_at, ends_at=ends_at)
    origin, goal = from_there(_place(before)), to_there(_place(after))
    if before is other:
        earliest = clock(before.ends_at + minutes(gap))
        raise Conflict(
            "entry.travel_time", entry=id, origin=origin, goal=goal, minutes=way(before, after), earliest=earliest
        )
    latest = clock(after.starts_at - minutes(gap))
    raise Conflict(
        "entry.travel_time_before", entry=id, origin=origin, goal=goal, minutes=way(before, after), latest=latest
    )


def _place(entry):
    return entry.place or entry.calendar.place
