"""Who asks to be received, by letter or on the telephone, and what became of it."""

import random
from datetime import time, timedelta

from makam_tools.demonstration import days
from makam_tools.demonstration.citizens import Citizens
from makam_tools.demonstration.lives import Life, Lives, Step, one_by_one
from makam_tools.demonstration.texts import data

DESK, DIRECTOR = "oguz", "nermin"
AFTERNOON, LATER, LATE = time(14, 30), time(15, 5), time(17, 15)
CAME = {"held": 3, "no_show": 15}
"""From which of the told days on they came; others will come after these days."""

LONG_HELD = 2
"""So many days more there are until what is proposed, so that it is still held when all is told."""

MINUTES = timedelta(minutes=30)


class Appointments:
    """The requests for appointments, so many for each way that one can go; and the calls of some weeks."""

    def __init__(self, office, town, calendar_ids, weeks):
        self.office, self.town, self.calendar_ids, self.weeks = office, town, calendar_ids, weeks
        self._citizens = Citizens(random.Random("randevu"))
        self._asked = Lives(office, "/appointments", reader=DIRECTOR, key=lambda one: one["topic"])
        self._calls = Lives(office, "/phone-calls", reader=DIRECTOR, key=lambda one: one["words"])

    def acts(self):
        """What is left to be done, each with its instant."""
        script, lives, place = data("appointments"), [], 0
        for way, count in script["ways"].items():
            for n in range(count):
                lives.append(self._life(script, place, way, n))
                place += 1
        yield from self._asked.acts(lives)
        yield from self._calls.acts(self._call(call, n) for n, call in enumerate(script["calls"]))

    def _life(self, script, place, way, n):
        topic, title, institution = script["topics"][place % len(script["topics"])]
        neighbourhood = data("town")["neighbourhoods"][place // len(script["topics"])]
        whose = ["BASKAN", "BASKAN", "BASKAN", "YARDIMCI1", "YARDIMCI2"][place % 5]
        comes_on = CAME.get(way, days.DAYS + (LONG_HELD if way == "proposed" else 0)) + n
        received_on = n if way == "expired" else comes_on - 3 if way in CAME else days.DAYS - 9 + n % 6
        companions = []
        if way == "scheduled" and n % 4 == 0:
            companions = [{"name": self._citizens.somebody()["name"], "title": "Yönetim kurulu üyesi"} for _ in "123"]
        facts = {
            **self._citizens.somebody(),
            "calendar_id": self.calendar_ids[whose],
            "title": title or None,
            "institution": institution.format(mahalle=neighbourhood) or None,
            "mediator": f"{neighbourhood} Mahallesi Muhtarı" if place % 6 == 5 else None,
            "topic": topic.format(mahalle=neighbourhood),
            "minutes": 30,
            "companions": companions,
            "is_delegation": bool(companions),
        }
        steps = self._steps(way, n, whose, received_on, comes_on)
        at = self.weeks.quarter(received_on, 0)
        return Life(facts["topic"], at, self._asked.post(DESK, facts), steps)

    def _steps(self, way, n, whose, received_on, comes_on):
        put, calendar_id = self._asked.put, self.calendar_ids[whose]
        other = self.calendar_ids["YARDIMCI2" if whose == "YARDIMCI1" else "YARDIMCI1"]

        def at(more, quarter=0):
            return self.weeks.quarter(received_on + more, quarter)

        weighed = Step(at(0, 2), "weighed", put(DESK, "weighing", {"reason": "Program uygunluğuna bakılacak"}))
        waits = {"reason": "Yer açılınca önerilecek"}
        offered = Step(at(1, 1), "proposed", put(DESK, "proposals", self._offer(calendar_id, comes_on)))
        received_then = self._span(comes_on, AFTERNOON) | {"calendar_id": calendar_id}
        held_until = self.weeks.quarter(received_on + 3, 0)
        short = self._offer(calendar_id, comes_on + 3) | {"held_until": held_until.isoformat()}
        ways = {
            "received": [],
            "weighed": [weighed],
            "waiting": [weighed, Step(at(1), "waiting", put(DESK, "waiting", waits))],
            "proposed": [weighed, offered],
            "scheduled": [weighed, Step(at(1, 1), "scheduled", put(DIRECTOR, "schedule", received_then))],
            "declined": [weighed, Step(at(1, 2), "declined", put(DIRECTOR, "declining", {"reason": "Konu mahkemede"}))],
            "referred": [weighed, Step(at(1, 2), "referred", put(DIRECTOR, "referral", {"calendar_id": other}))],
            "withdrawn": [weighed, Step(at(1, 3), "withdrawn", put(DESK, "withdrawal", {"reason": "Sorun çözülmüş"}))],
            "expired": [
                weighed,
                Step(at(1, 1), "proposed", put(DESK, "proposals", short)),
                Step(at(3, 1), "expired", self._asked.until("expired")),
            ],
        }
        ended = {"held": "holding", "no_show": "no-show"}
        if way in ended:
            end = Step(self.weeks.quarter(comes_on, 3), way, put(DESK, ended[way]))
            return [weighed, Step(at(1, 1), "scheduled", put(DIRECTOR, "schedule", received_then)), end]
        return ways[way]

    def _offer(self, calendar_id, day):
        times = [self._span(day, hour) | {"calendar_id": calendar_id} for hour in (LATER, LATE)]
        held_until = days.at(self.weeks.day(day), time(9)).isoformat()
        return {"times": times, "held_until": held_until, "outside_hours": True}

    def _span(self, day, hour):
        starts_at = days.at(self.weeks.day(day), hour)
        return {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + MINUTES).isoformat()}

    def _call(self, call, n):
        name, title, institution, words, then = call
        logged_on = days.DAYS - 6 + n // 2
        due_at = days.at(self.weeks.day(logged_on + 1), time(11))
        facts = {
            "calendar_id": self.calendar_ids["BASKAN"],
            "name": name,
            "phone": f"+90 555 000 98 {n:02}",
            "title": title or None,
            "institution": institution or None,
            "words": words,
            "due_at": None if then == "logged" else due_at.isoformat(),
        }
        ends = {"connected": "Görüşüldü", "message_given": "Not bırakıldı", "unreachable": "Ulaşılamadı"}
        steps, put = [], self._calls.put
        if then in ends:
            tried = [put(DESK, "tries", {"outcome": "no_answer"})] if then == "unreachable" else []
            close = one_by_one(*tried, put(DESK, "result", {"result": then, "note": ends[then]}))
            steps = [Step(self.weeks.quarter(logged_on + 1, 2), then, close)]
        return Life(facts["words"], self.weeks.quarter(logged_on, 1), self._calls.post(DESK, facts), steps)
