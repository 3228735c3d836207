"""Pictures of the main pages, as the README shows them; they are written to `var/pictures`."""

import pytest

from makam_tools.folders import VAR

PAGES = [
    ("gunum", "baskan", "/gunum", "tablet"),
    ("onay", "baskan", "/onay", "phone"),
    ("takip", "nermin", "/takip", "desktop"),
    ("program", "oguz", "/program", "desktop"),
    ("randevular", "nermin", "/randevular", "desktop"),
    ("talep", "sevil", "/talepler/yeni", "desktop"),
    ("basvuru", None, "/basvuru", "phone"),
]


@pytest.mark.parametrize("name, login, path, size", PAGES, ids=[page[0] for page in PAGES])
def test_the_main_pages_have_their_picture(people, name, login, path, size):
    """Each shows more than an empty frame: the picture of one would be much smaller."""
    person = people.at(login, size) if login else people.anybody(size)
    page = person.open(path)
    (VAR / "pictures").mkdir(exist_ok=True)
    picture = page.screenshot(path=VAR / f"pictures/{name}.png")
    assert len(picture) > 20_000
