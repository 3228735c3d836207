"""Agenda S06: the way and the preparation count."""

import pytest

from makam_kernel.errors import Conflict, Forbidden
from makam_kernel.testing_texts import texts_of

OPENING = {
    "kind": "ceremony",
    "summary": "Açılış – Çınaraltı Parkı",
    "place": "Çınaraltı Parkı",
    "travel_minutes": 20,
    "preparation_minutes": 10,
}
VISIT = {"kind": "visit", "summary": "Ziyaret", "place": "Makam Odası"}

pytestmark = pytest.mark.scenario("agenda.S06")


@pytest.fixture
def opening(process, an_entry):
    """10.12.2026, 10.00–11.00 at Çınaraltı Parkı: twenty minutes each way, ten minutes of preparation."""
    return an_entry("10.00", "11.00", **OPENING)


def sentence(process, refused):
    """The Turkish sentence of a refusal."""
    return texts_of(process.service)["tr"][refused.value.code]["detail"].format(**refused.value.details)


def test_the_way_back_is_missing(process, an_entry, opening):
    """A visit at Makam Odası 11.10–11.40 is refused with the way and the earliest time."""
    with pytest.raises(Conflict, match="entry.travel_time") as refused:
        an_entry("11.10", "11.40", **VISIT)
    assert sentence(process, refused) == "Çınaraltı Parkı'ndan Makam Odası'na 20 dk gerekir; en erken 11.20."


def test_it_fits_after_the_way_and_the_sheet_shows_it(process, who, calendar, an_entry, opening):
    """Entered at 11.20 it is accepted; the day sheet shows "11.00–11.20 Yol"."""
    an_entry("11.20", "11.50", **VISIT)
    sheet = who("ipek").get_day_sheet(calendar_id=calendar["id"], day="2026-12-10")
    assert [(row["time"], row["title"]) for row in sheet["rows"]] == [
        ("09.30–09.40", "Hazırlık"),
        ("09.40–10.00", "Yol"),
        ("10.00–11.00", "Açılış – Çınaraltı Parkı"),
        ("11.00–11.20", "Yol"),
        ("11.20–11.50", "Ziyaret"),
    ]


def test_before_it_the_way_there_and_the_preparation_count(process, an_entry, opening):
    with pytest.raises(Conflict, match="entry.travel_time_before") as refused:
        an_entry("09.00", "09.35", **VISIT)
    expected = "Makam Odası'ndan Çınaraltı Parkı'na 20 dk gerekir; en geç 09.30 itibarıyla bitmelidir."
    assert sentence(process, refused) == expected
    an_entry("09.00", "09.30", **VISIT)


def test_the_director_alone_overrides_with_a_reason_that_is_seen(process, who, an_entry, opening):
    """Override with reason "Eskort sağlanacak" is possible for the role özel kalem müdürü only and printed in
    history."""
    why = {"override_reason": "Eskort sağlanacak"}
    for login in ("ipek", "oguz", "elif"):
        with pytest.raises(Forbidden, match="entry.override_not_allowed"):
            an_entry("11.10", "11.40", by=login, **VISIT, **why)
    entry = an_entry("11.10", "11.40", by="nermin", **VISIT, **why)
    history = who("ipek").get_entry(entry_id=entry["id"])["history"]
    assert [(row["act"], row["reason"]) for row in history] == [
        ("confirmed", None),
        ("overridden", "Eskort sağlanacak"),
    ]
    assert history[1]["actor_id"] == who("nermin").actor.id


def test_what_needs_no_override_has_none(process, an_entry, opening):
    entry = an_entry("11.20", "11.40", by="nermin", **VISIT, override_reason="Eskort sağlanacak")
    assert entry["override_reason"] is None


def test_between_two_things_at_one_place_there_is_no_way(process, who, calendar, an_entry, opening):
    an_entry("11.00", "11.30", **(OPENING | {"summary": "Fidan dikimi", "preparation_minutes": 0}))
    rows = who("ipek").get_day_sheet(calendar_id=calendar["id"], day="2026-12-10")["rows"]
    assert [row["time"] for row in rows if row["title"] == "Yol"] == ["09.40–10.00", "11.30–11.50"]
