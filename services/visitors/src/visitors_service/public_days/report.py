"""The report of a public day, read by the mayor in the evening; each figure is counted from the list beside it."""

from collections import Counter

from sqlalchemy import select

from makam_kernel.turkish import sort_key
from makam_kernel.units import all_units
from visitors_service.places.models import Place
from visitors_service.places.workflow import Status
from visitors_service.promises.queries import given_on, open_from_before
from visitors_service.wishes.ends import End
from visitors_service.wishes.models import Wish


def report_on(session, day, *, wishes_seen, promises_seen):
    """The report, at any time of the day or after, for somebody who sees these wishes and promises. The others count
    among all, and how they ended; what they were about, where they went and what was promised stands nowhere."""
    places = session.scalars(select(Place).where(Place.public_day_id == day.id)).all()
    wishes = session.execute(select(Wish, wishes_seen).where(Wish.public_day_id == day.id)).unique().all()
    units = {unit.id: unit.name for unit in all_units(session)}
    return {
        "day": day.day,
        "status": day.status,
        **_people(places),
        **_wishes(wishes, units),
        "promises": [_promise(one, units) for one in given_on(session, day.id, promises_seen)],
        "earlier_promises": [_promise(one, units) for one in open_from_before(session, day.day, promises_seen)],
    }


def _people(places):
    came = [place for place in places if place.arrived_at]
    waits = [place.waited_minutes for place in came if place.waited_minutes is not None]
    return {
        "registered": len(places),
        "came": len(came),
        "absent": len(places) - len(came),
        "met": len(waits),
        "left": sum(place.status == Status.LEFT for place in came),
        "average_wait_minutes": round(sum(waits) / len(waits)) if waits else None,
        "people": sorted(places, key=lambda place: (sort_key(place.name), place.number)),
    }


def _wishes(wishes, units):
    ends = Counter(wish.end for wish, _ in wishes)
    categories = Counter(wish.category if seen else None for wish, seen in wishes)
    owners = Counter(wish.request_unit_id or wish.unit_id for wish, seen in wishes if seen)
    owners.pop(None, None)
    return {
        "wishes": len(wishes),
        "by_end": [{"end": end, "count": ends[end]} for end in End],
        "by_category": [
            {"category": category, "count": count}
            for category, count in sorted(categories.items(), key=lambda item: item[0] or "")
        ],
        "by_unit": sorted(
            ({"unit_id": unit_id, "unit": units.get(unit_id), "count": count} for unit_id, count in owners.items()),
            key=lambda line: (line["unit"] or "", str(line["unit_id"])),
        ),
    }


def _promise(promise, units):
    line = ("id", "words", "due_on", "status", "unit_id", "awaiting_citizen")
    given_on = promise.wish.public_day.day
    return {name: getattr(promise, name) for name in line} | {
        "given_on": given_on,
        "unit": units.get(promise.unit_id),
    }
