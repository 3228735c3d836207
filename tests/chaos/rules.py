"""What must hold whoever was killed: numbers without gaps, hours that are taken once, money that is bound once."""

from collections import defaultdict
from itertools import pairwise

BOOKS = {
    "requests": "SELECT number FROM requests",
    "protocol": "SELECT number FROM expenses",
    "documents": "SELECT number FROM instructions",
}
PAPERS = "SELECT number, register_year FROM papers WHERE number IS NOT NULL"
HOURS = """
    SELECT calendar_id, starts_at, ends_at FROM entries
    WHERE status <> 'cancelled' AND NOT in_conflict ORDER BY calendar_id, starts_at
"""
MONEY = """
    SELECT code, appropriation, committed, spent, (
        SELECT coalesce(sum(amount_limit), 0) FROM expenses
        WHERE budget_line_id = budget_lines.id AND status IN ('approved', 'ordered', 'accepted')
    ) AS bound
    FROM budget_lines
"""


def broken_rules(stores):
    """What is broken, in words; nothing, as a rule."""
    return [*_gaps(stores), *_double_bookings(stores["agenda"]), *_wrong_sums(stores["protocol"])]


def _gaps(stores):
    """Books whose numbers of a year are anything but 1, 2, 3 …"""
    books = defaultdict(list)
    for name, query in BOOKS.items():
        for number in stores[name].column(query):
            book, _, ordinal = number.rpartition("-")
            books[book].append(int(ordinal))
    for row in stores["documents"].rows(PAPERS):
        _, register, _, ordinal = row.number.split("-")
        books[f"register {register} of {row.register_year}"].append(int(ordinal))
    for book, ordinals in books.items():
        if sorted(ordinals) != list(range(1, len(ordinals) + 1)):
            yield f"{book}: {sorted(ordinals)}"


def _double_bookings(agenda):
    """Entries of one calendar in each other's time, but for those that are known to be in conflict."""
    for before, after in pairwise(agenda.rows(HOURS)):
        if before.calendar_id == after.calendar_id and after.starts_at < before.ends_at:
            yield f"{before.starts_at}–{before.ends_at} and {after.starts_at}–{after.ends_at}"


def _wrong_sums(protocol):
    """Budget lines that have bound another sum than their expenses say, or more than there is."""
    for line in protocol.rows(MONEY):
        if line.committed != line.bound or line.committed + line.spent > line.appropriation:
            yield f"{line.code}: {line.committed} bound of {line.appropriation}, by expenses {line.bound}"
