"""Ceremonies by the templates of the house, and the invitations that the mayor receives."""

from datetime import time

from makam_tools.demonstration import days
from makam_tools.demonstration.lives import Life, Lives, Step, one_by_one
from makam_tools.demonstration.texts import data

OFFICER, DIRECTOR, SECRETARY = "selin", "nermin", "oguz"
HOURS = [time(12, 15), time(18, 30), time(19, 30)]
FIRST, SPREAD = 4, 23
"""Invitations are to days from this one on, over so many."""

REPORT = "Program akışına uygun tamamlandı; katılım beklenenin üzerindeydi."
POSTPONED, TASKS_DONE = {"reason": "Hava muhalefeti"}, 3


class Ceremonies:
    """The ceremonies of the demonstration. Each is drafted on the first days, so that its work has time."""

    def __init__(self, office, weeks):
        self.office, self.weeks = office, weeks
        self._ceremonies = Lives(office, "/ceremonies", reader=OFFICER, key=lambda one: one["title"])
        there = office.every(OFFICER, "/ceremony-templates")
        self._template_ids = {one["code"]: one["id"] for one in there}

    def acts(self):
        """What is left to be done, each with its instant."""
        return self._ceremonies.acts(self._life(n, one) for n, one in enumerate(data("ceremonies")["ceremonies"]))

    def _life(self, n, ceremony):
        facts = {name: ceremony[name] for name in ("title", "place", "travel_minutes")}
        starts_at = days.at(self.weeks.day(ceremony["day"]), time.fromisoformat(ceremony["hour"]))
        facts |= {"template_id": self._template_ids[ceremony["template"]], "starts_at": starts_at.isoformat()}
        make = self._ceremonies.post(OFFICER, facts)
        return Life(ceremony["title"], self.weeks.quarter(0, n % 2), make, self._steps(ceremony))

    def _steps(self, ceremony):
        put, day = self._ceremonies.put, min(ceremony["day"], days.DAYS - 1)
        announced = one_by_one(put(OFFICER, "announcement"), self._finish_first_tasks)
        steps = {
            "planned": Step(self.weeks.quarter(1, 0), "planned", put(DIRECTOR, "planning")),
            "announced": Step(self.weeks.quarter(2, 1), "announced", announced),
            "postponed": Step(self.weeks.quarter(5, 1), "postponed", put(DIRECTOR, "postponement", POSTPONED)),
            "held": Step(self.weeks.quarter(day, 3), "held", put(OFFICER, "holding")),
            "reported": Step(self.weeks.quarter(day + 1, 2), "reported", put(OFFICER, "report", {"report": REPORT})),
        }
        return [steps[name] for name in ceremony["steps"]]

    def _finish_first_tasks(self, ceremony):
        for task in ceremony["tasks"][:TASKS_DONE]:
            path = f"/ceremony-tasks/{task['id']}/completion"
            self.office.put(OFFICER, path, {"evidence": "Başkanlık Oluru alındı"}, version=task["version"])
        return self.office.get(OFFICER, f"/ceremonies/{ceremony['id']}")


class Invitations:
    """The invitations of the demonstration, so many for each answer."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._invitations = Lives(office, "/invitations", reader=OFFICER, key=lambda one: one["occasion"])

    def acts(self):
        """What is left to be done, each with its instant."""
        answers = [name for name, count in data("ceremonies")["answers"].items() for _ in range(count)]
        # Answers and days go through each other, so that every week has some of each.
        places = sorted(range(len(answers)), key=lambda place: (place * 7 % len(answers), place))
        return self._invitations.acts(self._life(n, answers[place]) for n, place in enumerate(places))

    def _life(self, n, answer):
        script = data("ceremonies")
        occasion, institution, place = script["occasions"][n % len(script["occasions"])]
        neighbourhood = data("town")["neighbourhoods"][n // len(script["occasions"])]
        day = FIRST + n * SPREAD // 40
        facts = {
            "institution": institution.format(mahalle=neighbourhood),
            "sender_phone": f"+90 555 000 97 {n:02}",
            "occasion": occasion.format(mahalle=neighbourhood),
            "place": place.format(mahalle=neighbourhood),
            "starts_at": days.at(self.weeks.day(day), HOURS[n % len(HOURS)]).isoformat(),
            "travel_minutes": 15,
        }
        make = self._invitations.post(SECRETARY, facts)
        return Life(facts["occasion"], self.weeks.quarter(day - 4, 0), make, self._steps(n, answer, day))

    def _steps(self, n, answer, day):
        put = self._invitations.put
        deputy = {"holder_id": self.town.person_ids["halil" if n % 2 else "gulsen"]}
        wreath = {"courtesy": {"kind": "wreath", "cost": 250_000, "words": "Akçınar Belediye Başkanı Elif KARACA"}}
        answers = {
            "received": None,
            "attends": ("attends", put(DIRECTOR, "acceptance")),
            "deputised": ("deputised", put(DIRECTOR, "deputy", deputy)),
            "declined": ("declined", put(DIRECTOR, "declining")),
            "declined_with_wreath": ("declined", put(OFFICER, "declining", wreath)),
            "withdrawn": ("withdrawn", put(SECRETARY, "withdrawal")),
        }
        return [Step(self.weeks.quarter(day - 2, 1), *answers[answer])] if answers[answer] else []
