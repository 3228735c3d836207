"""What is asked and told about units."""

from makam_gateway.lines import File
from makam_kernel.schema import Command, Day, Id, Integer, ListOf, Nested, Text, View


class UnitFacts(Command):
    """What a unit is."""

    name = Text(required=True, most=200, metadata={"example": "Fen İşleri Müdürlüğü"})
    detsis_no = Text(load_default=None, allow_none=True, most=20, metadata={"example": "12345678"})
    parent_id = Id(load_default=None, allow_none=True)
    valid_from = Day(required=True, metadata={"example": "2024-01-01"})
    valid_to = Day(load_default=None, allow_none=True, metadata={"example": None})
    successor_id = Id(load_default=None, allow_none=True)


class CreateUnit(UnitFacts):
    """Adds a unit."""

    code = Text(required=True, most=40, metadata={"example": "FEN"})


class ChangeUnit(UnitFacts):
    """Changes a unit; its code stays."""

    unit_id = Id(required=True)
    version = Integer(required=True, least=1)


class ImportUnits(Command):
    """Adds and changes units by a file of CSV, in English or in Turkish; all lines or none."""

    csv = File(
        "code;name;detsis_no;parent_code;valid_from;valid_to;successor_code",
        "BSKYRD1;Başkan Yardımcılığı (Teknik);12345601;;2024-01-01;;",
        "FEN;Fen İşleri Müdürlüğü;12345620;BSKYRD1;2024-01-01;;",
    )


class UnitLine(Command):
    """A line of such a file."""

    code = Text(required=True, most=40, metadata={"turkish": "birim kodu"})
    name = Text(required=True, most=200, metadata={"turkish": "birim adı"})
    detsis_no = Text(allow_none=True, most=20)
    parent_code = Text(allow_none=True, most=40, metadata={"turkish": "üst birim kodu"})
    valid_from = Day(required=True, metadata={"turkish": "geçerlilik başlangıcı"})
    valid_to = Day(allow_none=True, metadata={"turkish": "geçerlilik bitişi"})
    successor_code = Text(allow_none=True, most=40, metadata={"turkish": "yerine geçen birim kodu"})


class GetUnit(Command):
    """Asks for a unit."""

    unit_id = Id(required=True)


class ListUnits(Command):
    """Asks for all units."""


class UnitView(View):
    """A unit."""

    id = Id(required=True)
    version = Integer(required=True)
    code = Text(required=True, metadata={"example": "FEN"})
    name = Text(required=True, metadata={"example": "Fen İşleri Müdürlüğü"})
    detsis_no = Text(allow_none=True)
    parent_id = Id(allow_none=True)
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)
    successor_id = Id(allow_none=True)


class UnitList(View):
    """All units, by name."""

    items = ListOf(Nested(UnitView), most=2000, required=True)
