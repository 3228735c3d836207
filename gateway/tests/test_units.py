"""Units as the operator keeps them: one by one, and from a file."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from makam_gateway.lines import MOST_LINES
from makam_kernel.errors import Conflict, Invalid, MakamError
from makam_kernel.testing import told

check = pytest.mark.check
HEADER = "code;name;detsis_no;parent_code;valid_from;valid_to;successor_code"
NO_COLUMN = [(3, "code", "required"), (3, "name", "required"), (3, "valid_from", "required")]
TOWN = f"""{HEADER}
FEN;Fen İşleri Müdürlüğü;12345620;BSKYRD1;2024-01-01;;
BSKYRD1;Başkan Yardımcılığı (Teknik);;BASKANLIK;2024-01-01;;
ESKI;Eski Fen;;BSKYRD1;2020-01-01;2023-12-31;FEN
BASKANLIK;Başkanlık;;;2024-01-01;;
"""


def move(house, unit, parent):
    """Put a unit under another."""
    kept = house.operator.get_unit(unit_id=unit)
    facts = {name: kept[name] for name in ("name", "valid_from", "version")}
    return house.operator.change_unit(unit_id=unit, parent_id=parent, **facts)


def by_code(house):
    return {unit["code"]: unit for unit in house.operator.list_units()["items"]}


def faults(house, *lines, header=HEADER):
    """What is wrong with a file of these lines: ``(line, column, reason)``."""
    with pytest.raises(Invalid, match=r"import\.invalid") as refused:
        house.operator.import_units(csv="\n".join([header, *lines]))
    found = refused.value.details["lines"]
    assert refused.value.details["count"] == len({fault["line"] for fault in found})
    return [(fault["line"], fault["column"], fault["reason"]) for fault in found]


class TestTree:
    def test_a_code_is_given_once(self, house):
        house.unit("FEN")
        with pytest.raises(Conflict, match=r"unit\.exists") as refused:
            house.unit("FEN")
        assert refused.value.details == {"code": "FEN"}

    def test_a_unit_is_neither_its_own_parent_nor_that_of_one_above_it(self, house):
        top = house.unit("A")
        middle = house.unit("B", top)
        low = house.unit("C", middle)
        for parent in (top, middle, low):
            with pytest.raises(Invalid, match=r"unit\.circle"):
                move(house, top, parent)
        assert move(house, low, top)["parent_id"] == top
        assert move(house, middle, low)["parent_id"] == low

    def test_nor_when_two_operators_move_units_at_once(self, house):
        one, other = house.unit("A"), house.unit("B")

        def put(pair):
            try:
                return move(house, *pair)["version"]
            except MakamError as error:
                return error.code

        with ThreadPoolExecutor(2) as pool:
            came = list(pool.map(put, [(one, other), (other, one)]))
        assert sorted(map(str, came)) == ["2", "unit.circle"]


class TestImport:
    def test_parents_and_successors_may_come_in_any_order(self, house):
        assert house.operator.import_units(csv=TOWN) == {"created": 4, "changed": 0, "unchanged": 0}
        units = by_code(house)
        assert units["FEN"]["parent_id"] == units["BSKYRD1"]["id"]
        assert units["BSKYRD1"]["parent_id"] == units["BASKANLIK"]["id"]
        assert units["ESKI"]["successor_id"] == units["FEN"]["id"]
        assert (units["FEN"]["detsis_no"], units["ESKI"]["valid_to"]) == ("12345620", "2023-12-31")
        heard = {row.subject: (row.sequence, row.data) for row in told(house.process)}
        assert len(heard) == len(told(house.process)) == 4
        assert heard[f"unit/{units['FEN']['id']}"][1]["parent_id"] == units["BSKYRD1"]["id"]

    def test_again_it_changes_only_what_differs(self, house):
        house.operator.import_units(csv=TOWN)
        assert house.operator.import_units(csv=TOWN) == {"created": 0, "changed": 0, "unchanged": 4}
        changed = TOWN.replace("12345620", "12345699") + "PARK;Park ve Bahçeler;;BSKYRD1;2024-01-01;;"
        assert house.operator.import_units(csv=changed) == {"created": 1, "changed": 1, "unchanged": 3}
        assert [unit["version"] for code, unit in sorted(by_code(house).items())] == [1, 1, 1, 2, 1]

    def test_columns_that_are_not_there_change_nothing(self, house):
        house.operator.import_units(csv=TOWN)
        short = "code,name,valid_from\nFEN,Fen İşleri Müdürlüğü,2024-01-01\nYENI,Yeni,2024-01-01"
        assert house.operator.import_units(csv=short) == {"created": 1, "changed": 0, "unchanged": 1}
        assert by_code(house)["FEN"]["parent_id"]

    @pytest.mark.parametrize(
        "text",
        [
            "Birim kodu;Birim adı;DETSİS no;Üst birim kodu;Geçerlilik başlangıcı;Geçerlilik bitişi\n"
            "FEN;Fen İşleri;123;;01.01.2024;31.12.2030",
            "\ufeffCODE,NAME,DETSIS_NO,PARENT_CODE,VALID_FROM,VALID_TO\r\n"
            'FEN,"Fen İşleri",123,,2024-01-01,2030-12-31\r\n\r\n',
            'code;name;detsis_no;valid_from;valid_to\n;;;;\n FEN ;"Fen İşleri";123;2024-01-01;2030-12-31',
        ],
        ids=["as a Turkish table writes it", "with a mark, commas, CRLF", "with spaces and empty lines"],
    )
    def test_files_are_taken_as_offices_write_them(self, sqlite_house, text):
        assert sqlite_house.operator.import_units(csv=text)["created"] == 1
        fen = by_code(sqlite_house)["FEN"]
        found = [fen[name] for name in ("name", "detsis_no", "valid_from", "valid_to")]
        assert found == ["Fen İşleri", "123", "2024-01-01", "2030-12-31"]

    @check("S34", part="import: a formula is text")
    @pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+90", "-1", "@SUM(A1)", '"; DROP TABLE units; --'])
    def test_a_cell_that_looks_like_a_formula_is_text_like_any_other(self, sqlite_house, cell):
        quoted = '"' + cell.replace('"', '""') + '"'
        sqlite_house.operator.import_units(csv=f"{HEADER}\nX;{quoted};;;2024-01-01;;")
        assert by_code(sqlite_house)["X"]["name"] == cell

    def test_every_fault_is_told_with_its_line_and_nothing_is_taken(self, house):
        house.unit("VAR")
        assert faults(
            house,
            "A;Doğru;;VAR;2024-01-01;;",
            ";Kodsuz;;;2024-01-01;;",
            "B;;;;2024-01-01;;",
            "C;Tarihi yanlış;;;2024-13-01;yarın;",
            'D;"İki',
            'satırda";;;2024-01-01;;',
            "E;Anasız;;YOK;2024-01-01;;HIC",
            "F;Ters;;;2024-01-01;2023-01-01;",
            "A;İkinci kez;;;2024-01-01;;",
            "G;Uzun;;;2024-01-01;;;artık",
            f"H;{'u' * 201};;;2024-01-01;;",
        ) == [
            (3, "code", "required"),
            (4, "name", "required"),
            (5, "valid_from", "format"),
            (5, "valid_to", "format"),
            (8, "parent_code", "unit_unknown"),
            (8, "successor_code", "unit_unknown"),
            (9, "valid_to", "ends_before_it_begins"),
            (10, "code", "doubled"),
            (11, None, "columns"),
            (12, "name", "length"),
        ]
        assert by_code(house).keys() == {"VAR"}

    def test_a_circle_is_found_within_the_file_and_with_what_stands(self, house):
        assert faults(house, "A;A;;B;2024-01-01;;", "B;B;;A;2024-01-01;;", "C;C;;C;2024-01-01;;") == [
            (2, "parent_code", "circle"),
            (3, "parent_code", "circle"),
            (4, "parent_code", "circle"),
        ]
        house.unit("LOW", house.unit("TOP"))
        assert faults(house, "TOP;Top;;LOW;2024-01-01;;") == [(2, "parent_code", "circle")]

    @pytest.mark.parametrize(
        ("header", "found"),
        [
            ("code;name", [(1, "valid_from", "required")]),
            ("code;name;valid_from;renk", [(1, "renk", "unknown")]),
            ("code;Birim kodu;name;valid_from", [(1, "code", "doubled")]),
            ("\n;;", [(3, "x", "unknown"), (3, "y", "unknown"), (3, "2024-01-01", "unknown"), *NO_COLUMN]),
        ],
    )
    def test_a_header_that_is_none_is_told(self, sqlite_house, header, found):
        assert faults(sqlite_house, "x;y;2024-01-01", header=header) == found

    def test_a_torn_quotation_is_told(self, sqlite_house):
        assert faults(sqlite_house, "A;A;;;2024-01-01;;", 'B;"ucu açık;;;', "C;C") == [(3, None, "csv")]

    def test_a_file_has_a_bound(self, house):
        lines = [f"U{number};Birim {number};;;2024-01-01;;" for number in range(MOST_LINES + 1)]
        with pytest.raises(Invalid, match=r"import\.too_long"):
            house.operator.import_units(csv="\n".join([HEADER, *lines]))
        assert house.operator.import_units(csv="\n".join([HEADER, *lines[:-1]]))["created"] == MOST_LINES
        with pytest.raises(Invalid, match=r"input\.invalid"):
            house.operator.import_units(csv="x" * (1024 * 1024 + 1))
