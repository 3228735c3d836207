"""A calendar as RFC 5545 writes it."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vText

DOLU = "Dolu"
STATUS = {"tentative": "TENTATIVE", "cancelled": "CANCELLED"}


def written(feed, entries, day):
    """The bytes of a feed's calendar; the same entries on the same day are the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Makam//agenda//TR")
    calendar.add("version", "2.0")
    calendar["x-wr-calname"] = _text(feed.name)
    calendar.add("refresh-interval;value=duration", "PT15M")
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for entry in entries:
        calendar.add_component(_event(entry, stamp, is_busy=feed.variant == "busy"))
    return calendar.to_ical()


def _event(entry, stamp, *, is_busy):
    event = Event()
    event.add("uid", f"{entry['id']}@makam")
    event.add("dtstamp", stamp)
    event.add("dtstart", _utc(entry["starts_at"]))
    event.add("dtend", _utc(entry["ends_at"]))
    event.add("sequence", entry["version"])
    event.add("status", STATUS.get(entry["status"], "CONFIRMED"))
    event.add("transp", "OPAQUE")
    event["summary"] = _text(DOLU if is_busy else entry["summary"])
    if entry["is_private"]:
        event.add("class", "PRIVATE")
    if entry["place"] and not is_busy:
        event["location"] = _text(entry["place"])
    return event


def _text(words):
    """Words as a property holds them: a line break of any kind is one that is escaped (RFC 5545, 3.3.11)."""
    return vText("\n".join(words.splitlines()))


def _utc(text):
    return datetime.fromisoformat(text).astimezone(UTC)
