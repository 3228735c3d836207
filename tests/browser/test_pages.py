"""Every page of everybody: it opens, shows what it is about, can be used by all, and fits every screen."""

import re

import pytest
from checks import fits, violations

WHO = ["nermin", "baskan", "sevil", "ipek", "hakan", "selin", "umit", "yonetici", "denetci", "recep"]
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_CHECKED = set()


def _addresses(person):
    """All that the navigation offers, and of each list the first thing in it."""
    person.open("/")
    person.page.locator("nav a[href^='/']").first.wait_for()
    offered = person.page.locator("nav a[href^='/']").evaluate_all("links => links.map(link => link.pathname)")
    for path in dict.fromkeys([*offered, "/hesabim"]):
        yield path
        first = person.page.locator("main a[data-row][href^='/']")
        if first.count():
            yield first.first.evaluate("link => link.pathname + link.search")


@pytest.mark.parametrize("login", WHO)
@pytest.mark.feature("WCAG 2.2 AA")
def test_every_page_opens_and_is_accessible_light_and_dark(people, axe, login):
    """All pages that a person's navigation offers, and the first thing of each list: each shows its heading, has no
    error, no violation of WCAG 2.2 AA in either theme, and no sideways scrolling on a desk, a tablet and a phone."""
    person = people.at(login)
    opened = 0
    for path in _addresses(person):
        person.open(path)
        opened += 1
        pattern = ID.sub(":id", path.split("?")[0])
        if pattern in _CHECKED:
            continue
        _CHECKED.add(pattern)
        for theme in ("light", "dark"):
            person.page.emulate_media(color_scheme=theme)
            assert violations(person.page, axe) == [], (path, theme)
        person.page.emulate_media(color_scheme="light")
        assert fits(person.page), path
    assert opened > 2


def test_what_one_may_not_open_is_no_page(people):
    """A page that is not in one's rights does not exist, and says no more than that."""
    driver = people.at("recep")
    driver.open("/giderler")
    assert driver.page.locator("main h1").inner_text() == "Böyle bir sayfa yok."
