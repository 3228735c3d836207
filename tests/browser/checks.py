"""What is asked of every page."""

from people import SIZES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page, axe):
    """What axe finds against WCAG 2.2 A and AA: the rule and where."""
    page.evaluate(axe)  # past the page's own policy, which allows no script but the site's
    found = page.evaluate("tags => axe.run({ runOnly: { type: 'tag', values: tags } })", RULES)
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found["violations"]]


def fits(page):
    """Whether nothing has to be scrolled sideways, on any of the sizes."""
    wide = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(size)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["desktop"], strict=True)))
    return not wide
