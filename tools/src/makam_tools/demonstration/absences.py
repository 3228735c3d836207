"""Who of the office is away, and who stands in for them."""

from datetime import time, timedelta
from functools import partial

from makam_tools.demonstration import days
from makam_tools.demonstration.office import wait_for
from makam_tools.demonstration.texts import data

MAYOR = "baskan"
BEGINS, ENDS = time(8, 30), time(17, 30)
ARRANGED = time(9, 15)


class Absences:
    """The absences of the demonstration. They lie in weeks around those that are told, so that loading goes on with the
    same ones on another day."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks

    def acts(self):
        """What is left to be done, each with its instant."""
        for absence in data("absences")["absences"]:
            yield self._arranged(absence), partial(self._arrange, absence)

    def wait_for_end(self):
        """Until those who were away are known to be back."""
        past = [one for one in data("absences")["absences"] if one["week"] < 0]
        wait_for("İzinlerin sona ermesi", lambda: all(self._known(one)["status"] == "ended" for one in past))

    def _arrange(self, absence):
        """Plan it; the mayor approves it, and then who stands in."""
        login = absence["login"]
        known = self._known(absence) or self.office.post(login, "/absences", self._facts(absence))
        if absence["approved"] and known["status"] == "planned":
            self._approve("absences", known)
        if "deputy" in absence:
            proposed = next(iter(self.office.every(MAYOR, "/deputisings", absence_id=known["id"])), None)
            facts = {"deputy_id": self.town.person_ids[absence["deputy"]]}
            proposed = proposed or self.office.post(login, f"/absences/{known['id']}/deputisings", facts)
            if proposed["status"] == "proposed":
                self._approve("deputisings", proposed)

    def _approve(self, noun, thing):
        self.office.put(MAYOR, f"/{noun}/{thing['id']}/approval", {}, version=thing["version"])

    def _known(self, absence):
        person, began = self.town.person_ids[absence["login"]], self._monday(absence)
        there = self.office.every(MAYOR, "/absences", person_id=person, day=f"{began}")
        return next(iter(there), None)

    def _facts(self, absence):
        first = self._monday(absence)
        return {
            "person_id": self.town.person_ids[absence["login"]],
            "kind": absence["kind"],
            "reason": absence["reason"],
            "from_at": days.at(first, BEGINS).isoformat(),
            "until_at": days.at(first + timedelta(days=4), ENDS).isoformat(),
        }

    def _monday(self, absence):
        present = days.CALENDAR.add_workdays(self.weeks.days[-1], 1)
        return present + timedelta(weeks=absence["week"], days=-present.weekday())

    def _arranged(self, absence):
        """A working day before, among those that are told."""
        day = days.CALENDAR.previous_workday(self._monday(absence))
        return days.at(min(day, self.weeks.days[-1]), ARRANGED)
