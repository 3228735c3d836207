"""The calendars of the house, and what stands in them."""

from datetime import datetime, time, timedelta
from functools import partial

from makam_kernel.clock import day_of
from makam_tools.demonstration import days
from makam_tools.demonstration.lives import Life, Lives, Step
from makam_tools.demonstration.office import Refused, wait_for
from makam_tools.demonstration.texts import data

DIRECTOR = "nermin"
WEEKDAYS = range(1, 6)
TOLD = 27
"""Over so many days, from the first that is told, the entries lie."""

PLANNED_BEFORE, CANCELLED_BEFORE = 3, 1
NOT_KNOWN = 404
NOON, IN_THE_EVENING = time(12), time(17, 15)


def calendars(office, town):
    """``{code: id}`` of the calendars; those that are missing are opened."""
    there = {one["name"]: one["id"] for one in office.every(DIRECTOR, "/calendars")}
    return {one["code"]: there.get(one["name"]) or _open(office, town, one) for one in data("agenda")["calendars"]}


class Agenda:
    """The entries of the demonstration: each calendar's programme, over and over."""

    def __init__(self, office, calendar_ids, weeks):
        self.calendar_ids, self.weeks = calendar_ids, weeks
        self._entries = Lives(office, "/entries", reader=DIRECTOR, key=_key)

    def acts(self):
        """What is left to be done, each with its instant."""
        lives = [self._life(one, n) for one in data("agenda")["calendars"] for n in range(one["entries"])]
        return self._entries.acts(lives)

    def _life(self, calendar, n):
        day, hour = n * TOLD // calendar["entries"], time.fromisoformat(calendar["hours"][n % len(calendar["hours"])])
        if self.weeks.day(day) == self.weeks.public_day and calendar["kind"] == "mayor" and hour < NOON:
            hour = IN_THE_EVENING
        kind, summary, place, minutes, travel = calendar["programme"][n % len(calendar["programme"])]
        starts_at = days.at(self.weeks.day(day), hour)
        facts = {
            "kind": kind,
            "summary": summary,
            "place": place or None,
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(minutes=minutes)).isoformat(),
            "travel_minutes": travel,
            "is_private": kind == "private",
            "status": "tentative" if day >= days.DAYS and n % 4 == 0 else "confirmed",
        }
        path, id = f"/calendars/{self.calendar_ids[calendar['code']]}/entries", self.calendar_ids[calendar["code"]]
        return Life(
            key=(id, summary, f"{starts_at.date()}"),
            at=self.weeks.quarter(day - PLANNED_BEFORE, 0),
            make=lambda: self._entries.office.post(DIRECTOR, path, facts),
            steps=self._steps(n, day),
        )

    def _steps(self, n, day):
        if n % 12 == 7:
            words = {"reason": "Programlar çakıştı"}
            at = self.weeks.quarter(day - CANCELLED_BEFORE, 1)
            return [Step(at, "cancelled", self._entries.put(DIRECTOR, "cancellation", words))]
        if day < days.DAYS - 1:
            at = self.weeks.quarter(day + 1, 0)
            return [Step(at, "held", self._entries.put(DIRECTOR, "holding"))]
        return []


def _key(entry):
    return entry["calendar_id"], entry["summary"], f"{day_of(datetime.fromisoformat(entry['starts_at']))}"


def _open(office, town, calendar):
    hours = [{"weekday": day, "starts": "08:30", "ends": "17:30"} for day in WEEKDAYS]
    facts = {name: calendar[name] for name in ("kind", "name", "place")}
    facts |= {"holder_id": town.person_ids.get(calendar.get("holder")), "hours": hours, "rest_minutes": 5}
    return wait_for("Ajanda sahibinin ajandaya ulaşması", partial(_opened, office, facts))["id"]


def _opened(office, facts):
    """The calendar; None as long as agenda has not heard of its holder."""
    try:
        return office.post(DIRECTOR, "/calendars", facts)
    except Refused as refused:
        if refused.status != NOT_KNOWN:
            raise
        return None
