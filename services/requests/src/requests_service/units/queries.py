"""Every SELECT about units."""

from sqlalchemy import select

from makam_kernel.errors import Invalid
from requests_service.units.models import Unit


def known_unit(session, unit_id, day):
    """The unit, if it is known here and exists on ``day``; ``Invalid("unit.unknown")`` otherwise."""
    unit = session.get(Unit, unit_id)
    if unit is None or not unit.is_valid(day):
        raise Invalid("unit.unknown", unit_id=str(unit_id))
    return unit


def all_units(session):
    """Every unit known here, by code."""
    return session.scalars(select(Unit).order_by(Unit.code)).all()
