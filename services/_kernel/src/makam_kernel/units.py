"""The copy of the organisation's units that a service keeps: the gateway owns them, tells of them, and everybody needs
their names."""

from datetime import date
from uuid import UUID

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base
from makam_kernel.errors import Invalid
from makam_kernel.remote import Desk, query
from makam_kernel.schema import Command, Day, Id, ListOf, Nested, Text, View
from makam_kernel.subscribe import subscribe


class Unit(Base):
    """A copy of a unit: enough to send something there and to name it."""

    __tablename__ = "units"
    noun = "unit"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    def is_valid(self, day):
        """Whether the unit exists on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def known_unit(session, unit_id, day):
    """The unit, if it is known here and exists on ``day``; ``Invalid("unit.unknown")`` otherwise."""
    unit = session.get(Unit, unit_id)
    if unit is None or not unit.is_valid(day):
        raise Invalid("unit.unknown", unit_id=str(unit_id))
    return unit


def all_units(session):
    """Every unit known here, by code."""
    return session.scalars(select(Unit).order_by(Unit.code)).all()


@subscribe("unit.changed.v1", "unit.snapshot.v1", source="gateway")
class KeepUnit:
    """Keeps the copy of a unit."""

    def apply(self, tx, event, _words):
        """Set what is known of the unit."""
        unit = tx.session.get(Unit, UUID(event.subject_id)) or Unit(id=UUID(event.subject_id))
        unit.code, unit.name = event.data["code"], event.data["name"]
        unit.valid_from = date.fromisoformat(event.data["valid_from"])
        unit.valid_to = date.fromisoformat(event.data["valid_to"]) if event.data["valid_to"] else None
        tx.session.add(unit)


class ListUnits(Command):
    """Asks for the units that this service knows."""


class UnitView(View):
    """A unit, as known here."""

    id = Id(required=True)
    code = Text(required=True, metadata={"example": "FEN"})
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)


class UnitList(View):
    """The units, by code."""

    items = ListOf(Nested(UnitView), required=True)


class UnitsDesk(Desk):
    """Units are owned by the gateway; here they are looked up."""

    @query(ListUnits, returns=UnitList, allow="unit.read")
    def list_units(self, reading):
        """The units that this service knows."""
        return {"items": all_units(reading.session)}
