"""Names of places with their endings."""

import pytest

from agenda_service.entries.spelling import from_there, to_there


@pytest.mark.parametrize(
    ("place", "origin", "goal"),
    [
        ("Çınaraltı Parkı", "Çınaraltı Parkı'ndan", "Çınaraltı Parkı'na"),
        ("Makam Odası", "Makam Odası'ndan", "Makam Odası'na"),
        ("Kültür Merkezi", "Kültür Merkezi'nden", "Kültür Merkezi'ne"),
        ("Encümen Salonu", "Encümen Salonu'ndan", "Encümen Salonu'na"),
        ("Ankara", "Ankara'dan", "Ankara'ya"),
        ("Tokat", "Tokat'tan", "Tokat'a"),
        ("Köyceğiz", "Köyceğiz'den", "Köyceğiz'e"),
        ("IŞIK", "IŞIK'tan", "IŞIK'a"),
    ],
)
def test_where_somebody_comes_from_and_goes_to(place, origin, goal):
    assert (from_there(place), to_there(place)) == (origin, goal)
