"""What one service keeps of another's can be lost, and is told anew."""

import pytest
from town import until

from makam_tools import republish
from makam_tools.trouble import Trouble

COPIES = {
    "agenda": ("units", "people", "posts", "holdings"),
    "requests": ("units",),
    "visitors": ("units",),
    "protocol": ("units",),
    "documents": ("units",),
}


@pytest.fixture
def settled(town):
    """The copies, once they hold what the gateway has told."""
    wanted = {table: len(town.rows("gateway", table)[table]) for table in ("units", "people", "posts", "holdings")}

    def there():
        copies = {service: town.rows(service, *tables) for service, tables in COPIES.items()}
        whole = all(len(rows) == wanted[table] for found in copies.values() for table, rows in found.items())
        return copies if whole else None

    return until(there)


@pytest.mark.promise("P16", part="copies of units, people, posts and holdings in five services")
def test_copies_that_were_lost_are_what_they_were(town, settled, capsys):
    """P16: any projection deleted and rebuilt is equal to the live one, while the site runs and changes."""
    for service, tables in COPIES.items():
        town.lose(service, *tables)
    assert town.verb(republish.main, "gateway") == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["gateway", noun] for noun in ("holding", "person", "post", "unit")
    ]
    assert until(lambda: {name: town.rows(name, *tables) for name, tables in COPIES.items()} == settled)


@pytest.mark.promise("P15", part="a copy in a database that was put back to an earlier state")
def test_an_older_state_that_was_put_back_catches_up(town, settled):
    """P15: after a restore the projections converge; what changed since is in them again."""
    before = town.rows("requests", "units")["units"]
    version = town.operator.get(f"/units/{town.unit}").json()["version"]
    facts = {"name": "Fen İşleri Müdürlüğü", "valid_from": "2020-01-01"}
    changed = town.operator.put(f"/units/{town.unit}", json=facts, headers={"If-Match": f'"{version}"'})
    assert changed.status_code == 200
    after = until(lambda: (rows := town.rows("requests", "units")["units"]) != before and rows)
    town.put_back("requests", "units", before)
    assert town.verb(republish.main, "unit") == 0
    assert until(lambda: town.rows("requests", "units")["units"] == after)


def test_what_nobody_tells_anew_is_told_so(town):
    with pytest.raises(Trouble, match="wish"):
        town.verb(republish.main, "wish")
