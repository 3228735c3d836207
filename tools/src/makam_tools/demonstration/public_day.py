"""A public day from its announcement to its report, as a script tells it: who comes, what is asked and promised."""

from datetime import time, timedelta

from makam_tools.demonstration import days
from makam_tools.demonstration.citizens import phone
from makam_tools.demonstration.office import Refused
from makam_tools.demonstration.texts import until

DIRECTOR, SECRETARY, DESK = "nermin", "ipek", "sevil"
FIRST_COMES = time(8, 20)
BETWEEN_ARRIVALS = timedelta(seconds=50)
A_TALK = timedelta(minutes=5)
PATIENCE = 5
"""After so many calls those leave who do not want to wait."""


class PublicDay:
    """One public day. Each step looks at what is there already, so that an interrupted day can be gone on with."""

    def __init__(self, office, town, script, day, set_clock):
        self.office, self.town, self.script, self.day, self.set_clock = office, town, script, day, set_clock
        self.id = None

    def announce(self):
        """Announce it, with its hours and its capacity."""
        facts = {name: self.script[name] for name in ("starts", "ends", "capacity", "minutes_per_person", "rooms")}
        there = [one for one in self.office.every(SECRETARY, "/public-days") if one["day"] == f"{self.day}"]
        one = there[0] if there else self.office.post(SECRETARY, "/public-days", facts | {"day": f"{self.day}"})
        self.id = one["id"]

    def hold(self):
        """The whole day."""
        self.register()
        self.receive()
        self.close()

    def register(self):
        """Open the door; each gets a number, in the order in which they came."""
        self._go("announced", "opening")
        came = len(self._places())
        for number, person in list(enumerate(self.script["people"], start=1))[came:]:
            self.set_clock(days.at(self.day, FIRST_COMES) + BETWEEN_ARRIVALS * number)
            facts = {"name": person["name"], "phone": phone(number), "priority_class": person["priority_class"]}
            self.office.post(DESK, f"/public-days/{self.id}/places", facts)
        self.set_clock(days.at(self.day, time.fromisoformat(self.script["starts"])))
        self._go("open", "start")

    def receive(self):
        """Call one after the other until nobody waits, and record what is said."""
        if self.status != "running":
            return
        for place in self._places("called", "with_mayor"):
            self._meet(place)
        calls = sum(place["call_position"] is not None for place in self._places())
        while (place := self._next(calls)) is not None:
            self._meet(place)
            calls += 1

    def hear(self, place):
        """Admit whoever was called, record the wishes with their ends and the mayor's promises, and let them go."""
        if place["status"] == "called":
            place = self._change(place, "admission")
        known = {wish["words"]: wish for wish in self.office.every(DESK, "/wishes", place_id=place["id"])}
        for wish in self._person(place)["wishes"]:
            recorded = known.get(wish["words"]) or self.record(place, wish)
            if "promise" in wish and not self._is_promised(recorded):
                self.promise(recorded, wish)
        self._change(place, "finish")

    def record(self, place, wish):
        """Record a wish and the mayor's answer."""
        facts = {name: wish[name] for name in ("words", "answer", "category", "neighbourhood", "end") if name in wish}
        return self.office.post(DESK, f"/places/{place['id']}/wishes", facts | {"unit_id": self._unit(wish, "unit")})

    def promise(self, recorded, wish):
        """Record what the mayor promised."""
        due = self.day + timedelta(days=wish["due_in_days"])
        facts = {"words": wish["promise"].format(tarih=until(due)), "due_on": f"{due}"}
        facts |= {"unit_id": self._unit(wish, "promise_unit")}
        return self.office.post(DESK, f"/wishes/{recorded['id']}/promises", facts)

    def close(self):
        """Close the day, and give the mayor its report."""
        self._go("running", "closing")
        self._go("closed", "report")

    def wishes(self, end=None):
        """What was recorded, also of what the desk may not see."""
        return list(self.office.every(DIRECTOR, "/wishes", public_day_id=self.id, end=end))

    @property
    def status(self):
        """Where the day stands."""
        return self._see()["status"]

    def _see(self):
        return self.office.get(DESK, f"/public-days/{self.id}")

    def _go(self, before, step):
        day = self._see()
        if day["status"] == before:
            self.office.put(DIRECTOR, f"/public-days/{self.id}/{step}", {}, version=day["version"])

    def _places(self, *statuses):
        places = self.office.every(DESK, "/places", public_day_id=self.id)
        return [place for place in places if not statuses or place["status"] in statuses]

    def _meet(self, place):
        if self._person(place).get("leaves") == "when_called":
            self._change(place, "skip")
        else:
            self.hear(place)

    def _next(self, calls):
        self.set_clock(days.at(self.day, time.fromisoformat(self.script["starts"])) + A_TALK * (calls + 1))
        if calls >= PATIENCE:
            self._let_go()
        try:
            return self.office.post(DESK, f"/public-days/{self.id}/calls", {"room": self.script["rooms"][0]})
        except Refused as refused:
            if refused.code != "queue.empty":
                raise
            return None

    def _let_go(self):
        for place in self._places("waiting"):
            if self._person(place).get("leaves") == "while_waiting":
                self._change(place, "leaving")

    def _change(self, place, step):
        return self.office.put(DESK, f"/places/{place['id']}/{step}", {}, version=place["version"])

    def _is_promised(self, wish):
        promises = self.office.every(DESK, "/promises", public_day_id=self.id)
        return any(promise["wish_id"] == wish["id"] for promise in promises)

    def _person(self, place):
        return self.script["people"][place["number"] - 1]

    def _unit(self, wish, name):
        return self.town.unit_ids[wish[name]] if name in wish else None
