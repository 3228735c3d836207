"""Units from a file: all of it or nothing, parents in any order."""

from sqlalchemy import select

from makam_gateway.lines import Lines
from makam_gateway.units.models import Unit
from makam_gateway.units.schemas import UnitLine

REFERENCES = {"parent_code": "parent_id", "successor_code": "successor_id"}


def import_file(tx, text):
    """Take the file in; how many units were created, changed and unchanged."""
    lines = Lines(text, UnitLine)
    units = {unit.code: unit for unit in tx.session.scalars(select(Unit).order_by(Unit.id).with_for_update())}
    known, new, wanted = set(units), {}, {}
    for line, facts in lines.rows:
        code = facts["code"]
        if code in wanted:
            lines.wrong("doubled", line, "code")
        if code not in units:
            units[code] = new[code] = Unit(code=code)
        wanted[code] = line, facts
    wanted = {code: (line, _resolved(lines, units, line, facts)) for code, (line, facts) in wanted.items()}
    _check(lines, units, wanted)
    lines.check()
    _put_first(tx, new, wanted)
    changed = [code for code, (_, facts) in wanted.items() if code in known and _differs(units[code], facts)]
    for code in (*new, *changed):
        tx.change(units[code], units[code].set(**wanted[code][1]))
    return {"created": len(new), "changed": len(changed), "unchanged": len(wanted) - len(new) - len(changed)}


def _resolved(lines, units, line, facts):
    """The facts with ids for codes."""
    found = {name: value for name, value in facts.items() if name not in REFERENCES}
    for column, name in REFERENCES.items():
        if column in facts:
            unit = units.get(facts[column])
            found[name] = unit.id if unit else None
            if facts[column] and unit is None:
                lines.wrong("unit_unknown", line, column)
    return found


def _check(lines, units, wanted):
    parents = {unit.id: unit.parent_id for unit in units.values()}
    parents |= {units[code].id: facts["parent_id"] for code, (_, facts) in wanted.items() if "parent_id" in facts}
    for code, (line, facts) in wanted.items():
        begins = facts.get("valid_from", units[code].valid_from)
        ends = facts.get("valid_to", units[code].valid_to)
        if ends and ends < begins:
            lines.wrong("ends_before_it_begins", line, "valid_to")
        if _is_in_circle(units[code].id, parents):
            lines.wrong("circle", line, "parent_code")


def _is_in_circle(id, parents):
    met, above = set(), parents.get(id)
    while above and above not in met and above != id:
        met.add(above)
        above = parents.get(above)
    return above == id


def _put_first(tx, new, wanted):
    """Insert the new units without their parents and successors, which may come after them."""
    for code, unit in new.items():
        unit.set(**wanted[code][1] | dict.fromkeys(REFERENCES.values()))
        tx.session.add(unit)
    tx.session.flush()


def _differs(unit, facts):
    return any(getattr(unit, name) != value for name, value in facts.items())
