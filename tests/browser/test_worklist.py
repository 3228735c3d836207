"""The worklist over 300,000 requests: no page is heavier than the first, and Back comes back to the same place."""

import re
import sys

import pytest
from playwright.sync_api import expect

from makam_tools.folders import ROOT

sys.path.insert(0, str(ROOT / "tests/bench"))

from makam_bench import ground
from makam_bench.stores import Store

ROWS = 300_000
ALL = "/talepler?ne=tumu&sira=yeni"
ON_A_PAGE = 50
PAGES = 25
WITHIN = 15_000  # milliseconds
MIB = 1024 * 1024
MANY = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO requests ({columns}) SELECT {values} FROM requests, n
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """A site with one request and 299,999 copies of it, each with a number and a due day of its own; nine of ten are
    closed."""
    with ground.a_site(tmp_path_factory.mktemp("site")) as (trial, cookie):
        ground.fill(trial.url, cookie, 1)
        store = Store(trial.database_of("requests"))
        own = {
            "id": "printf('%032x', i)",
            "number": "printf('TLP-2020-%06d', i)",
            "status": "CASE WHEN i % 10 THEN 'confirmed' ELSE status END",
            "closed_at": "CASE WHEN i % 10 THEN received_at END",
            "statutory_due_on": "date(statutory_due_on, '+' || (i / 1000) || ' days')",
        }
        columns = [row[1] for row in store.rows("PRAGMA table_info(requests)")]
        values = ", ".join(own.get(name, name) for name in columns)
        store.run(MANY.format(count=ROWS - 1, columns=", ".join(columns), values=values))
        assert store.value("SELECT count(*) FROM requests") == ROWS
        store.close()
        trial.sign_ins = {"sevil": ground.PASSWORD}
        yield trial


@pytest.fixture(scope="module")
def sessions():
    """The sign-ins at this site."""
    return {}


@pytest.fixture
def sevil(people):
    """The front desk, at the worklist of all requests."""
    sevil = people.at("sevil")
    sevil.open(ALL).locator("main a[data-row]").first.wait_for()
    return sevil


def turn(page, key="]"):
    """To the next page, or the one before; the answer that it was drawn from."""
    with page.expect_response(re.compile("/api/v1/requests[?]")) as told:
        page.keyboard.press(key)
    items = told.value.json()["items"]
    expect(page.locator("main a[data-row]").first).to_have_attribute("href", f"/talepler/{items[0]['id']}")
    return told.value


def weight(page, cdp):
    """What the page keeps, after everything that can be thrown away was: nodes of the document and bytes of script."""
    cdp.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}
    return page.locator("*").count(), found["Nodes"], found["JSHeapUsedSize"]


def test_pages_without_growing(sevil):
    """A page is one question and one answer of the same size; of the pages before nothing is kept."""
    page, cdp = sevil.page, sevil.context.new_cdp_session(sevil.page)
    cdp.send("Performance.enable")
    for _ in range(3):
        turn(page)
    elements, nodes, heap = weight(page, cdp)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    bodies = {len(turn(page).body()) // 1000 for _ in range(PAGES)}
    assert len(asked) == PAGES
    assert max(bodies) <= min(bodies) + 1 and max(bodies) < 64
    expect(page.get_by_text(f"{PAGES + 4}. sayfa", exact=True)).to_be_visible()
    assert page.locator("main a[data-row]").count() == ON_A_PAGE
    elements_then, nodes_then, heap_then = weight(page, cdp)
    assert elements_then == elements
    assert nodes_then <= nodes * 1.05
    assert heap_then <= heap + MIB / 2


def test_back_returns_to_the_same_place(sevil):
    """By the browser's own Back and by Esc: the same page of the list, and the row that was opened has the focus."""
    page = sevil.page
    for _ in range(5):
        turn(page)
    row = page.locator("main a[data-row]").nth(30)
    address = row.get_attribute("href")
    for back in (page.go_back, lambda: page.keyboard.press("Escape")):
        row.click()
        expect(page.get_by_role("heading", name=re.compile("TLP-"))).to_be_visible(timeout=WITHIN)
        back()
        expect(page.get_by_text("6. sayfa", exact=True)).to_be_visible()
        expect(row).to_be_focused(timeout=WITHIN)
        expect(row).to_have_attribute("href", address)
    turn(page, "[")
    expect(page.get_by_text("5. sayfa", exact=True)).to_be_visible()


def test_a_request_from_elsewhere_leaves_the_list_at_its_start(sevil):
    """Whoever opens another request by its number finds the list from its first page on."""
    page = sevil.page
    turn(page)
    page.get_by_label("Talep numarası").fill("TLP-2020-299000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="TLP-2020-299000")).to_be_visible(timeout=WITHIN)
    page.keyboard.press("Escape")
    expect(page.get_by_text("1. sayfa", exact=True)).to_be_visible(timeout=WITHIN)
