"""The guests of the house: each visit through its life, as its file says."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

from makam_tools.demonstration import days
from makam_tools.demonstration.office import wait_for
from makam_tools.demonstration.texts import data

PLANNER, DESK = "oguz", "sevil"
STEPS = {
    "planned": [],
    "confirmed": ["confirmation"],
    "cancelled": ["cancellation"],
    "no_show": ["confirmation"],
    "arrived": ["confirmation", "arrival"],
    "received": ["confirmation", "arrival", "reception"],
    "day_closed": ["confirmation", "arrival", "reception"],
    "departed": ["confirmation", "arrival", "reception", "departure"],
}
"""What is done for a visit after it was planned; the closing of the house makes the rest of it."""

AROUND = {"arrival": timedelta(minutes=-5), "reception": timedelta(minutes=4), "departure": timedelta(minutes=47)}
BEFOREHAND = {"planning": (3, time(9, 5)), "confirmation": (1, time(15, 45)), "cancellation": (2, time(10, 50))}


class Guests:
    """The visits of the demonstration; as with requests, a visit's version tells which steps are done."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._visits = {line["purpose"]: line for line in self._all()}

    def acts(self):
        """What is left to be done, each with its instant."""
        for visit in data("visits")["visits"]:
            known = self._visits.get(visit["purpose"], {"version": 0})["version"]
            for place, act in enumerate(["planning", *STEPS[visit["then"]]]):
                if known <= place:
                    yield self._instant(visit, act, place), partial(self._do, visit, act, place)

    def wait_for_closing(self):
        """Until the house's closing has marked those who did not come and those not seen leaving."""
        ends = {"no_show", "day_closed"}
        marked = {visit["purpose"] for visit in data("visits")["visits"] if visit["then"] in ends}
        wait_for(
            "Gün sonu kapanışı", lambda: marked <= {one["purpose"] for one in self._all() if one["status"] in ends}
        )

    def _all(self):
        return self.office.every(PLANNER, "/visits")

    def _do(self, visit, act, place):
        if act == "planning":
            self._visits[visit["purpose"]] = self.office.post(PLANNER, "/visits", self._facts(visit))
            return
        words = {"cancellation": {"reason": visit.get("reason")}, "arrival": {"card_number": visit.get("card")}}
        path = f"/visits/{self._visits[visit['purpose']]['id']}/{act}"
        self.office.put(DESK, path, words.get(act, {}), version=place)

    def _facts(self, visit):
        unit = visit.get("unit")
        return {
            "planned_at": self._planned(visit).isoformat(),
            "purpose": visit["purpose"],
            "institution": visit.get("institution"),
            "languages": visit.get("languages", []),
            "host_name": visit["host"],
            "host_unit_id": self.town.unit_ids[unit] if unit else None,
            "members": [{"name": name, "title": title, "role": role} for name, title, role in visit["members"]],
        }

    def _planned(self, visit):
        """Those who are in the house now came a little early; before its hour the house's closing leaves them alone."""
        if visit["day"] == "now":
            return _next_quarter()
        return days.at(self._day(visit["day"]), time.fromisoformat(visit["hour"]))

    def _day(self, n):
        return days.CALENDAR.add_workdays(days.today(), n) if n > 0 else self.weeks.days[n]

    def _instant(self, visit, act, place):
        if visit["day"] == "now":
            return datetime.now(UTC) + timedelta(microseconds=place)
        if act in AROUND:
            return self._planned(visit) + AROUND[act]
        before, hour = BEFOREHAND[act]
        day = max(0, min(days.DAYS + visit["day"] - before, days.DAYS - 1))
        return days.at(self.weeks.days[day], hour)


def _next_quarter():
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return now + timedelta(minutes=15 - now.minute % 15)
