"""A day of a calendar as it is printed: the entries, and the ways and preparations about them."""

from agenda_service.entries.gaps import is_same_place, minutes
from agenda_service.entries.privacy import shown_all
from agenda_service.entries.queries import of_day
from agenda_service.spans import clock

WAY, PREPARATION = "Yol", "Hazırlık"


def rows(look, calendar, day):
    """The rows of a day, by time; of what somebody may not know there is no way either."""
    entries = shown_all(look, of_day(look, calendar, day))
    found = [row for place, entry in enumerate(entries) for row in _about(entries, place, entry)]
    return sorted(found, key=lambda row: (row["starts_at"], row["ends_at"]))


def _about(entries, place, entry):
    before = entries[place - 1] if place else None
    after = entries[place + 1] if place + 1 < len(entries) else None
    leaves_at = entry.starts_at - minutes(entry.travel_minutes)
    yield _row("entry", entry.summary, entry.starts_at, entry.ends_at, entry.place, entry)
    stays = before and is_same_place(before, entry)
    if entry.travel_minutes and not stays:
        yield _row("travel", WAY, leaves_at, entry.starts_at)
    if entry.preparation_minutes:
        ends_at = entry.starts_at if stays else leaves_at
        yield _row("preparation", PREPARATION, ends_at - minutes(entry.preparation_minutes), ends_at)
    if entry.travel_minutes and not (after and is_same_place(entry, after)):
        yield _row("travel", WAY, entry.ends_at, entry.ends_at + minutes(entry.travel_minutes))


def _row(kind, title, starts_at, ends_at, place=None, entry=None):
    time = f"{clock(starts_at)}–{clock(ends_at)}"
    times = {"starts_at": starts_at, "ends_at": ends_at, "time": time}
    return {"kind": kind, "title": title, "place": place, "entry": entry} | times
