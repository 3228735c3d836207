"""A week with 200 entries: what it asks for and what it draws, counted. Its time is for `./makam bench pages`."""

import sys
from datetime import datetime
from urllib.parse import urlsplit

import pytest

from makam_tools.folders import ROOT

sys.path.insert(0, str(ROOT / "tests/bench"))

from makam_bench import week

AT_ONCE = 100
MOST_ELEMENTS = 7  # of an entry
LAYOUTS = 20


@pytest.fixture
def full_week(people):
    """A secretary at the week before the one in which the mayor has 200 entries."""
    oguz = people.at("oguz")
    calendars = oguz.api("GET", "/calendars?limit=100")["items"]
    calendar = next(one["id"] for one in calendars if one["kind"] == "mayor")
    monday = week.monday(datetime.fromisoformat(oguz.api("GET", "/clock")["at"]))
    for entry in week.entries(monday):
        oguz.api("POST", f"/calendars/{calendar}/entries", entry)
    oguz.open(f"/program?gun={monday}&takvim={calendar}")
    return oguz


def test_a_full_week_is_asked_for_and_drawn_once(full_week):
    """As many questions as pages of entries, a few elements for each entry, and not a layout per entry."""
    page, cdp = full_week.page, full_week.context.new_cdp_session(full_week.page)
    week.shows(page, week.ENTRIES)
    week.turn_away(page)
    elements, asked = page.locator("*").count(), []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    cdp.send("Performance.enable")
    layouts = week.metrics(cdp)["LayoutCount"]
    page.keyboard.press("]")
    week.shows(page, week.ENTRIES)
    assert [path for path in asked if path.startswith("/api/")] == ["/api/v1/entries"] * (week.ENTRIES // AT_ONCE)
    assert page.locator("*").count() - elements <= week.ENTRIES * MOST_ELEMENTS
    assert week.metrics(cdp)["LayoutCount"] - layouts <= LAYOUTS
