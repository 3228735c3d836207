"""Every SELECT about appointments."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, false, or_, select

from agenda_service.appointments.models import LONGEST, Appointment, Time
from agenda_service.appointments.workflow import OPEN, PENDING, Hold, Status
from agenda_service.entries.models import Entry
from agenda_service.own import Whose
from agenda_service.policy import reach_of_posts
from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import instant, page

WHOSE = Whose(Appointment.received_by, Appointment.calendar_id, Appointment.asked_calendar_id)
MOST_EARLIER = 10


def _awaits(statuses):
    """The criterion that it is in one of these states, or lies with a deputy who has yet to find a time."""
    referred, no_time = Appointment.status == Status.REFERRED, Appointment.starts_at.is_(None)
    handed_over = or_(~referred, and_(no_time, Appointment.unit_id.is_(None)))
    return and_(Appointment.status.in_(statuses | {Status.REFERRED}), handed_over)


IS_PENDING = _awaits(PENDING)
IS_OWED = _awaits(OPEN)
"""The office still owes an answer."""


def within(actor, action="appointment.read"):
    """The appointments that an actor reaches by an action; those beyond ``appointment.read`` do not exist for
    them."""
    return reach_of_posts(actor, action).where(own=WHOSE)


def list_page(reading, *, calendar_id, status, open, day, order, limit, cursor):
    """One page of the appointments that the actor may see, by the instant at which they were received."""
    query = select(Appointment).where(within(reading.actor))
    if calendar_id is not None:
        query = query.where(Appointment.calendar_id == calendar_id)
    if status is not None:
        query = query.where(Appointment.status == status)
    if open is not None:
        query = query.where(IS_OWED if open else ~IS_OWED)
    if day is not None:
        query = query.where(_is_on(day))
    columns, kinds = (Appointment.received_at, Appointment.id), (instant, UUID)
    descending = order == "newest"
    return page(reading.session, query, order=columns, kinds=kinds, limit=limit, cursor=cursor, descending=descending)


def list_of_day(reading, calendar_id, day):
    """The appointments of a day in a calendar that the actor may see, by the hour."""
    query = select(Appointment).where(within(reading.actor), Appointment.calendar_id == calendar_id, _is_on(day))
    return reading.session.scalars(query.order_by(Appointment.starts_at, Appointment.id)).all()


def calendars_of(session, appointment_id):
    """The calendars in which it has a time, or of which one was asked."""
    times = select(Time.calendar_id).where(Time.appointment_id == appointment_id, Time.status != Hold.RELEASED)
    asked = select(Appointment.calendar_id).where(Appointment.id == appointment_id)
    return set(session.scalars(times.union(asked)))


def entries_of(session, ids):
    """The entries with these ids, locked, in one order."""
    found = select(Entry).where(Entry.id.in_(ids)).order_by(Entry.id)
    return session.scalars(found.with_for_update(of=Entry).execution_options(populate_existing=True)).all()


def rivals_of(session, calendar_id, starts_at, ends_at, *criteria):
    """The pending requests for a time of a calendar, or for a part of it, the first received first."""
    near = (Appointment.preferred_at > starts_at - LONGEST, Appointment.preferred_at < ends_at)
    query = select(Appointment).where(*near, Appointment.calendar_id == calendar_id, IS_PENDING, *criteria)
    found = session.scalars(query.order_by(Appointment.received_at, Appointment.id)).all()
    return [one for one in found if one.preferred_until > starts_at]


def count_rivals(reading, appointment):
    """How many other requests that the actor may see wait for the time that this one asks for."""
    if appointment.preferred_at is None or not appointment.is_pending:
        return 0
    span = appointment.calendar_id, appointment.preferred_at, appointment.preferred_until
    return len(rivals_of(reading.session, *span, Appointment.id != appointment.id, within(reading.actor)))


def earlier_of(reading, appointment):
    """The appointments of somebody with the same telephone or name that the actor may see, the last one first."""
    same = of_person(appointment.phone_index, appointment.name_index)
    others = select(Appointment).where(same, within(reading.actor), Appointment.id != appointment.id)
    others = others.where(Appointment.received_at <= appointment.received_at)
    last_first = others.order_by(Appointment.received_at.desc(), Appointment.id.desc())
    return reading.session.scalars(last_first.limit(MOST_EARLIER)).all()


def of_person(phone, name):
    """The criterion that a petitioner has this telephone, or this name; what is not known is like nobody's."""
    wanted = ((Appointment.phone_index, phone), (Appointment.name_index, name))
    return or_(false(), *(column == value for column, value in wanted if value))


def _is_on(day):
    first, end = (datetime.combine(one, time(), ISTANBUL) for one in (day, day + timedelta(days=1)))
    return and_(Appointment.starts_at >= first, Appointment.starts_at < end)
