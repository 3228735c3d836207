"""The rules that the checker looks at besides: each is broken once, and found."""

import pytest
from rules import broken_rules
from sqlalchemy import create_engine, text

TABLES = """
    CREATE TABLE requests (number); CREATE TABLE instructions (number); CREATE TABLE papers (number, register_year);
    CREATE TABLE entries (calendar_id, starts_at, ends_at, status, in_conflict);
    CREATE TABLE budget_lines (id, code, appropriation, committed, spent);
    CREATE TABLE expenses (number, budget_line_id, amount_limit, status);
    INSERT INTO requests VALUES ('TLP-2026-000001'), ('TLP-2026-000002');
    INSERT INTO instructions VALUES ('TLM-2026-000001');
    INSERT INTO papers VALUES ('E-12345678-880-1', 2026), ('E-12345678-813.06-2', 2026), (NULL, NULL);
    INSERT INTO entries VALUES (1, '09:00', '10:00', 'confirmed', 0), (1, '10:00', '11:00', 'confirmed', 0);
    INSERT INTO budget_lines VALUES (1, '03.6.1', 100, 60, 0);
    INSERT INTO expenses VALUES ('GDR-2026-000001', 1, 60, 'approved'), ('GDR-2026-000002', 1, 60, 'requested')
"""

BREAKS = {
    "a number is missing": "DELETE FROM requests WHERE number = 'TLP-2026-000001'",
    "a number came twice": "UPDATE papers SET number = 'E-12345678-880-2' WHERE number = 'E-12345678-880-1'",
    "a number came too early": "UPDATE instructions SET number = 'TLM-2026-000002'",
    "an hour is taken twice": "UPDATE entries SET starts_at = '09:30' WHERE starts_at = '10:00'",
    "more is bound than expenses say": "UPDATE budget_lines SET committed = 100",
    "more is bound than there is": "UPDATE budget_lines SET appropriation = 50",
    "two have the same money": "UPDATE expenses SET status = 'approved'",
}


class Tables:
    """A store of its own, for all services."""

    def __init__(self):
        self.connection = create_engine("sqlite://").connect()
        self.change(TABLES)

    def change(self, statements):
        """Write to it."""
        for statement in statements.split(";"):
            self.connection.execute(text(statement))

    def rows(self, query):
        """All rows of a SELECT."""
        return self.connection.execute(text(query)).all()

    def column(self, query):
        """The first column of all rows."""
        return [row[0] for row in self.rows(query)]


@pytest.fixture
def tables():
    tables = Tables()
    yield tables
    tables.connection.close()


def stores(tables):
    """The same tables as everybody's."""
    return dict.fromkeys(["agenda", "documents", "protocol", "requests"], tables)


def test_what_keeps_to_the_rules_is_not_accused(tables):
    assert not broken_rules(stores(tables))


@pytest.mark.parametrize("break_it", BREAKS.values(), ids=BREAKS)
def test_what_breaks_a_rule_is_found(tables, break_it):
    tables.change(break_it)
    assert len(broken_rules(stores(tables))) == 1


def test_an_entry_that_is_known_to_be_in_conflict_is_no_double_booking(tables):
    tables.change("UPDATE entries SET starts_at = '09:30', in_conflict = 1 WHERE starts_at = '10:00'")
    assert not broken_rules(stores(tables))
