"""Every SELECT about entries."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, lazyload

from agenda_service.calendars.models import Calendar
from agenda_service.entries.gaps import minutes
from agenda_service.entries.kinds import Part
from agenda_service.entries.models import LONGEST, Entry, EntryPerson
from agenda_service.entries.words import EntryWord, stems
from agenda_service.entries.workflow import AHEAD, Status
from agenda_service.policy import reach
from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import instant, page

WITHOUT_HISTORY = lazyload(Entry.history)


class Concerned:
    """Stands where a policy wants the column that says whose an entry is: whoever holds its calendar, and whoever has a
    part in it, one of ``parts``."""

    def __init__(self, *parts):
        self.parts = parts

    def in_(self, ids):
        """The criterion that it concerns one of these people."""
        held = select(Calendar.id).where(Calendar.holder_id.in_(ids))
        taken = select(EntryPerson.entry_id).where(EntryPerson.person_id.in_(ids), EntryPerson.part.in_(self.parts))
        return or_(Entry.calendar_id.in_(held), Entry.id.in_(taken))


def within(actor, action="entry.read"):
    """The entries that an actor reaches by an action; those beyond ``entry.read`` do not exist for them. Whoever has a
    part in one may read it; who holds the calendar may do more. A private one that was cancelled takes no time, and is
    nothing to those who may not know it."""
    if action != "entry.read":
        return reach(actor, action).where(own=Concerned())
    reached = reach(actor, action).where(own=Concerned(*Part))
    return and_(reached, or_(Entry.status != Status.CANCELLED, _is_open_to(actor)))


def known(actor):
    """The entries that an actor may know: all that they reach, but of the private ones only those that concern
    them. A driver concerns himself with the place, which is not this."""
    return and_(within(actor), _is_open_to(actor))


def _is_open_to(actor):
    private = reach(actor, "entry.read_private").where(own=Concerned(Part.PARTICIPANT))
    return or_(Entry.is_private.is_(False), private)


def changeable(look):
    """The entries that whoever looks may do something with: nobody changes what they may not know."""
    return and_(within(look.actor, look.action), known(look.actor))


def list_page(reading, *, calendar_id, from_on, until_on, words, limit, cursor, **equal):
    """One page of the entries that the actor may see, by their beginning. What asks for more than times finds only what
    the actor may know; ``equal`` names columns and the values wanted in them."""
    query = select(Entry).options(WITHOUT_HISTORY).where(within(reading.actor))
    wanted = {name: value for name, value in equal.items() if value is not None}
    if words is not None or wanted:
        query = query.where(known(reading.actor), *(getattr(Entry, name) == value for name, value in wanted.items()))
    for stem in sorted(stems(words)):
        query = query.where(Entry.id.in_(select(EntryWord.entry_id).where(EntryWord.stem == stem)))
    if calendar_id is not None:
        query = query.where(Entry.calendar_id == calendar_id)
    if from_on is not None:
        first = _first_of(from_on)
        query = query.where(Entry.starts_at > first - LONGEST, Entry.ends_at > first)
    if until_on is not None:
        query = query.where(Entry.starts_at < _first_of(until_on + timedelta(days=1)))
    order, kinds = (Entry.starts_at, Entry.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def of_days(session, calendar, first, last, *, at):
    """What takes time of a calendar from one day to another, both included, as far as it reaches beyond, too."""
    return near(session, calendar, _first_of(first), _first_of(last + timedelta(days=1)), at=at)


def of_day(look, calendar, day):
    """What takes time of a calendar on a day, as far as whoever looks may see it."""
    first, end = _first_of(day), _first_of(day + timedelta(days=1))
    query = _near(calendar, first, end, look.at).options(joinedload(Entry.people))
    query = query.where(Entry.starts_at < end, Entry.ends_at > first, within(look.actor))
    return look.session.scalars(query).unique().all()


def near(session, calendar, from_at, until_at, *, at):
    """What takes time of a calendar in or about a span, by its beginning."""
    return session.scalars(_near(calendar, from_at, until_at, at)).all()


def _near(calendar, from_at, until_at, at):
    """The longest entry of the calendar bounds how far back is looked: however many entries there are, a stretch of the
    index is read."""
    rest = minutes(calendar.rest_minutes)
    first = from_at - rest - minutes(calendar.longest_minutes)
    query = select(Entry).options(WITHOUT_HISTORY)
    query = query.where(
        Entry.calendar_id == calendar.id,
        Entry.reach_from >= first,
        Entry.reach_from < until_at + rest,
        Entry.reach_until > from_at - rest,
        takes_time(at),
    )
    return query.order_by(Entry.starts_at, Entry.id)


def takes_time(at):
    """The criterion that an entry occupies its time: what is cancelled does not, nor what was held for a proposal that
    is over, also before its job says so."""
    is_expired = and_(Entry.status == Status.TENTATIVE, Entry.held_until.is_not(None), Entry.held_until <= at)
    return and_(Entry.status != Status.CANCELLED, ~is_expired)


def in_conflict_of(session, calendar_id):
    """The entries of a calendar that stand in a taken time."""
    found = select(Entry).where(Entry.in_conflict, Entry.calendar_id == calendar_id)
    return session.scalars(found.order_by(Entry.starts_at, Entry.id)).all()


def by_source(session, source):
    """The entry that was made for this thing and may still take place, locked, or None."""
    found = select(Entry).where(Entry.source == source, Entry.status.in_(AHEAD))
    return session.scalar(found.with_for_update(of=Entry).execution_options(populate_existing=True))


def all_by_source(session, source):
    """Every entry that was ever made for this thing, and still has its words, locked."""
    found = select(Entry).where(Entry.source == source, Entry.erased_at.is_(None))
    return session.scalars(found.order_by(Entry.id).with_for_update(of=Entry)).all()


def open_to(look, ids):
    """Those of the entries of which whoever looks may know all."""
    return set(look.session.scalars(select(Entry.id).where(Entry.id.in_(ids), known(look.actor))))


def _first_of(day):
    return datetime.combine(day, time(), ISTANBUL)
