"""Every SELECT about units."""

from sqlalchemy import bindparam, select

from makam_gateway.spans import covers
from makam_gateway.units.models import Unit


def _below():
    """Asked with every request, so it is put together once."""
    tops = bindparam("tops", expanding=True)
    tree = select(Unit.parent_id.label("top"), Unit.id).where(Unit.parent_id.in_(tops)).cte(recursive=True)
    tree = tree.union(select(tree.c.top, Unit.id).join(tree, Unit.parent_id == tree.c.id))
    found = select(tree.c.top, Unit.id).join(Unit, Unit.id == tree.c.id)
    return found.where(covers(Unit.valid_from, Unit.valid_to, bindparam("day")))


_BELOW = _below()


def all_units(session):
    """All units, by name."""
    return session.scalars(select(Unit).order_by(Unit.name_sort, Unit.id)).all()


def units_below(session, unit_ids, day):
    """The units that exist on a day under each of these, however deep: id → ids. A unit that is closed hides none of
    those under it."""
    below = {}
    if unit_ids:
        for top, id in session.execute(_BELOW, {"tops": list(unit_ids), "day": day}):
            below.setdefault(top, set()).add(id)
    return {top: frozenset(ids) for top, ids in below.items()}


def ancestors(session, unit_id):
    """The ids of a unit and of all above it, each locked until the end, so that two who move units at once stand in
    line."""
    met = []
    while unit_id and unit_id not in met:
        met.append(unit_id)
        unit_id = session.get(Unit, unit_id, with_for_update=True, populate_existing=True).parent_id
    return met
