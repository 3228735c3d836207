"""What is done with units."""

from sqlalchemy import select

from makam_gateway.lines import ImportView
from makam_gateway.units.importing import import_file
from makam_gateway.units.models import Unit
from makam_gateway.units.queries import all_units, ancestors
from makam_gateway.units.schemas import ChangeUnit, CreateUnit, GetUnit, ImportUnits, ListUnits, UnitList, UnitView
from makam_kernel.errors import Conflict, Invalid
from makam_kernel.remote import Desk, command, query


class UnitsDesk(Desk):
    """The units of the municipality; the services keep copies."""

    @command(CreateUnit, returns=UnitView, allow="unit.manage")
    def create_unit(self, tx, code, **facts):
        """Add a unit."""
        if tx.session.scalar(select(Unit.id).where(Unit.code == code)):
            raise Conflict("unit.exists", code=code)
        _check(tx, facts)
        unit = Unit(code=code)
        return tx.add(unit, unit.set(**facts))

    @command(ChangeUnit, returns=UnitView, allow="unit.manage")
    def change_unit(self, tx, unit_id, version, **facts):
        """Change a unit: its name, its place, its end."""
        unit = tx.get(Unit, unit_id, version=version)
        _check(tx, facts)
        if unit_id in ancestors(tx.session, facts["parent_id"]):
            raise Invalid("unit.circle")
        return tx.change(unit, unit.set(**facts))

    @command(ImportUnits, returns=ImportView, allow="unit.manage")
    def import_units(self, tx, csv):
        """Add and change units by a file."""
        return import_file(tx, csv)

    @query(GetUnit, returns=UnitView, allow="unit.read")
    def get_unit(self, reading, unit_id):
        """A unit."""
        return reading.get(Unit, unit_id)

    @query(ListUnits, returns=UnitList, allow="unit.read")
    def list_units(self, reading):
        """All units, by name."""
        return {"items": all_units(reading.session)}


def _check(tx, facts):
    if facts["valid_to"] and facts["valid_to"] < facts["valid_from"]:
        raise Invalid("unit.ends_before_it_begins")
    for name in ("parent_id", "successor_id"):
        if facts[name] and tx.session.get(Unit, facts[name]) is None:
            raise Invalid("unit.unknown", unit_id=str(facts[name]))
