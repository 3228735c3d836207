"""What is asked and told about units."""

from makam_kernel.schema import Command, Day, Id, ListOf, Nested, Text, View


class ListUnits(Command):
    """Asks for the units that this service knows."""


class UnitView(View):
    """A unit of the municipality, as known here."""

    id = Id(required=True)
    code = Text(required=True, metadata={"example": "FEN"})
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)


class UnitList(View):
    """The units, by code."""

    items = ListOf(Nested(UnitView), required=True)
