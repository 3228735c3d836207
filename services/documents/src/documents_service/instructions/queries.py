"""Every SELECT about instructions."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, lazyload

from documents_service.instructions.models import Instruction, Order
from documents_service.instructions.workflow import CLOSED, TO_DO
from documents_service.policy import POLICY
from makam_kernel.clock import ISTANBUL
from makam_kernel.cursor import instant, page
from makam_kernel.errors import NotFound

WITHOUT_STEPS = lazyload(Instruction.steps)


def within(actor, action="instruction.read"):
    """The instructions that an actor reaches by an action; those beyond ``instruction.read`` do not exist for them.
    What was promised to a citizen is known to those alone who have to do with it, and to nobody who only reads."""
    place = {"units": (Instruction.unit_id,), "restricted": Instruction.restricted}
    concerned = POLICY.reach(actor, "instruction.deliver").where(**place)
    unpromised = or_(Instruction.source.is_(None), Instruction.source.not_like("promise/%"))
    return and_(POLICY.reach(actor, action).where(**place), or_(unpromised, concerned))


def is_late(at):
    """The instructions with which their unit is not done in time."""
    return Instruction.status.in_(TO_DO) & (Instruction.due_at <= at)


def list_page(reading, *, open, late, escalated, limit, cursor, **equal):
    """One page of the instructions that the actor may see, the first due first; ``equal`` names columns and the values
    wanted in them."""
    query = select(Instruction).where(within(reading.actor)).options(WITHOUT_STEPS)
    wanted = (
        (open, Instruction.status.not_in(CLOSED)),
        (late, is_late(reading.at)),
        (escalated, Instruction.escalated_at.is_not(None)),
    )
    for value, criterion in wanted:
        if value is not None:
            query = query.where(criterion if value else ~criterion)
    for name, value in equal.items():
        if value is not None:
            query = query.where(getattr(Instruction, name) == value)
    order, kinds = (Instruction.due_at, Instruction.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor)


def in_trouble(reading, most):
    """The open instructions that are late or of which somebody above was told, the first due first."""
    query = select(Instruction).where(within(reading.actor), Instruction.status.not_in(CLOSED))
    query = query.where(or_(is_late(reading.at), Instruction.escalated_at.is_not(None))).options(WITHOUT_STEPS)
    return reading.session.scalars(query.order_by(Instruction.due_at, Instruction.id).limit(most)).all()


def order_of(look, order_id):
    """What was ordered at once, as far as the actor may see it; ``NotFound("instruction.not_found")`` when nothing."""
    orders = _orders(look, [order_id])
    if not orders:
        raise NotFound("instruction.not_found")
    return orders[0]


def week_page(reading, *, day, limit, cursor):
    """One page of the orders that were open in the week of this day, by when they were given; each once, by the
    instruction that lends it its id."""
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), ISTANBUL)
    other = aliased(Instruction)
    unfinished = or_(other.closed_at.is_(None), other.closed_at >= monday)
    open_then = exists().where(other.order_id == Instruction.id, unfinished)
    before_end = Instruction.given_at < monday + timedelta(days=7)
    heads = select(Instruction).where(Instruction.order_id == Instruction.id, before_end, open_then)
    heads = heads.where(within(reading.actor, reading.action)).options(WITHOUT_STEPS)
    order, kinds = (Instruction.given_at, Instruction.id), (instant, UUID)
    found = page(reading.session, heads, order=order, kinds=kinds, limit=limit, cursor=cursor)
    return found | {"items": _orders(reading, [head.id for head in found["items"]])}


def all_of(session, source):
    """The instructions that were given for this, in their order, locked."""
    given = select(Instruction).where(Instruction.source == source)
    return session.scalars(given.order_by(Instruction.id).with_for_update()).all()


def last_of(session, source):
    """The instruction that was given last for this, locked, or None."""
    return next(reversed(all_of(session, source)), None)


def _orders(look, ids):
    seen = select(Instruction).where(Instruction.order_id.in_(ids), within(look.actor)).options(WITHOUT_STEPS)
    by_order = {}
    for one in look.session.scalars(seen.order_by(Instruction.given_at, Instruction.id)):
        by_order.setdefault(one.order_id, []).append(one)
    return [Order(by_order[id]) for id in ids if id in by_order]
