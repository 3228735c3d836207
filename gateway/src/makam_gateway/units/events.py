"""What is told about units."""

from makam_kernel.events import Event
from makam_kernel.schema import Day, Id, Text


class UnitChanged(Event):
    """A unit is new, or other than before; whole, for those who keep a copy."""

    type = "unit.changed.v1"

    code = Text(required=True, metadata={"example": "FEN"})
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    detsis_no = Text(allow_none=True, metadata={"example": "12345678"})
    parent_id = Id(allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)
    successor_id = Id(allow_none=True)


class UnitSnapshot(UnitChanged):
    """Where a unit stands, told anew."""

    type = "unit.snapshot.v1"
