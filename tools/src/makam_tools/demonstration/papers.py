"""Papers that are written here and papers that came in, each as far as it got."""

from datetime import timedelta

from makam_tools.demonstration import days
from makam_tools.demonstration.lives import Life, Lives, Step, one_by_one
from makam_tools.demonstration.texts import data

SECRETARY, DIRECTOR, MAYOR = "ipek", "nermin", "baskan"
RETURNED = {"note": "Mali tablo eklensin."}
REFUSED = {"note": "Bu yıl gündeme alınmayacak."}
LASTS = 7
"""So many told days the longest way takes."""


class Papers:
    """The papers of the demonstration, so many for each way that one can go."""

    def __init__(self, office, town, weeks):
        self.office, self.town, self.weeks = office, town, weeks
        self._papers = Lives(office, "/papers", reader=DIRECTOR, key=lambda one: one["subject"])
        self._people = {one["login"]: one for one in data("town")["people"]}

    def acts(self):
        """What is left to be done, each with its instant."""
        script = data("papers")
        ways = [name for name, count in script["ways"].items() for _ in range(count)]
        yield from self._papers.acts(self._written(script, n, way) for n, way in enumerate(ways))
        ways = [name for name, count in script["incoming_ways"].items() for _ in range(count)]
        yield from self._papers.acts(self._came_in(script, n, way) for n, way in enumerate(ways))

    def _written(self, script, n, way):
        unit, kind, file_code, subject, to = script["written"][n % len(script["written"])]
        neighbourhood = data("town")["neighbourhoods"][n // len(script["written"])]
        author, day = self.town.staff(unit)[0], n % (days.DAYS - LASTS)
        deputy = "halil" if self._parent(unit) == "BSKYRD1" else "gulsen"
        facts = {
            "kind": kind,
            "unit_id": self.town.unit_ids[unit],
            "file_code": file_code,
            "subject": subject.format(mahalle=neighbourhood),
            "body": f"{subject.format(mahalle=neighbourhood)} hususunda gereğini arz ederim.",
            "grade": "official_use" if n % 13 == 12 else "none",
            "urgency": "urgent" if n % 9 == 4 and kind != "olur" else "normal",
            "circle": [self._reviewer(login) for login in (author, deputy, MAYOR)],
            "addressees": [self._addressee(one) for one in to],
        }
        make = self._papers.post(author, facts)
        return Life(facts["subject"], self.weeks.quarter(day, 0), make, self._steps(way, day, author, deputy))

    def _steps(self, way, day, author, deputy):
        put = self._papers.put

        def step(place, status, do):
            return Step(self.weeks.quarter(day + place // 3, 1 + place % 3), status, do)

        sent_round = step(0, "in_review", one_by_one(put(author, "circulation"), put(author, "initials")))
        submitted = step(2, "submitted", put(deputy, "initials"))
        numbered = step(4, "numbered", put(MAYOR, "signature"))
        distributed = step(6, "distributed", one_by_one(put(DIRECTOR, "distribution"), self._receive_first))
        filed = step(9, "filed", put(DIRECTOR, "filing"))
        steps = [sent_round, submitted, numbered, distributed, filed]
        ends = {name: steps[:place] for place, name in enumerate(["drafted", "in_review", "submitted", "numbered"])}
        ends |= {"distributed": steps[:4], "filed": steps}
        ends["returned"] = [sent_round, step(2, "drafted", put(deputy, "return", RETURNED))]
        ends["refused"] = [sent_round, submitted, step(4, "refused", put(MAYOR, "refusal", REFUSED))]
        return ends[way]

    def _receive_first(self, paper):
        """The first unit that it went to has it, and reads it."""
        copy = next((one for one in paper["distributions"] if one["unit_id"]), None)
        if copy:
            units = {id: code for code, id in self.town.unit_ids.items()}
            director = next(iter(self.town.staff(units[copy["unit_id"]])), DIRECTOR)
            for act in ("receipt", "reading"):
                copy = self.office.put(director, f"/distributions/{copy['id']}/{act}", {}, version=copy["version"])
        return paper

    def _came_in(self, script, n, way):
        sender, subject, unit = script["incoming"][n % len(script["incoming"])]
        neighbourhood = data("town")["neighbourhoods"][n // len(script["incoming"])]
        day = n % (days.DAYS - 2)
        facts = {
            "subject": subject.format(mahalle=neighbourhood),
            "sender": sender,
            "origin_number": f"E-8765{4300 + n}-{n + 100}-{n * 37 + 211}",
            "origin_on": f"{self.weeks.day(day) - timedelta(days=3)}",
            "urgency": "dated" if n % 8 == 3 else "normal",
            "due_on": f"{self.weeks.day(day + 12)}" if n % 8 == 3 else None,
        }
        put, to = self._papers.put, [{"unit_id": self.town.unit_ids[unit], "purpose": "action"}]
        steps = [
            Step(self.weeks.quarter(day, 2), "forwarded", put(SECRETARY, "forwarding", {"addressees": to})),
            Step(self.weeks.quarter(day + 2, 2), "closed", put(SECRETARY, "closing")),
        ]
        gone = {"registered": 0, "forwarded": 1, "closed": 2}[way]

        def make():
            return self.office.post(SECRETARY, "/incoming-papers", facts)

        return Life(facts["subject"], self.weeks.quarter(day, 1), make, steps[:gone])

    def _reviewer(self, login):
        person = self._people[login]
        return {"person_id": self.town.person_ids[login], "name": person["name"], "title": person["title"]}

    def _addressee(self, to):
        whom, purpose = to.split(":")
        who = {"unit_id": self.town.unit_ids[whom]} if whom in self.town.unit_ids else {"name": whom}
        return who | {"purpose": purpose}

    def _parent(self, code):
        return next(unit.get("parent") for unit in data("town")["units"] if unit["code"] == code)
