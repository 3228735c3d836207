"""A week with 200 entries in one calendar, and the script that it takes to draw it."""

from datetime import datetime, time, timedelta

from playwright.sync_api import expect

from makam_kernel.clock import ISTANBUL

ENTRIES = 200
A_DAY = 29  # so that seven days hold them
LENGTH, REST = timedelta(minutes=20), timedelta(minutes=5)
BEGINS = time(8)
AHEAD = timedelta(weeks=20)  # where nothing else of a demonstration is planned
SCRIPT = "ScriptDuration"
WITHIN = 20_000  # milliseconds


def monday(now):
    """The Monday of the week that is filled."""
    day = now.astimezone(ISTANBUL).date() + AHEAD
    return day - timedelta(days=day.weekday())


def entries(monday):
    """One after the other with a rest between, from the morning on."""
    for number in range(ENTRIES):
        day, place = divmod(number, A_DAY)
        starts_at = datetime.combine(monday + timedelta(days=day), BEGINS, ISTANBUL) + place * (LENGTH + REST)
        times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + LENGTH).isoformat()}
        yield {"kind": "meeting", "summary": f"Görüşme {number + 1}", "status": "confirmed", **times}


def metrics(cdp):
    """What the browser has counted for a page."""
    return {one["name"]: one["value"] for one in cdp.send("Performance.getMetrics")["metrics"]}


def shows(page, count):
    """Wait until so many entries stand in the week."""
    expect(page.locator("[data-entry]")).to_have_count(count, timeout=WITHIN)


def turn_away(page):
    """Turn to the week before, and wait until it is known that nothing stands in it. Until then a way back shows what
    was read before."""
    page.keyboard.press("[")
    expect(page.get_by_text("Bu hafta boş.")).to_be_visible(timeout=WITHIN)


def turn_to(page, cdp):
    """Turn away from the week and back to it; milliseconds of script until all of its entries stand there again. They
    are the processor's, for other work on the machine shall not count."""
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    shows(page, ENTRIES)
    turn_away(page)
    before = metrics(cdp)[SCRIPT]
    page.keyboard.press("]")
    shows(page, ENTRIES)
    page.evaluate("new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
    return (metrics(cdp)[SCRIPT] - before) * 1000
